/** Command: runs an exported network in ONNX Runtime on the values that PyTorch was asked about, and compares the answers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSession } from '../session.ts';

const allowed = 1e-4;
const inputs = ['picture', 'text', 'facts'];

const folder = process.argv[2];
if (!folder) {
  console.error('node models/training/check-export.ts <folder of export.py> [model.onnx]');
  process.exit(2);
}
const { values } = JSON.parse(readFileSync(join(folder, 'check.json'), 'utf8')) as {
  values: Record<string, { dims: number[]; type: string }>;
};
const read = (name: string) => {
  const bytes = new Uint8Array(readFileSync(join(folder, `check.${name}.bin`)));
  const { dims, type } = values[name]!;
  return type === 'uint8' ? { dims, data: bytes } : { dims, data: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) };
};

const session = createSession(process.argv[3] ?? join(folder, 'page-classifier.onnx'));
const answers = await session.runNamed(Object.fromEntries(inputs.map((name) => [name, read(name)])));
let worst = 0;
for (const name of Object.keys(values).filter((name) => !inputs.includes(name))) {
  const expected = read(name).data;
  const largest = Math.max(...Array.from(answers[name]!.data, (value, index) => Math.abs(value - expected[index]!)));
  console.log(`${name.padEnd(10)} largest difference ${largest.toExponential(1)}`);
  worst = Math.max(worst, largest);
}
await session.close();
if (!(worst <= allowed)) {
  console.error(`differs by more than ${allowed}`);
  process.exit(1);
}
