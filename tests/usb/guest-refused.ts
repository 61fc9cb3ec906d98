/** Runs in the guest as another process or another user: what our driver says when it may not have the scanner. */
import { isAppError } from '#shared/errors.ts';
import { createIppUsbDriver } from '../../drivers/ipp-usb/ipp-usb-driver.ts';
import { systemBus } from '../../drivers/ipp-usb/system-bus.ts';

const device = await createIppUsbDriver({ bus: systemBus }).open({ address: process.argv[2] ?? '' }, new AbortController().signal);
const outcome: unknown = await device.status().catch((error: unknown) => error);
console.log(JSON.stringify(isAppError(outcome) ? outcome : { code: null, details: {} }));
process.exit(0);
