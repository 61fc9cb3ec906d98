/** UsbConnection on libusb (the `usb` package): claims the interfaces, and turns transfers into reads and writes of a pipe. */
import type { Device, Endpoint, Interface, LibUSBException, usb as Usb } from 'usb';
import { AppError } from '#shared/errors.ts';
import { UsbFailure, type IppInterface, type UsbBulkPipe, type UsbConnection, type UsbFailureKind, type UsbPrinter } from './bulk-pipe.ts';

type UsbLibrary = typeof Usb;

/** Only when a device is looked for: a library that does not load must not stop the other drivers. @throws AppError `device.error` */
export async function loadUsb(): Promise<UsbLibrary> {
  try {
    const { default: library } = await import('usb');
    return library.usb;
  } catch (error) {
    throw new AppError('device.error', { reason: 'usb-library' }, error);
  }
}

/** @throws UsbFailure; AppError `device.error` when the library does not load */
export async function openWithLibusb(printer: UsbPrinter): Promise<UsbConnection> {
  const library = await loadUsb();
  const device = library
    .getDeviceList()
    .find(({ busNumber, deviceAddress }) => busNumber === printer.busNumber && deviceAddress === printer.deviceAddress);
  if (!device) throw new UsbFailure('gone');
  const claimed: LibusbPipe[] = [];
  try {
    device.open();
    for (const wanted of printer.interfaces) claimed.push(await claim(device, wanted, library));
  } catch (error) {
    await giveBack(device, claimed);
    throw failure(error, library);
  }
  return {
    pipes: claimed,
    reset: () => promised((done) => device.reset(done), library),
    close: () => giveBack(device, claimed),
  };
}

async function claim(device: Device, wanted: IppInterface, library: UsbLibrary): Promise<LibusbPipe> {
  const usbInterface = device.interface(wanted.number);
  try {
    // `usblp` sits on the legacy setting of the same interface; it gets the interface back when we let go.
    device.setAutoDetachKernelDriver(true);
  } catch {
    // Not supported on this system, so nothing is attached either.
  }
  usbInterface.claim();
  if (wanted.hasAlternates) await promised((done) => usbInterface.setAltSetting(wanted.alternate, done), library);
  const [input, output] = [usbInterface.endpoint(wanted.inEndpoint), usbInterface.endpoint(wanted.outEndpoint)];
  if (!input || !output) throw new UsbFailure('failed');
  return new LibusbPipe({ device, usbInterface, input, output, packetBytes: wanted.packetBytes, library });
}

/** In this order, because libusb crashes on transfers of a closed device. */
async function giveBack(device: Device, pipes: readonly LibusbPipe[]): Promise<void> {
  await Promise.all(pipes.map((pipe) => pipe.release()));
  try {
    device.close();
  } catch {
    // Never opened, or unplugged.
  }
}

type PipeParts = {
  device: Device;
  usbInterface: Interface;
  input: Endpoint;
  output: Endpoint;
  packetBytes: number;
  library: UsbLibrary;
};

class LibusbPipe implements UsbBulkPipe {
  readonly packetBytes: number;
  readonly #parts: PipeParts;
  readonly #pending = new Map<{ cancel(): boolean }, Promise<unknown>>();

  constructor(parts: PipeParts) {
    this.#parts = parts;
    this.packetBytes = parts.packetBytes;
  }

  #released = false;

  async read(maxBytes: number): Promise<Uint8Array> {
    const buffer = Buffer.alloc(maxBytes);
    const length = await this.#transfer(this.#parts.input, buffer);
    // A short answer must not keep a large buffer alive.
    return length * 2 < maxBytes ? Uint8Array.from(buffer.subarray(0, length)) : buffer.subarray(0, length);
  }

  async write(bytes: Uint8Array): Promise<void> {
    const buffer = Buffer.from(bytes);
    const length = await this.#transfer(this.#parts.output, buffer);
    if (length < buffer.length) throw new UsbFailure('cancelled');
  }

  cancel(): void {
    for (const transfer of this.#pending.keys()) transfer.cancel();
  }

  async softReset(): Promise<void> {
    const { device, usbInterface, input, output, library } = this.#parts;
    const toInterface = 0x21;
    await promised((done) => {
      device.controlTransfer(toInterface, 2, 0, usbInterface.interfaceNumber, Buffer.alloc(0), (error) => done(error));
    }, library).catch((error: unknown) => {
      // Optional for devices that only speak IPP-over-USB; a refusal comes as a stall.
      if (!(error instanceof UsbFailure) || error.kind !== 'stalled') throw error;
    });
    await promised((done) => input.clearHalt(done), library);
    await promised((done) => output.clearHalt(done), library);
  }

  async release(): Promise<void> {
    this.#released = true;
    this.cancel();
    await Promise.allSettled(this.#pending.values());
    const { usbInterface, library } = this.#parts;
    await promised((done) => usbInterface.release(done), library).catch(() => undefined);
  }

  /** Bytes moved; a cancelled or failed transfer that moved some counts as a short one. */
  #transfer(endpoint: Endpoint, buffer: Buffer): Promise<number> {
    if (this.#released) return Promise.reject(new UsbFailure('gone'));
    const { library } = this.#parts;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const transfer = endpoint.makeTransfer(0, (error: LibUSBException | undefined, _buffer, actual) => {
      this.#pending.delete(transfer);
      const partial = endpoint === this.#parts.input && actual > 0;
      if (!error || (partial && error.errno === library.LIBUSB_TRANSFER_CANCELLED)) resolve(actual);
      else reject(failure(error, library, 'transfer'));
    });
    try {
      transfer.submit(buffer);
      this.#pending.set(transfer, promise);
    } catch (error) {
      reject(failure(error, library));
    }
    return promise;
  }
}

function promised(start: (done: (error?: LibUSBException) => void) => void, library: UsbLibrary): Promise<void> {
  return new Promise((resolve, reject) => {
    try {
      start((error) => (error ? reject(failure(error, library)) : resolve()));
    } catch (error) {
      reject(failure(error, library));
    }
  });
}

/** Transfers end with LIBUSB_TRANSFER_* (positive), calls with LIBUSB_ERROR_* (negative). */
function failure(error: unknown, library: UsbLibrary, of: 'call' | 'transfer' = 'call'): Error {
  if (error instanceof UsbFailure || error instanceof AppError) return error;
  const { errno } = (error ?? {}) as { errno?: number };
  const transferKinds: readonly (readonly [number, UsbFailureKind])[] = [
    [library.LIBUSB_TRANSFER_NO_DEVICE, 'gone'],
    [library.LIBUSB_TRANSFER_CANCELLED, 'cancelled'],
    [library.LIBUSB_TRANSFER_STALL, 'stalled'],
  ];
  const callKinds: readonly (readonly [number, UsbFailureKind])[] = [
    [library.LIBUSB_ERROR_NO_DEVICE, 'gone'],
    [library.LIBUSB_ERROR_NOT_FOUND, 'gone'],
    [library.LIBUSB_ERROR_ACCESS, 'access'],
    [library.LIBUSB_ERROR_BUSY, 'busy'],
    [library.LIBUSB_ERROR_PIPE, 'stalled'],
  ];
  const kinds = of === 'transfer' || (errno ?? 0) > 0 ? [...transferKinds, ...callKinds] : callKinds;
  return new UsbFailure(kinds.find(([number]) => number === errno)?.[1] ?? 'failed', error);
}
