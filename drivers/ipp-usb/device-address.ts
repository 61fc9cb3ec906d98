/** The address of a USB scanner: stable across ports and restarts, because it names the device and not its place. */
import { AppError } from '#shared/errors.ts';
import type { UsbPrinter } from './bulk-pipe.ts';

export type UsbAddress = { vendorId: number; productId: number; /** null = the first of this model */ serialNumber: string | null };

const form = /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?::(\S{1,256}))?$/i;

/**
 * `usb:03f0:4f11:CN12345` or, for devices without a serial number, `usb:03f0:4f11`.
 * @throws AppError `bad-input`
 */
export function parseUsbAddress(address: string): UsbAddress {
  const [, vendor, product, serial] = form.exec(address.trim()) ?? [];
  if (vendor === undefined || product === undefined) throw new AppError('bad-input', { field: 'address' });
  return { vendorId: Number.parseInt(vendor, 16), productId: Number.parseInt(product, 16), serialNumber: decode(serial) };
}

export function usbAddressOf({ vendorId, productId, serialNumber }: UsbAddress): string {
  return ['usb', hex(vendorId), hex(productId), ...(serialNumber === null ? [] : [encodeURIComponent(serialNumber)])].join(':');
}

export function isAt(printer: UsbPrinter, address: UsbAddress): boolean {
  const sameModel = printer.vendorId === address.vendorId && printer.productId === address.productId;
  return sameModel && (address.serialNumber === null || printer.serialNumber === address.serialNumber);
}

/** Four hexadecimal digits, as lsusb and udev write them. */
export function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}

function decode(serial: string | undefined): string | null {
  if (serial === undefined) return null;
  try {
    return decodeURIComponent(serial);
  } catch {
    throw new AppError('bad-input', { field: 'address' });
  }
}
