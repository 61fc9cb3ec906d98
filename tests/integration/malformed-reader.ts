/** A process that reads whatever file it is sent, as the program does: split into pages, each decoded to pixels. */
import { splitPages } from '../../drivers/process/split-pages.ts';
import { isAppError } from '#shared/errors.ts';
import { decodeImage } from '../../models/image/decode.ts';

/** `code` is the AppError that ended the reading, `unexpected` any other error, with its stack. */
export type ReadOutcome = { pages: number; code: string | null; unexpected: string | null };

process.on('disconnect', () => process.exit(0));
process.on('message', ({ bytes }: { bytes: Uint8Array }) => {
  void readAll(bytes).then((outcome) => process.send?.(outcome));
});
process.send?.('ready');

async function readAll(bytes: Uint8Array): Promise<ReadOutcome> {
  let pages = 0;
  try {
    for await (const page of splitPages(bytes)) {
      const { data, widthPx, heightPx, channels } = await decodeImage(page.bytes);
      if (data.length !== widthPx * heightPx * channels) throw new Error(`${data.length} bytes for ${widthPx}×${heightPx}×${channels}`);
      pages++;
    }
    return { pages, code: null, unexpected: null };
  } catch (error) {
    if (isAppError(error)) return { pages, code: error.code, unexpected: null };
    return { pages, code: null, unexpected: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
