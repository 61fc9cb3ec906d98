/** The emulated USB device: control requests, alternate settings, and the transfers of its interfaces. */
import { HttpInterface } from './http-interface.ts';
import {
  configurationDescriptor,
  deviceDescriptor,
  deviceId,
  deviceQualifier,
  HTTP_SETTING,
  INTERFACE_COUNT,
  stringDescriptor,
} from './printer-descriptors.ts';
import { STATUS_OK, STATUS_STALL, STATUS_UNLINKED, type UrbCommand } from './protocol.ts';
import type { UsbFaults } from './usb-faults.ts';

export type UsbPrinterOptions = {
  serialNumber: string;
  /** Of the simulated scanner, on 127.0.0.1. */
  httpPort: number;
  faults: UsbFaults;
  /** `length` counts the bytes moved; `data` is empty for OUT transfers. */
  answer(sequence: number, status: number, length: number, data: Buffer): void;
  unplug(): void;
};

type Submit = Extract<UrbCommand, { kind: 'submit' }>;
const nothing = Buffer.alloc(0);
const HALT = 0;

export class UsbPrinter {
  readonly #options: UsbPrinterOptions;
  readonly #interfaces: readonly HttpInterface[];
  readonly #settings = new Map<number, number>();
  #configuration = 0;

  constructor(options: UsbPrinterOptions) {
    this.#options = options;
    const { httpPort, faults, unplug } = options;
    const complete = (sequence: number, status: number, data: Buffer): void => options.answer(sequence, status, data.length, data);
    this.#interfaces = Array.from({ length: INTERFACE_COUNT }, () => new HttpInterface({ httpPort, faults, unplug, complete }));
  }

  submit(command: Submit, data: Buffer): void {
    const { sequence, endpoint, input, length } = command;
    if (endpoint === 0) return this.#control(command);
    const target = this.#interfaces[endpoint - 1];
    if (!target) return this.#options.answer(sequence, STATUS_STALL, 0, nothing);
    if (input) return target.input.submit(sequence, length);
    // The legacy setting swallows print data, as a printer without paper does.
    if (this.#settings.get(endpoint - 1) === HTTP_SETTING) target.receive(data);
    this.#options.answer(sequence, STATUS_OK, data.length, nothing);
  }

  /** @returns the status of the unlink: 0 when the transfer was completed already */
  unlink(sequence: number): number {
    return this.#interfaces.some(({ input }) => input.unlink(sequence)) ? STATUS_UNLINKED : STATUS_OK;
  }

  /** The cable is out. */
  close(): void {
    for (const each of this.#interfaces) each.reset();
  }

  #control({ sequence, setup, input, length }: Submit): void {
    const answer = this.#controlAnswer(setup);
    if (answer === null) return this.#options.answer(sequence, STATUS_STALL, 0, nothing);
    const data = input ? answer.subarray(0, length) : nothing;
    this.#options.answer(sequence, STATUS_OK, data.length, data);
  }

  /** Null = not supported, which a device shows by a stall. */
  #controlAnswer(setup: Buffer): Buffer | null {
    const [type = 0, request = 0] = setup;
    const [value, index] = [setup.readUInt16LE(2), setup.readUInt16LE(4)];
    switch ((type << 8) | request) {
      case 0x8000: // GET_STATUS of the device: self-powered
        return Buffer.from([1, 0]);
      case 0x8100: // GET_STATUS of an interface
        return Buffer.from([0, 0]);
      case 0x8200: // GET_STATUS of an endpoint
        return Buffer.from([this.#interfaceOf(index)?.input.halted && index & 0x80 ? 1 : 0, 0]);
      case 0x0201: // CLEAR_FEATURE of an endpoint
        if (value === HALT && index & 0x80) this.#interfaceOf(index)?.input.clearHalt();
        return nothing;
      case 0x8006:
        return this.#descriptor(value);
      case 0x8008:
        return Buffer.from([this.#configuration]);
      case 0x0009:
        this.#configure(value);
        return nothing;
      case 0x810a:
        return Buffer.from([this.#settings.get(index) ?? 0]);
      case 0x010b:
        return this.#choose(index, value);
      case 0xa100: // GET_DEVICE_ID of the printer class
        return deviceId(this.#options.serialNumber);
      case 0xa101: // GET_PORT_STATUS: selected, no error
        return Buffer.from([0x18]);
      case 0x2102: // SOFT_RESET
        this.#interfaces[index & 0xff]?.reset();
        return nothing;
      default:
        return null;
    }
  }

  #descriptor(value: number): Buffer | null {
    switch (value >> 8) {
      case 1:
        return deviceDescriptor();
      case 2:
        return value & 0xff ? null : configurationDescriptor();
      case 3:
        return stringDescriptor(value & 0xff, this.#options.serialNumber);
      case 6:
        return deviceQualifier();
      default:
        return null;
    }
  }

  /** Also what a host does after it reset the port. */
  #configure(configuration: number): void {
    this.#configuration = configuration;
    this.#settings.clear();
    this.#options.faults.remove('mute');
    for (const each of this.#interfaces) each.reset();
  }

  #choose(index: number, setting: number): Buffer | null {
    const target = this.#interfaces[index];
    if (!target || setting > HTTP_SETTING) return null;
    this.#settings.set(index, setting);
    target.reset();
    const stale = index === 0 ? this.#options.faults.find('stale-bytes') : null;
    if (stale && setting === HTTP_SETTING) {
      this.#options.faults.remove('stale-bytes');
      target.input.offer(Buffer.alloc(stale.bytes, 'stale page '), true);
    }
    return nothing;
  }

  #interfaceOf(endpointAddress: number): HttpInterface | undefined {
    return this.#interfaces[(endpointAddress & 0x7f) - 1];
  }
}
