/** A USB/IP host in user land: attaches the emulated device over TCP and submits transfers, as vhci_hcd does in a kernel. */
import { connect, type Socket } from 'node:net';
import { UsbFailure } from '../../drivers/ipp-usb/bulk-pipe.ts';
import {
  BUSID_BYTES,
  decodeAnswer,
  decodeOpHeader,
  DEVICE_BYTES,
  encodeOpHeader,
  encodeSubmit,
  encodeUnlink,
  OP_HEADER_BYTES,
  OP_REQ_IMPORT,
  STATUS_OK,
  STATUS_STALL,
  URB_HEADER_BYTES,
} from '../../drivers/simulator/usb-ip/protocol.ts';
import { SocketBytes } from '../../drivers/simulator/usb-ip/socket-bytes.ts';
import { BUS_ID } from '../../drivers/simulator/usb-ip/usbip-server.ts';

type Pending = { input: boolean; resolve(data: Buffer): void; reject(error: UsbFailure): void };
/** `cancel` takes the transfer back; it then fails as cancelled, or resolves with what had arrived. */
export type Transfer = { done: Promise<Buffer>; cancel(): void };

const noSetup = Buffer.alloc(8);

export class UsbIpAttachment {
  readonly #socket: Socket;
  readonly #deviceId: number;
  readonly #pending = new Map<number, Pending>();
  readonly #unlinks = new Map<number, number>();
  #sequence = 0;
  #onGone: () => void = () => undefined;
  gone = false;

  private constructor(socket: Socket, bytes: SocketBytes, deviceId: number) {
    this.#socket = socket;
    this.#deviceId = deviceId;
    void this.#receive(bytes);
  }

  /** @throws UsbFailure `gone` when there is nothing to attach */
  static async attach(port: number, onGone: () => void): Promise<UsbIpAttachment> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    const bytes = new SocketBytes(socket);
    const busId = Buffer.alloc(BUSID_BYTES);
    busId.write(BUS_ID);
    socket.write(Buffer.concat([encodeOpHeader(OP_REQ_IMPORT), busId]));
    const header = await bytes.take(OP_HEADER_BYTES);
    const device = header && decodeOpHeader(header).status === 0 ? await bytes.take(DEVICE_BYTES) : null;
    if (!device) {
      socket.destroy();
      throw new UsbFailure('gone');
    }
    const attachment = new UsbIpAttachment(socket, bytes, (device.readUInt32BE(288) << 16) | device.readUInt32BE(292));
    attachment.#onGone = onGone;
    return attachment;
  }

  detach(): void {
    this.#socket.destroy();
  }

  /** A control transfer with its eight setup bytes; IN when bit 7 of the first is set. */
  async control(type: number, request: number, value: number, index: number, length = 0): Promise<Buffer> {
    const setup = Buffer.from([type, request, 0, 0, 0, 0, 0, 0]);
    setup.writeUInt16LE(value, 2);
    setup.writeUInt16LE(index, 4);
    setup.writeUInt16LE(length, 6);
    return this.#submit(0, (type & 0x80) !== 0, length, Buffer.alloc(0), setup).done;
  }

  read(endpoint: number, maxBytes: number): Transfer {
    return this.#submit(endpoint & 0x7f, true, maxBytes, Buffer.alloc(0), noSetup);
  }

  write(endpoint: number, bytes: Uint8Array): Transfer {
    return this.#submit(endpoint, false, bytes.length, bytes, noSetup);
  }

  #submit(endpoint: number, input: boolean, length: number, data: Uint8Array, setup: Buffer): Transfer {
    const sequence = ++this.#sequence;
    const { promise: done, resolve, reject } = Promise.withResolvers<Buffer>();
    if (this.gone) reject(new UsbFailure('gone'));
    else {
      this.#pending.set(sequence, { input, resolve, reject });
      this.#socket.write(encodeSubmit({ sequence, deviceId: this.#deviceId, input, endpoint, length, setup }, data));
    }
    return { done, cancel: () => this.#unlink(sequence) };
  }

  #unlink(target: number): void {
    if (!this.#pending.has(target) || this.gone) return;
    const sequence = ++this.#sequence;
    this.#unlinks.set(sequence, target);
    this.#socket.write(encodeUnlink(sequence, target));
  }

  async #receive(bytes: SocketBytes): Promise<void> {
    for (;;) {
      const header = await bytes.take(URB_HEADER_BYTES);
      const answer = header && decodeAnswer(header);
      if (!answer) break;
      if (answer.kind === 'unlinked') this.#finishUnlink(answer.sequence);
      else {
        const pending = this.#pending.get(answer.sequence);
        const data = pending?.input ? await bytes.take(answer.length) : Buffer.alloc(0);
        this.#pending.delete(answer.sequence);
        if (answer.status === STATUS_OK) pending?.resolve(data ?? Buffer.alloc(0));
        else pending?.reject(new UsbFailure(answer.status === STATUS_STALL ? 'stalled' : 'failed'));
      }
    }
    this.gone = true;
    this.#socket.destroy();
    for (const { reject } of this.#pending.values()) reject(new UsbFailure('gone'));
    this.#pending.clear();
    this.#onGone();
  }

  /** The transfer was completed before, in which case it is no longer pending, or never will be. */
  #finishUnlink(sequence: number): void {
    const target = this.#unlinks.get(sequence) ?? 0;
    this.#unlinks.delete(sequence);
    this.#pending.get(target)?.reject(new UsbFailure('cancelled'));
    this.#pending.delete(target);
  }
}
