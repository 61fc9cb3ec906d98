/** Collects a body of unknown size in one growing block, so that a million tiny pieces cost no more than one large one. */

const FIRST_BYTES = 64 * 1024;

export class BodyBuffer {
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;
  #dropping = false;

  /** Everything so far and everything to come is thrown away. */
  drop(): void {
    this.#dropping = true;
    this.#bytes = new Uint8Array(0);
  }

  append(piece: Uint8Array): void {
    if (this.#dropping) return;
    const needed = this.#length + piece.length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, FIRST_BYTES, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = needed;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
