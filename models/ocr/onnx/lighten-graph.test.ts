/** Tests that a lightened model computes what the original computes. */
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelPath } from '../../manifest.ts';
import { lightenGraph } from './lighten-graph.ts';
import { readOnnxGraph } from './onnx-graph.ts';
import { readFields, writeFields } from './protobuf.ts';
import type { WireField } from './protobuf.ts';

type Runtime = typeof import('onnxruntime-node');
const { InferenceSession, Tensor } = createRequire(import.meta.url)('onnxruntime-node') as Runtime;

async function run(model: Uint8Array, dims: number[], data: Float32Array): Promise<Float32Array> {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
  const outputs = await session.run({ [session.inputNames[0]!]: new Tensor('float32', data, dims) });
  const result = Float32Array.from(outputs[session.outputNames[0]!]!.data as Float32Array);
  await session.release();
  return result;
}

test.each([
  ['pp-ocrv4-detection', [1, 3, 96, 160]],
  ['pp-ocrv4-recognition', [1, 3, 48, 200]],
  ['pp-ocrv2-line-direction', [1, 3, 48, 192]],
])(
  '%s gives the same numbers with fewer steps',
  async (id, dims) => {
    const original = await readFile(modelPath(id));
    const graph = readOnnxGraph(original);
    const steps = graph.nodes.length;
    lightenGraph(graph);
    if (id !== 'pp-ocrv2-line-direction') expect(graph.nodes.length).toBeLessThan(steps * 0.8);
    const size = dims.reduce((product, side) => product * side, 1);
    const data = Float32Array.from({ length: size }, (_, index) => Math.sin(index * 0.37) * Math.cos(index * 0.011));
    const [expected, actual] = [await run(original, dims, data), await run(graph.write(), dims, data)];
    expect(actual.length).toBe(expected.length);
    const worst = expected.reduce((most, value, index) => Math.max(most, Math.abs(value - actual[index]!)), 0);
    expect(worst).toBeLessThan(1e-4);
  },
  60_000,
);

test('what is read from the wire is written as it was', () => {
  const field = fc.oneof(
    fc.record({
      number: fc.integer({ min: 1, max: 2000 }),
      wireType: fc.constant(0 as const),
      value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    }),
    fc.record({ number: fc.integer({ min: 1, max: 2000 }), wireType: fc.constant(2 as const), value: fc.uint8Array() }),
    fc.record({
      number: fc.integer({ min: 1, max: 2000 }),
      wireType: fc.constant(5 as const),
      value: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    }),
  );
  fc.assert(
    fc.property(fc.array(field), (fields: WireField[]) => {
      const back = readFields(writeFields(fields));
      expect(back.map(({ value, ...rest }) => ({ ...rest, value: typeof value === 'bigint' ? value : [...value] }))).toEqual(
        fields.map(({ value, ...rest }) => ({ ...rest, value: typeof value === 'bigint' ? value : [...value] })),
      );
    }),
  );
});

test('bytes that are no model are refused', () => {
  expect(() => readOnnxGraph(new Uint8Array())).toThrow(RangeError);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        readOnnxGraph(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }),
  );
});
