/** Peer: `tesseract.js` with its chi_sim data, page segmentation left to it. */
import { fileURLToPath } from 'node:url';
import { createWorker, OEM } from 'tesseract.js';
import { servePages } from '../serve-pages.ts';

await servePages(async () => {
  const langPath = fileURLToPath(new URL('node_modules/@tesseract.js-data/chi_sim/4.0.0_best_int', import.meta.url));
  const worker = await createWorker('chi_sim', OEM.LSTM_ONLY, { langPath, cacheMethod: 'none' });
  return {
    version: 'tesseract.js 7.0.0, chi_sim best_int',
    async read(bytes) {
      const { data } = await worker.recognize(bytes);
      return data.text.split('\n').filter((line) => line.trim() !== '');
    },
  };
});
