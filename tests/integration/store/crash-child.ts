/** Child of the crash test: adds pages and submits cases without end, and tells its parent what was promised as stored. */
import { createHash, randomUUID } from 'node:crypto';
import { createStore } from '../../../electron/store/sqlite-store.ts';
import type { Store } from '../../../electron/store/store.ts';
import { createRandom } from './random.ts';
import { crashCase, crashKey, crashOutboxRow, crashPage } from './crash-data.ts';

export type Promised =
  | { kind: 'ready' }
  | { kind: 'page'; id: string; sha256: string }
  | { kind: 'submitted'; caseId: string }
  | { kind: 'erased'; caseId: string };

const [, , dataFolder = '', seed = '1', eraseShare = '0.2'] = process.argv;
const random = createRandom(Number(seed));
const promise = (promised: Promised) => process.send?.(promised);

const store = await createStore({ dataFolder, key: crashKey });
process.on('disconnect', () => process.exit(1));
promise({ kind: 'ready' });
for (;;) await oneCase(store);

async function oneCase({ cases, pages, transaction }: Store): Promise<void> {
  const draft = crashCase(randomUUID());
  await cases.insert(draft);
  const count = 1 + Math.floor(random() * 4);
  for (let index = 0; index < count; index++) {
    const bytes = Buffer.alloc(1 + Math.floor(random() ** 3 * 1_000_000), Math.floor(random() * 256));
    const page = { ...crashPage(randomUUID(), index), sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
    await pages.add(draft.id, page, bytes);
    promise({ kind: 'page', id: page.id, sha256: page.sha256 });
    if (random() < 0.5) await pages.putRendition(page.id, 'thumbnail', bytes.subarray(0, 500));
  }
  await transaction(async (inner) => {
    await inner.cases.save({ ...draft, state: 'submitting' });
    await inner.audit.append({ actor: draft.createdBy, action: 'case.submit', subject: draft.id });
    await inner.outbox.insert(crashOutboxRow(randomUUID(), draft.id));
  });
  promise({ kind: 'submitted', caseId: draft.id });
  if (random() < Number(eraseShare)) {
    await cases.erase(draft.id);
    promise({ kind: 'erased', caseId: draft.id });
  }
}
