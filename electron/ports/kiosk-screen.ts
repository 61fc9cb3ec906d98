/** Keeps one guarded kiosk window open for as long as the host runs: closed, crashed or hung, it comes back within seconds. */
import { openBrowserWindow } from './browser-window.ts';
import type { BrowserWindow } from './browser-window.ts';
import { guardKiosk } from './kiosk-guard.ts';
import type { KioskGuard } from './kiosk-guard.ts';
import type { LoopbackServer } from './http-server.ts';
import { createReloadBackOff } from './window-policy.ts';

export type KioskScreenOptions = {
  browser: string;
  server: LoopbackServer;
  /** The first launch address, which was printed. */
  address: string;
  mayUseCamera(): boolean;
  /** Whether any page of ours was ever shown. */
  everShown(): boolean;
  report(where: string, error: unknown): void;
};

export interface KioskScreen {
  /** Settles when no window could be opened at all, or after `close`. */
  readonly ended: Promise<'no-window' | 'closed'>;
  /** The session of this window is over: its page and process go, a new one comes. */
  onSessionEnd(connectionId: string): void;
  close(): Promise<void>;
}

/** A browser that ends sooner than this without showing our page did not open a window (no display, no rights). */
const quickEndMs = 10_000;

type State = KioskScreenOptions & {
  window: BrowserWindow | null;
  guard: KioskGuard | null;
  closing: PromiseWithResolvers<void>;
  isClosing: boolean;
};

export function openKioskScreen(options: KioskScreenOptions): KioskScreen {
  const state: State = { ...options, window: null, guard: null, closing: Promise.withResolvers<void>(), isClosing: false };
  return {
    ended: keepOpen(state),
    onSessionEnd(connectionId) {
      if (state.guard && state.server.launchedConnection(state.address) === connectionId) renew(state, state.guard);
    },
    async close() {
      state.isClosing = true;
      state.closing.resolve();
      state.guard?.stop();
      await state.window?.close();
    },
  };
}

async function keepOpen(state: State): Promise<'no-window' | 'closed'> {
  const nextPause = createReloadBackOff(() => performance.now());
  for (;;) {
    const openedAt = performance.now();
    await showOne(state).catch((error: unknown) => state.report('kiosk-window', error));
    if (state.isClosing) return 'closed';
    if (!state.everShown() && performance.now() - openedAt < quickEndMs) return 'no-window';
    state.report('kiosk-window', new Error('window ended'));
    const pause = new Promise((resolve) => setTimeout(resolve, nextPause()));
    await Promise.race([pause, state.closing.promise]);
    newAddress(state);
  }
}

/** Settles when the window has ended. */
async function showOne(state: State): Promise<void> {
  const window = await openBrowserWindow(state.browser, 'kiosk', state.address, state.mayUseCamera());
  state.window = window;
  const guard = guardKiosk(window.pipe, {
    origin: new URL(state.address).origin,
    newAddress: () => newAddress(state),
    report: state.report,
  });
  state.guard = guard;
  // An unguarded kiosk is better than none, but somebody must hear of it.
  guard.ready.catch((error: unknown) => state.isClosing || state.report('kiosk-window', error));
  await window.closed;
  guard.stop();
}

function renew(state: State, guard: KioskGuard): void {
  guard.renew().catch((error: unknown) => state.isClosing || state.report('kiosk-window', error));
}

/** Ends the session of the page before: whoever was there has no page any more. */
function newAddress(state: State): string {
  state.server.endLaunch(state.address);
  return (state.address = state.server.launchUrl('kiosk'));
}
