/** Folders: the address is an absolute path, or `file:///path?after-scan=move&watch=true` for a watched one. */
import type { ListedDriver } from '../driver.ts';

export const folder: ListedDriver = {
  kind: 'folder',
  traits: { scansPaper: false, onScreen: false, address: 'folder', certificates: false },
  load: async () => (await import('./folder-driver.ts')).folderDriver,
};
