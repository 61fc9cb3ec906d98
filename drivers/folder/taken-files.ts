/** Files that were handled a while ago: a copier may still write to them, or write them anew under the same name, page by page. */
import { stat } from 'node:fs/promises';

/** Between two pages of one original nobody takes longer, not even on the glass. */
const REMEMBERED_MS = 10 * 60_000;

export type Stamp = { size: number; mtimeMs: number };
export type TakenFile = {
  name: string;
  /** Where it lies now. */
  path: string;
  /** As it was when it was read. */
  stamp: Stamp;
  /** SHA-256 of its pages; none when it could not be read. */
  pages: readonly string[];
};

export class TakenFiles {
  readonly #rememberedMs: number;
  #files: (TakenFile & { until: number })[] = [];

  constructor(rememberedMs = REMEMBERED_MS) {
    this.#rememberedMs = rememberedMs;
  }

  /** In place of what was known of the same file. */
  remember(file: TakenFile): void {
    const now = performance.now();
    this.#files = this.#files.filter(({ path, until }) => path !== file.path && until > now);
    this.#files.push({ ...file, until: now + this.#rememberedMs });
  }

  /** Those that are not any more as they were when they were read. */
  async changed(): Promise<TakenFile[]> {
    const now = performance.now();
    this.#files = this.#files.filter(({ until }) => until > now);
    const differs = await Promise.all(
      this.#files.map(async ({ path, stamp }) => {
        const found = await stat(path).catch(() => null);
        return found !== null && (found.size !== stamp.size || found.mtimeMs !== stamp.mtimeMs);
      }),
    );
    return this.#files.filter((_, index) => differs[index]);
  }

  /**
   * How many of these pages were taken before under this name: all pages of an earlier state, when the file begins with them, or none.
   * Two originals never give the same bytes, so a longer file that begins like the earlier one is the same original.
   */
  takenOf(name: string, pages: readonly string[]): number {
    const earlier = this.#files.filter((file) => file.name === name && file.pages.every((sha256, index) => sha256 === pages[index]));
    return Math.max(0, ...earlier.map((file) => file.pages.length));
  }
}
