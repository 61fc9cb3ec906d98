/** Uploads that do not fit together wait, in their order; nobody waits for ever. */
import { expect, test } from 'vitest';
import { UploadGate } from './upload-gate.ts';

test('the sum is bounded, the order kept, and all come through', async () => {
  const gate = new UploadGate({ maxBytes: 100, patienceMs: 60_000 });
  const [order, held]: [number[], { now: number; most: number }] = [[], { now: 0, most: 0 }];
  const upload = async (id: number, bytes: number): Promise<void> => {
    const leave = await gate.enter(bytes);
    order.push(id);
    held.now += bytes;
    held.most = Math.max(held.most, held.now);
    await new Promise((done) => setTimeout(done, 5));
    held.now -= bytes;
    leave();
    leave();
  };
  await Promise.all([60, 60, 30, 10, 90, 100, 1].map((bytes, id) => upload(id, bytes)));
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(held.most).toBeLessThanOrEqual(100);
});

test('one that is larger than the bound goes alone', async () => {
  const gate = new UploadGate({ maxBytes: 100, patienceMs: 60_000 });
  const leave = await gate.enter(150);
  let second = false;
  const waiting = gate.enter(1).then((done) => ((second = true), done));
  await new Promise((done) => setTimeout(done, 10));
  expect(second).toBe(false);
  leave();
  (await waiting)();
});

test('waiting ends with an error that says what to do, and gives the place to the next', async () => {
  const gate = new UploadGate({ maxBytes: 100, patienceMs: 20 });
  const leave = await gate.enter(90);
  const large = gate.enter(50);
  await expect(large).rejects.toMatchObject({ code: 'file.too-many' });
  leave();
  (await gate.enter(100))();
});
