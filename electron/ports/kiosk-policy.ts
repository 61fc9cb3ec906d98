/** What a Chromium at a kiosk may do, written into its profile before it starts: no other address, no files, no downloads. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Shown between two applicants, from memory and not from any server: another site, so that the old page's process ends. */
export const wipedUrl = 'http://wiped.invalid/';

/**
 * The same values that an administrator's policy file sets, as settings of this profile alone: they need no root, and other browsers
 * of the machine stay as they are. The policy for the developer tools would cut our own line to the browser; `kiosk-guard.ts` closes
 * them instead.
 */
const preferences = {
  policy: {
    // A star leaves out the browser's own pages.
    url_blocklist: ['*', 'file://*', 'chrome://*', 'chrome-untrusted://*', 'devtools://*', 'view-source:*', 'javascript://*', 'data:*'],
    // The receipt is printed through the browser's own hidden preview.
    url_allowlist: ['http://127.0.0.1', new URL(wipedUrl).origin, 'chrome://print', 'chrome-untrusted://print'],
  },
  download_restrictions: 3,
  browser: { enable_spellchecking: false },
  translate: { enabled: false },
  credentials_enable_service: false,
  autofill: { profile_enabled: false, credit_card_enabled: false },
  search: { suggest_enabled: false },
  bookmark_bar: { show_on_all_tabs: false },
};
const localState = {
  select_file_dialogs: { allowed: false },
  task_manager: { end_process_enabled: false },
  profile: { add_person_enabled: false, browser_guest_enabled: false },
};

/** @param profileFolder a new one; the browser reads it at its start */
export async function writeKioskPolicy(profileFolder: string): Promise<void> {
  await mkdir(path.join(profileFolder, 'Default'), { recursive: true, mode: 0o700 });
  await writeFile(path.join(profileFolder, 'Default/Preferences'), JSON.stringify(preferences));
  await writeFile(path.join(profileFolder, 'Local State'), JSON.stringify(localState));
}
