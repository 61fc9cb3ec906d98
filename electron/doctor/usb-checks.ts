/** Whether this machine lets the program talk to the USB scanners that are plugged in. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { deviceFileOf, listSysfsPrinters } from '../../drivers/ipp-usb/sysfs-printers.ts';
import { UDEV_RELOAD, UDEV_RULE_FILE, udevRule } from '../../drivers/ipp-usb/udev-rule.ts';
import { good, limited } from './check.ts';
import type { Check } from './check.ts';

const NAME = 'USB 扫描仪';

/** @param sysfsFolder elsewhere for tests */
export function checkUsbScanners(sysfsFolder?: string): Check {
  return async () => {
    const printers = await listSysfsPrinters(sysfsFolder);
    if (printers.length === 0)
      return good(NAME, process.platform === 'linux' ? '没有插着免驱动（IPP-over-USB）的设备' : '由系统自带的驱动管理');
    const names = printers.map(({ name }) => name).join('、');
    const closed = [];
    for (const printer of printers) {
      const open = await access(deviceFileOf(printer), constants.R_OK | constants.W_OK).then(
        () => true,
        () => false,
      );
      if (!open) closed.push(printer);
    }
    if (closed.length === 0) return good(NAME, names);
    const rules = [...new Set(closed.map(udevRule))].map((rule) => `\n      ${rule}`).join('');
    return limited(
      NAME,
      `${names}；其中 ${closed.length} 台当前用户没有权限`,
      `请管理员把下面的规则写入 ${UDEV_RULE_FILE}，执行 ${UDEV_RELOAD}，再重新插拔：${rules}`,
    );
  };
}
