/** The attached IPP-over-USB devices as Linux describes them in /sys: no permission needed, no device disturbed. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UsbPrinter } from './bulk-pipe.ts';
import { findIppInterfaces, parseDeviceIds } from './descriptors.ts';
import { hex } from './device-address.ts';

export const SYSFS_USB_DEVICES = '/sys/bus/usb/devices';

/** Names longer than this are firmware errors (a string descriptor holds 126 characters). */
const MAX_NAME_CHARACTERS = 126;

/** @param folder as SYSFS_USB_DEVICES; one that does not exist holds no devices */
export async function listSysfsPrinters(folder = SYSFS_USB_DEVICES): Promise<UsbPrinter[]> {
  const names = await readdir(folder).catch(() => []);
  // `1-1.4` is a device, `1-1.4:1.0` its interface, `usb1` a root hub.
  const devices = names.filter((name) => /^\d+-[\d.]+$/.test(name)).sort();
  const printers = await Promise.all(devices.map((name) => readPrinter(join(folder, name))));
  return printers.filter((printer) => printer !== null);
}

/** null for other devices, and for one that is unplugged while it is read. */
async function readPrinter(folder: string): Promise<UsbPrinter | null> {
  const descriptors = await readFile(join(folder, 'descriptors')).catch(() => null);
  const ids = descriptors && parseDeviceIds(descriptors);
  if (!descriptors || !ids) return null;
  const interfaces = findIppInterfaces(descriptors.subarray(18), ids.vendorId);
  const word = async (name: string): Promise<string> =>
    (await readFile(join(folder, name), 'utf8').catch(() => '')).trim().slice(0, MAX_NAME_CHARACTERS);
  const [busNumber, deviceAddress] = [Number(await word('busnum')), Number(await word('devnum'))];
  if (interfaces.length === 0 || !busNumber || !deviceAddress) return null;
  const [manufacturer, product, serial] = [await word('manufacturer'), await word('product'), await word('serial')];
  return {
    ...ids,
    serialNumber: serial || null,
    name: nameOf(manufacturer, product) || `USB ${hex(ids.vendorId)}:${hex(ids.productId)}`,
    busNumber,
    deviceAddress,
    interfaces,
  };
}

/** Many products repeat their maker: `HP` and `HP OfficeJet`. */
function nameOf(manufacturer: string, product: string): string {
  return product.toLowerCase().startsWith(manufacturer.toLowerCase()) ? product : `${manufacturer} ${product}`.trim();
}

/** The device file that the program must be able to write, e.g. `/dev/bus/usb/001/004`. */
export function deviceFileOf({ busNumber, deviceAddress }: Pick<UsbPrinter, 'busNumber' | 'deviceAddress'>): string {
  const digits = (number: number): string => String(number).padStart(3, '0');
  return `/dev/bus/usb/${digits(busNumber)}/${digits(deviceAddress)}`;
}
