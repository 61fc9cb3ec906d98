/** Scanners on a USB cable that speak IPP-over-USB: the eSCL client over bulk pipes instead of a network. */
import { scannerCapabilitiesSchema, type DiscoveredScanner } from '#shared/device.ts';
import type { DeviceEvent, DeviceRef, ScannerDevice, ScannerDriver } from '../driver.ts';
import { EsclClient } from '../escl/client.ts';
import { toDeviceStatus } from '../escl/status.ts';
import type { EsclTiming } from '../escl/timing.ts';
import type { UsbBus, UsbPrinter } from './bulk-pipe.ts';
import { parseUsbAddress, usbAddressOf } from './device-address.ts';
import { systemBus } from './system-bus.ts';
import { UsbLink } from './usb-link.ts';
import { fieldUsbTiming, type UsbTiming } from './usb-timing.ts';

/** Fixed over USB: there is no TXT record that could name another. */
const ROOT_PATH = '/eSCL';

export type IppUsbOptions = { bus: UsbBus; /** Shorter waits for tests. */ esclTiming?: EsclTiming; usbTiming?: UsbTiming };

export function createIppUsbDriver(options: IppUsbOptions): ScannerDriver {
  return {
    kind: 'ipp-usb',
    watch: (sink, signal) => watchBus(options.bus, sink, signal),
    open: (ref) => Promise.resolve().then(() => openDevice(ref, options)),
  };
}

/** Does not touch the device yet: one that is unplugged shows itself at the first call. */
function openDevice(ref: DeviceRef, { bus, esclTiming, usbTiming = fieldUsbTiming }: IppUsbOptions): ScannerDevice {
  const address = parseUsbAddress(ref.address);
  const link = new UsbLink({ bus, address, probePath: `${ROOT_PATH}/ScannerStatus`, timing: usbTiming });
  const client = new EsclClient({ exchange: link.exchange, rootPath: ROOT_PATH, ...(esclTiming ? { timing: esclTiming } : {}) });
  return {
    capabilities: async () => scannerCapabilitiesSchema.parse(await client.capabilities()),
    status: async () => toDeviceStatus(await client.status()),
    scan: (request, context) => client.scan(request, context),
    endJob: (left) => client.endJob(left),
    close: async () => {
      await client.settled();
      await link.close();
    },
  };
}

async function watchBus(bus: UsbBus, sink: (event: DeviceEvent) => void, signal: AbortSignal): Promise<void> {
  let known = new Map<string, DiscoveredScanner>();
  const look = async (): Promise<void> => {
    const now = new Map((await bus.list()).map(toScanner).map((scanner) => [scanner.key, scanner]));
    if (signal.aborted) return;
    for (const [key, scanner] of known) if (!now.has(key)) sink({ kind: 'removed', scanner });
    for (const [key, scanner] of now) {
      const before = known.get(key);
      if (!before) sink({ kind: 'added', scanner });
      else if (before.name !== scanner.name) sink({ kind: 'changed', scanner });
    }
    known = now;
  };
  // One look after the other, so that no event is told twice.
  let looking = look();
  const onChange = (): void => void (looking = looking.then(look, look));
  await bus.watch(onChange, signal);
  await looking;
}

function toScanner(printer: UsbPrinter): DiscoveredScanner {
  const address = usbAddressOf(printer);
  return { key: address, driver: 'ipp-usb', name: printer.name.slice(0, 100), address };
}

export const ippUsbDriver = createIppUsbDriver({ bus: systemBus });
