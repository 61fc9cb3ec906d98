/** What the list and the screens know of the driver before its program is loaded. */
import type { ListedDriver } from '../driver.ts';

export const template: ListedDriver = {
  kind: 'template',
  traits: { scansPaper: true, onScreen: false, address: 'typed', certificates: false },
  load: async () => (await import('./template-driver.ts')).templateDriver,
};
