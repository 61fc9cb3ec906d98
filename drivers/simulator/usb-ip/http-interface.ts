/** One IPP-over-USB interface of the emulated device: bulk bytes on one side, a connection to the scanner's HTTP server on the other. */
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { InEndpoint, type CompleteTransfer } from './in-endpoint.ts';
import type { UsbFaults } from './usb-faults.ts';

/** One write of the firmware to its USB controller. */
const FIRMWARE_WRITE_BYTES = 16 * 1024;
/** The scanner waits while so much lies unread; the memory of a small MFP. */
const MAX_WAITING_BYTES = 256 * 1024;
const DRAIN_LOOK_MS = 2;

export type HttpInterfaceOptions = {
  httpPort: number;
  faults: UsbFaults;
  complete: CompleteTransfer;
  /** A fault pulls the cable. */
  unplug(): void;
};

export class HttpInterface {
  readonly input: InEndpoint;
  readonly #options: HttpInterfaceOptions;
  #socket: Socket | null = null;
  /** Zero-length packets are owed before the next byte. */
  #emptyPackets = 0;

  constructor(options: HttpInterfaceOptions) {
    this.#options = options;
    this.input = new InEndpoint(options.complete);
  }

  /** Bytes of the host for the HTTP server. */
  receive(bytes: Buffer): void {
    const { faults } = this.#options;
    if (faults.find('mute')) return;
    this.#emptyPackets = faults.find('empty-packets')?.times ?? 0;
    this.#socket ??= this.#connect();
    this.#socket.write(bytes);
  }

  /** SOFT_RESET, a new setting or a reset of the device: the conversation is forgotten. */
  reset(): void {
    this.#socket?.destroy();
    this.#socket = null;
    this.input.empty();
    this.input.clearHalt();
  }

  #connect(): Socket {
    const socket = connect({ host: '127.0.0.1', port: this.#options.httpPort, noDelay: true });
    socket.on('error', () => undefined);
    this.#pump(socket).catch(() => socket.destroy());
    return socket;
  }

  async #pump(socket: Socket): Promise<void> {
    for await (const chunk of socket as AsyncIterable<Buffer>)
      for (let at = 0; at < chunk.length; at += FIRMWARE_WRITE_BYTES)
        if (!(await this.#send(chunk.subarray(at, at + FIRMWARE_WRITE_BYTES), socket))) return;
    // The server hangs up only in the middle of an answer; a USB device can show that by nothing but a halt.
    if (this.#socket === socket) this.input.halt();
    if (this.#socket === socket) this.#socket = null;
  }

  /** @returns false when the conversation is over */
  async #send(bytes: Buffer, socket: Socket): Promise<boolean> {
    const { faults } = this.#options;
    for (; this.#emptyPackets > 0; this.#emptyPackets--) this.input.offer(Buffer.alloc(0), true);
    const slow = faults.find('slow');
    if (slow) await wait((bytes.length * 1000) / slow.bytesPerSecond);
    while (this.#socket === socket && this.input.waitingBytes > MAX_WAITING_BYTES) await wait(DRAIN_LOOK_MS);
    if (this.#socket !== socket || this.input.halted) return false;
    const allowance = faults.allowance();
    const sent = allowance ? bytes.subarray(0, allowance.bytes) : bytes;
    if (sent.length > 0) this.input.offer(sent, !faults.find('no-zero-packets'));
    faults.count(sent.length);
    if (!allowance || sent.length === bytes.length) return true;
    faults.remove(allowance.fault);
    // What was said before it happened still reaches the host.
    while (this.#socket === socket && this.input.waitingBytes > 0) await wait(DRAIN_LOOK_MS);
    if (allowance.fault === 'unplug') this.#options.unplug();
    else this.input.halt();
    return false;
  }
}
