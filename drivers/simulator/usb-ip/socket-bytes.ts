/** Reads a TCP stream in records of known size. */
import type { Socket } from 'node:net';

export class SocketBytes {
  readonly #socket: Socket;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    const end = (): void => {
      this.#ended = true;
      this.#wake?.();
    };
    socket.on('data', (piece: Buffer) => {
      this.#held.push(piece);
      this.#heldBytes += piece.length;
      // The peer waits while nobody takes: otherwise it could fill the memory.
      if (this.#heldBytes > 4 * 1024 * 1024) socket.pause();
      this.#wake?.();
    });
    socket.on('error', end);
    socket.on('close', end);
    socket.on('end', end);
  }

  /** Exactly so many bytes; null when the stream ends before. One call at a time. */
  async take(bytes: number): Promise<Buffer | null> {
    while (this.#heldBytes < bytes) {
      if (this.#ended) return null;
      this.#socket.resume();
      await new Promise<void>((wake) => (this.#wake = wake));
      this.#wake = null;
    }
    const all = this.#held.length === 1 ? (this.#held[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#held);
    this.#held = all.length > bytes ? [all.subarray(bytes)] : [];
    this.#heldBytes -= bytes;
    this.#socket.resume();
    return all.subarray(0, bytes);
  }
}
