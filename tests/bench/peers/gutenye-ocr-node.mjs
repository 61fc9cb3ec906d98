/** Peer: `@gutenye/ocr-node` with its own defaults, which are the same PP-OCRv4 weights as ours. */
import Ocr from '@gutenye/ocr-node';
import { servePages } from '../serve-pages.ts';

await servePages(async () => {
  const ocr = await Ocr.create();
  return {
    version: '@gutenye/ocr-node 1.4.8, PP-OCRv4 mobile',
    read: async (_bytes, file) => (await ocr.detect(file)).map(({ text }) => text),
  };
});
