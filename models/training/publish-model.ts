/** Command: puts an exported network in its place in the product and writes its size and SHA-256 into the manifest. */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const largest = 10_000_000;
const model = process.argv[2];
if (!model) {
  console.error('node models/training/publish-model.ts <page-classifier.onnx> [<name of figure>=<value>]...');
  process.exit(2);
}
const bytes = readFileSync(model);
if (bytes.length > largest) throw new Error(`${bytes.length} bytes: more than ${largest}`);

const models = fileURLToPath(new URL('../', import.meta.url));
const path = 'classifier/page-classifier.onnx';
const evaluation = Object.fromEntries(
  process.argv
    .slice(3)
    .map((figure) => figure.split('='))
    .map(([name, value]) => [name, Number(value)]),
);
const entry = {
  id: 'page-classifier',
  package: null,
  path,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  bytes: bytes.length,
  licence: 'Apache-2.0',
  source: 'trained by models/training on documents drawn by models/synthesis',
  required: false,
  evaluation,
};
const manifestPath = `${models}manifest.json`;
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as { files: { id: string }[] };
manifest.files = [...manifest.files.filter(({ id }) => id !== entry.id), entry];
copyFileSync(model, models + path);
writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${path}: ${bytes.length} bytes, ${entry.sha256}`);
