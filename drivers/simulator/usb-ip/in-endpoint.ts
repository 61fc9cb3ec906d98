/** A bulk IN endpoint as hosts see it: what the device says waits until the host has a transfer open for it, packet by packet. */
import { STATUS_OK, STATUS_STALL } from './protocol.ts';
import { PACKET_BYTES } from './printer-descriptors.ts';

/** One write of the firmware; a transfer ends behind it when `ends`, because a short or empty packet follows. */
type Segment = { bytes: Buffer; ends: boolean };
type Transfer = { sequence: number; room: number; pieces: Buffer[]; length: number };

export type CompleteTransfer = (sequence: number, status: number, data: Buffer) => void;

export class InEndpoint {
  readonly #complete: CompleteTransfer;
  #segments: Segment[] = [];
  #transfers: Transfer[] = [];
  #halted = false;
  #waitingBytes = 0;

  constructor(complete: CompleteTransfer) {
    this.#complete = complete;
  }

  /** Bytes that no transfer has taken yet. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  get halted(): boolean {
    return this.#halted;
  }

  /** @param closed a transfer also ends behind a multiple of the packet size */
  offer(bytes: Buffer, closed: boolean): void {
    this.#segments.push({ bytes, ends: bytes.length % PACKET_BYTES !== 0 || closed });
    this.#waitingBytes += bytes.length;
    this.#move();
  }

  submit(sequence: number, room: number): void {
    if (this.#halted) return this.#complete(sequence, STATUS_STALL, Buffer.alloc(0));
    this.#transfers.push({ sequence, room, pieces: [], length: 0 });
    this.#move();
  }

  /**
   * The host takes a transfer back. What is in it already has left the device, so it goes along as a short transfer.
   * @returns false when the transfer was completed instead, or long before
   */
  unlink(sequence: number): boolean {
    const transfer = this.#transfers.find((candidate) => candidate.sequence === sequence);
    if (!transfer) return false;
    this.#transfers = this.#transfers.filter((other) => other !== transfer);
    if (transfer.length === 0) return true;
    this.#finish(transfer);
    return false;
  }

  halt(): void {
    this.#halted = true;
    for (const { sequence, pieces } of this.#transfers.splice(0)) this.#complete(sequence, STATUS_STALL, Buffer.concat(pieces));
  }

  clearHalt(): void {
    this.#halted = false;
  }

  /** Forgets what it was about to say; open transfers stay open. */
  empty(): void {
    this.#segments = [];
    this.#waitingBytes = 0;
  }

  #move(): void {
    for (;;) {
      const [segment] = this.#segments;
      const [transfer] = this.#transfers;
      if (!segment || !transfer || this.#halted) return;
      const piece = segment.bytes.subarray(0, transfer.room - transfer.length);
      transfer.pieces.push(piece);
      transfer.length += piece.length;
      this.#waitingBytes -= piece.length;
      segment.bytes = segment.bytes.subarray(piece.length);
      const full = transfer.length === transfer.room;
      const used = segment.bytes.length === 0;
      // Behind a full transfer a short last packet has gone already, but an empty one is still to come.
      const emptyPacketLeft = used && segment.ends && full && piece.length > 0 && piece.length % PACKET_BYTES === 0;
      if (used && !emptyPacketLeft) this.#segments.shift();
      if (full || (used && segment.ends)) {
        this.#transfers.shift();
        this.#finish(transfer);
      }
    }
  }

  #finish({ sequence, pieces }: Transfer): void {
    this.#complete(sequence, STATUS_OK, Buffer.concat(pieces));
  }
}
