/** The USB of this machine: /sys tells what is attached, libusb tells when that changes and moves the bytes. */
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { UsbBus } from './bulk-pipe.ts';
import { loadUsb, openWithLibusb } from './libusb-connection.ts';
import { listSysfsPrinters, SYSFS_USB_DEVICES } from './sysfs-printers.ts';

/** libusb hears of a new device only through udevd, which containers and kiosk images may lack. */
const LOOK_EVERY_MS = 2_000;
/** udev sets the permissions a moment after the kernel shows the device. */
const AFTER_EVENT_MS = 200;

/** Linux only: Windows and macOS keep these interfaces for their own drivers, which offer the device as a network scanner. */
export const systemBus: UsbBus = {
  list: () => listSysfsPrinters(),
  watch: async (onChange, signal) => {
    if (!existsSync(SYSFS_USB_DEVICES)) return;
    const stopListening = await listenForEvents(() => void setTimeout(onChange, AFTER_EVENT_MS));
    while (!signal.aborted) {
      await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) onChange();
    }
    stopListening();
  },
  open: openWithLibusb,
};

async function listenForEvents(onChange: () => void): Promise<() => void> {
  const usb = await loadUsb().catch(() => null);
  if (!usb) return () => undefined;
  usb.on('attach', onChange);
  usb.on('detach', onChange);
  return () => {
    usb.off('attach', onChange);
    usb.off('detach', onChange);
  };
}
