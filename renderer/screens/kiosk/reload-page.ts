/** Loads the kiosk's page anew, so that nothing of the session before stays in its memory. */

/** The guard of a kiosk's window vetoes every other way of leaving the page (electron/ports/kiosk-guard.ts). */
export function reloadPage(): void {
  document.documentElement.dataset['leaving'] = '';
  location.reload();
}
