/** What an administrator of a Linux machine must install so that the program may talk to a USB scanner. */
import { hex, type UsbAddress } from './device-address.ts';

/** Before 73-seat-late.rules, which is where `uaccess` takes effect. */
export const UDEV_RULE_FILE = '/etc/udev/rules.d/70-intake-desk-scanner.rules';

/** `uaccess` serves the person at the desk, the group serves services and kiosks without a seat. */
export function udevRule({ vendorId, productId }: Pick<UsbAddress, 'vendorId' | 'productId'>): string {
  const match = `SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="${hex(vendorId)}", ATTR{idProduct}=="${hex(productId)}"`;
  return `${match}, MODE="0660", GROUP="scanner", TAG+="uaccess"`;
}

/** After the rule is in its file. */
export const UDEV_RELOAD = 'udevadm control --reload && udevadm trigger --subsystem-match=usb';
