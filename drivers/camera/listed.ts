/** Document cameras: the address is the name of a camera of the screen, or `any`. The page opens it, see renderer/components/camera. */
import type { ListedDriver } from '../driver.ts';

export const camera: ListedDriver = {
  kind: 'camera',
  traits: { scansPaper: false, onScreen: true, address: 'camera', certificates: false },
  load: null,
};
