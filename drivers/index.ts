/** The list of scanner drivers, in the order in which they are offered. A new one is one line here, beside its import. */
import { camera } from './camera/listed.ts';
import type { ListedDriver } from './driver.ts';
import { esclNetwork } from './escl-network/listed.ts';
import { folder } from './folder/listed.ts';
import { ippUsb } from './ipp-usb/listed.ts';
import { sane } from './sane/listed.ts';

export const drivers: readonly ListedDriver[] = [esclNetwork, ippUsb, sane, folder, camera];
