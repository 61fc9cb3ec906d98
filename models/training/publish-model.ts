/** Command: puts an exported network and its labels in their place in the product and writes their sizes and SHA-256 into the manifest. */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkLabels, readModelLabels } from '../classifier/model-labels.ts';
import { createSession } from '../session.ts';

const largest = 10_000_000;
const folder = process.argv[2];
if (!folder) {
  console.error('node models/training/publish-model.ts <folder of export.py> [<name of figure>=<value>]...');
  process.exit(2);
}
const [model, labels] = ['page-classifier.onnx', 'page-classifier.labels.json'];
const session = createSession(join(folder, model));
checkLabels(await readModelLabels(join(folder, labels)), await session.outputLengths());
await session.close();

const models = fileURLToPath(new URL('../', import.meta.url));
const evaluation = Object.fromEntries(
  process.argv
    .slice(3)
    .map((figure) => figure.split('='))
    .map(([name, value]) => [name, Number(value)]),
);

/** Copies the file and says what the manifest says of it. */
function publish(id: string, name: string, source: string) {
  const bytes = readFileSync(join(folder!, name));
  if (bytes.length > largest) throw new Error(`${name}: ${bytes.length} bytes: more than ${largest}`);
  const path = `classifier/${name}`;
  copyFileSync(join(folder!, name), models + path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  console.log(`${path}: ${bytes.length} bytes, ${sha256}`);
  return { id, package: null, path, sha256, bytes: bytes.length, licence: 'Apache-2.0', source, required: false };
}

const entries = [
  { ...publish('page-classifier', model, 'trained by models/training on documents drawn by models/synthesis'), evaluation },
  publish('page-classifier-labels', labels, 'written by models/training/export.py beside page-classifier.onnx'),
];
const manifestPath = `${models}manifest.json`;
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as { files: { id: string }[] };
manifest.files = [...manifest.files.filter(({ id }) => !entries.some((entry) => entry.id === id)), ...entries];
writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
