/** Whether this machine lets the program talk to the USB scanners that are plugged in. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { deviceFileOf, listSysfsPrinters } from '../../drivers/ipp-usb/sysfs-printers.ts';
import { UDEV_RELOAD, UDEV_RULE_FILE, udevRule } from '../../drivers/ipp-usb/udev-rule.ts';
import { good, limited } from './check.ts';
import type { Check } from './check.ts';
import { list, names as checkNames, usb } from './doctor-texts.ts';

/** @param sysfsFolder elsewhere for tests */
export function checkUsbScanners(sysfsFolder?: string): Check {
  return async () => {
    const printers = await listSysfsPrinters(sysfsFolder);
    if (printers.length === 0) return good(checkNames.usb, process.platform === 'linux' ? usb.none : usb.bySystem);
    const names = list(printers.map(({ name }) => name));
    const closed = [];
    for (const printer of printers) {
      const open = await access(deviceFileOf(printer), constants.R_OK | constants.W_OK).then(
        () => true,
        () => false,
      );
      if (!open) closed.push(printer);
    }
    if (closed.length === 0) return good(checkNames.usb, names);
    const rules = [...new Set(closed.map(udevRule))].map((rule) => `\n      ${rule}`).join('');
    return limited(checkNames.usb, usb.closed(names, closed.length), usb.rule(UDEV_RULE_FILE, UDEV_RELOAD, rules));
  };
}
