/** Tests of the model check. */
import { expect, test } from 'vitest';
import { modelFiles, modelPath, verifyModels } from './manifest.ts';

test('every shipped model is there and is the one that was evaluated', async () => {
  await expect(verifyModels()).resolves.toBeUndefined();
});

test('a missing file and a changed file have different codes and name the model', async () => {
  const [first] = modelFiles;
  await expect(verifyModels([{ ...first!, path: 'assets/none.onnx' }])).rejects.toMatchObject({
    code: 'recognizer.model-missing',
    details: { model: first!.id },
  });
  await expect(verifyModels([{ ...first!, sha256: '0'.repeat(64) }])).rejects.toMatchObject({ code: 'recognizer.model-mismatch' });
  await expect(verifyModels([{ ...first!, bytes: 1 }])).rejects.toMatchObject({ code: 'recognizer.model-mismatch' });
  expect(() => modelPath('no-such-model')).toThrow('recognizer.model-missing');
});
