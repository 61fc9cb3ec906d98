/** Bounds what all uploads together hold in memory: one that does not fit beside the others waits its turn, unread. */
import { AppError } from '#shared/errors.ts';

type Waiting = { bytes: number; enter: () => void };

export class UploadGate {
  readonly #maxBytes: number;
  readonly #patienceMs: number;
  readonly #waiting: Waiting[] = [];
  #bytes = 0;
  #inside = 0;

  /** @param maxBytes of all together; a single larger one goes alone */
  constructor({ maxBytes, patienceMs }: { maxBytes: number; patienceMs: number }) {
    this.#maxBytes = maxBytes;
    this.#patienceMs = patienceMs;
  }

  /** @returns to be called when the bytes are no longer held @throws AppError `file.too-many` after waiting in vain */
  async enter(bytes: number): Promise<() => void> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) await this.#turn(bytes);
    else this.#hold(bytes);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#bytes -= bytes;
      this.#inside--;
      this.#admit();
    };
  }

  #fits(bytes: number): boolean {
    return this.#inside === 0 || this.#bytes + bytes <= this.#maxBytes;
  }

  #hold(bytes: number): void {
    this.#bytes += bytes;
    this.#inside++;
  }

  #turn(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(new AppError('file.too-many', { waitedMs: this.#patienceMs }));
        this.#admit();
      }, this.#patienceMs);
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      const waiting: Waiting = { bytes, enter };
      this.#waiting.push(waiting);
    });
  }

  /** In the order of their coming, so that a large one is not passed by for ever. */
  #admit(): void {
    for (let first = this.#waiting[0]; first && this.#fits(first.bytes); first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#hold(first.bytes);
      first.enter();
    }
  }
}
