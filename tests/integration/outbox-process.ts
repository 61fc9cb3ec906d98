/** A process that delivers the outbox and stands still at a named step, so that a test can kill it there. */
import type { Connector } from '../../electron/connectors/connector.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import { connectionTo, createPushServices } from './outbox-fixture.ts';

const [dataFolder, key, url, stopAt] = process.argv.slice(2) as [string, string, string, string];

/** Steps are counted by name: `upload-saved` happens once per file. */
const counts = new Map<string, number>();

/** Tells the test and, at the chosen step, never comes back. */
async function reached(step: string): Promise<void> {
  const count = (counts.get(step) ?? 0) + 1;
  counts.set(step, count);
  const name = `${step}-${count}`;
  process.stdout.write(`${name}\n`);
  if (name === stopAt) await new Promise<never>(() => setInterval(() => undefined, 60_000));
}

const wrap = (connector: Connector): Connector => ({
  ...connector,
  async push(submission, memory, signal) {
    await reached('taken');
    const outcome = await connector.push(
      submission,
      {
        async caseNumberGiven(caseNumber, queryPassword) {
          await reached('number-given');
          await memory.caseNumberGiven(caseNumber, queryPassword);
          await reached('number-saved');
        },
        async attachmentTaken(sha256, remoteId) {
          await reached('upload-done');
          await memory.attachmentTaken(sha256, remoteId);
          await reached('upload-saved');
        },
      },
      signal,
    );
    await reached(`answer-${outcome.kind}`);
    return outcome;
  },
});

const store = await createStore({ dataFolder, key: Buffer.from(key, 'hex') });
const { worker } = createPushServices(store, () => connectionTo(url), { wrap });
await worker.start();
await reached('started');
while ((await store.outbox.list(['delivered'])).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
await reached('delivered');
await worker.close();
await store.close();
