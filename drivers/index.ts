/** The list of scanner drivers. A new one is one line here. */
import type { ScannerDriver } from './driver.ts';
import { esclNetworkDriver } from './escl-network/escl-network-driver.ts';
import { folderDriver } from './folder/folder-driver.ts';
import { ippUsbDriver } from './ipp-usb/ipp-usb-driver.ts';
import { saneDriver } from './sane/sane-driver.ts';

export const drivers: readonly ScannerDriver[] = [esclNetworkDriver, ippUsbDriver, saneDriver, folderDriver];
