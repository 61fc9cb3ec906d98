/** The committed demo stack: files and truth belong together, and its papers tell one story. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { findDocumentType } from '#shared/document-types/index.ts';

const folder = fileURLToPath(new URL('../../drivers/simulator/demo-stack/', import.meta.url));
type TruthPage = {
  file: string;
  documentType: string;
  rotationCw: number;
  widthPx: number;
  heightPx: number;
  dpi: number;
  slot: string | null;
  fields: Record<string, string>;
  boxes: Record<string, [number, number, number, number]>;
};
const { pages } = JSON.parse(readFileSync(`${folder}truth.json`, 'utf8')) as { pages: TruthPage[] };
const fieldsOf = (part: string) => (pages.find(({ file }) => file.includes(part)) as TruthPage).fields;

test('truth lists exactly the images, in feeding order, together under 4 MB', () => {
  const images = readdirSync(folder).filter((name) => name.endsWith('.jpg'));
  expect(pages.map(({ file }) => file).sort()).toEqual(images.sort());
  expect(images.reduce((sum, name) => sum + statSync(folder + name).size, 0)).toBeLessThan(4 * 1024 * 1024);
});

test.each(pages)('$file is what its truth says', async (page) => {
  const metadata = await sharp(folder + page.file).metadata();
  expect([metadata.width, metadata.height, metadata.density]).toEqual([page.widthPx, page.heightPx, page.dpi]);
  expect(findDocumentType(page.documentType)).toBeDefined();
  expect(Object.keys(page.boxes)).toEqual(Object.keys(page.fields));
  for (const [x, y, width, height] of Object.values(page.boxes))
    expect(x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= page.widthPx && y + height <= page.heightPx).toBe(true);
});

test('the papers agree on who is who', () => {
  const [operator, agent] = [fieldsOf('id-card-operator'), fieldsOf('id-card-agent')];
  const [form, lease, authorization] = [fieldsOf('application-form'), fieldsOf('lease-contract-page-1'), fieldsOf('power-of-attorney')];
  expect([form['operator.name'], lease['lesseeName'], authorization['principalName']]).toEqual(Array(3).fill(operator['name']));
  expect([form['operator.idNumber'], lease['lesseeIdNumber'], authorization['principalIdNumber']]).toEqual(
    Array(3).fill(operator['idNumber']),
  );
  expect([authorization['agentName'], authorization['agentIdNumber']]).toEqual([agent['name'], agent['idNumber']]);
  expect([form['operator.address'], form['premisesAddress']]).toEqual([operator['address'], lease['location']]);
  expect([lease['lessorName'], lease['lessorIdNumber']]).toEqual([fieldsOf('licence')['name'], fieldsOf('licence')['uscc']]);
});

test('it holds an upside-down page, a sideways page, blank backs and a sheet of no slot', () => {
  expect(pages.map(({ rotationCw }) => rotationCw)).toEqual(expect.arrayContaining([180, 270]));
  expect(pages.filter(({ documentType }) => documentType === 'blank').length).toBeGreaterThan(0);
  expect(pages.some(({ documentType, slot }) => documentType === 'other' && slot === null)).toBe(true);
});
