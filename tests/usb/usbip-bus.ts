/** A UsbBus whose only port is a USB/IP server: the whole transport of the driver without a kernel. */
import {
  UsbFailure,
  type IppInterface,
  type UsbBulkPipe,
  type UsbBus,
  type UsbConnection,
  type UsbPrinter,
} from '../../drivers/ipp-usb/bulk-pipe.ts';
import { findIppInterfaces, parseDeviceIds } from '../../drivers/ipp-usb/descriptors.ts';
import { UsbIpAttachment, type Transfer } from './usbip-attachment.ts';

const GET_DESCRIPTOR = 6;
const descriptor = { device: 0x100, configuration: 0x200, string: 0x300 };

export class UsbIpBus implements UsbBus {
  readonly #port: number;
  readonly #listeners = new Set<() => void>();
  #attachment: UsbIpAttachment | null = null;
  #printer: UsbPrinter | null = null;
  #open = false;
  #plugs = 0;
  /** For tests of permissions: opening fails in this way. */
  refusal: 'access' | 'busy' | null = null;
  /** How often the device was reset. */
  resets = 0;

  constructor(port: number) {
    this.#port = port;
  }

  /** Plugs the device in and reads its descriptors. */
  async attach(): Promise<void> {
    const attachment = await UsbIpAttachment.attach(this.#port, () => this.#changed());
    this.#attachment = attachment;
    const read = (value: number, length: number): Promise<Buffer> => attachment.control(0x80, GET_DESCRIPTOR, value, 0, length);
    const device = await read(descriptor.device, 18);
    const ids = parseDeviceIds(device);
    if (!ids) throw new Error('not a device descriptor');
    const word = async (index: number): Promise<string> => (await read(descriptor.string + index, 255)).toString('utf16le', 2);
    this.#printer = {
      ...ids,
      serialNumber: await word(device[16] ?? 0),
      name: `${await word(device[14] ?? 0)} ${await word(device[15] ?? 0)}`,
      busNumber: 1,
      deviceAddress: ++this.#plugs,
      interfaces: findIppInterfaces(await read(descriptor.configuration, 4096), ids.vendorId),
    };
    await attachment.control(0x00, 9, 1, 0);
    this.#open = false;
    this.#changed();
  }

  detach(): void {
    this.#attachment?.detach();
  }

  list(): Promise<UsbPrinter[]> {
    const attached = this.#printer && this.#attachment && !this.#attachment.gone;
    return Promise.resolve(attached && this.#printer ? [this.#printer] : []);
  }

  async watch(onChange: () => void, signal: AbortSignal): Promise<void> {
    this.#listeners.add(onChange);
    await new Promise<void>((done) => (signal.aborted ? done() : signal.addEventListener('abort', () => done(), { once: true })));
    this.#listeners.delete(onChange);
  }

  async open(printer: UsbPrinter): Promise<UsbConnection> {
    const attachment = this.#attachment;
    if (!attachment || attachment.gone) throw new UsbFailure('gone');
    if (this.refusal) throw new UsbFailure(this.refusal);
    // An interface has one owner.
    if (this.#open) throw new UsbFailure('busy');
    this.#open = true;
    for (const { number, alternate } of printer.interfaces) await attachment.control(0x01, 11, alternate, number);
    const pipes = printer.interfaces.map((wanted) => new UsbIpPipe(attachment, wanted));
    return {
      pipes,
      reset: async () => {
        this.resets++;
        await attachment.control(0x00, 9, 1, 0);
      },
      close: async () => {
        await Promise.all(pipes.map((pipe) => pipe.end()));
        if (this.#attachment === attachment) this.#open = false;
      },
    };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

class UsbIpPipe implements UsbBulkPipe {
  readonly packetBytes: number;
  readonly #attachment: UsbIpAttachment;
  readonly #wanted: IppInterface;
  readonly #pending = new Set<Transfer>();
  #ended = false;

  constructor(attachment: UsbIpAttachment, wanted: IppInterface) {
    this.#attachment = attachment;
    this.#wanted = wanted;
    this.packetBytes = wanted.packetBytes;
  }

  read(maxBytes: number): Promise<Uint8Array> {
    return this.#track(this.#used().read(this.#wanted.inEndpoint, maxBytes));
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#track(this.#used().write(this.#wanted.outEndpoint, bytes));
  }

  cancel(): void {
    for (const transfer of this.#pending) transfer.cancel();
  }

  async softReset(): Promise<void> {
    await this.#used().control(0x21, 2, 0, this.#wanted.number);
    await this.#attachment.control(0x02, 1, 0, this.#wanted.inEndpoint);
  }

  async end(): Promise<void> {
    this.#ended = true;
    const open = [...this.#pending].map(({ done }) => done);
    this.cancel();
    await Promise.allSettled(open);
  }

  /** A transfer of a closed device would crash a real library. */
  #used(): UsbIpAttachment {
    if (this.#ended) throw new Error('transfer of a closed device');
    return this.#attachment;
  }

  async #track(transfer: Transfer): Promise<Buffer> {
    this.#pending.add(transfer);
    try {
      return await transfer.done;
    } finally {
      this.#pending.delete(transfer);
    }
  }
}
