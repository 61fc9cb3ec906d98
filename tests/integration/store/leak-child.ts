/** Child of the leak test: stores what its parent plants in every place that can hold personal data, and stays open. */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { fileSink } from '../../../electron/platform/log-sinks.ts';
import { createLogger } from '../../../electron/platform/logger.ts';
import { createStore } from '../../../electron/store/sqlite-store.ts';
import { crashCase, crashKey, crashOutboxRow, crashPage } from './crash-data.ts';

export type Planted = { name: string; idNumber: string; phone: string; page: Buffer };

const [, , dataFolder = ''] = process.argv;
const [{ name, idNumber, phone, page }] = (await once(process, 'message')) as [Planted];
const next = () => once(process, 'message');
const logger = createLogger(fileSink({ folder: path.join(dataFolder, 'logs') }));
const { cases, pages, settings, accounts, audit, outbox, transaction, close } = await createStore({ dataFolder, key: crashKey });

const person = { account: phone, displayName: name, role: 'operator' as const };
const draft = { ...crashCase(randomUUID()), createdBy: person, answers: { [name]: idNumber }, approvalMessage: `${name} ${idNumber}` };
const form = { name: { value: name, source: 'staff' as const, documentId: null, fieldKey: null } };
const pageId = randomUUID();
await cases.insert({ ...draft, form });
await pages.add(draft.id, { ...crashPage(pageId, 0), sha256: createHash('sha256').update(page).digest('hex'), bytes: page.length }, page);
for (const rendition of ['prepared', 'thumbnail'] as const) await pages.putRendition(pageId, rendition, page);
for (const version of ['1', '2']) await pages.putStep(pageId, 'read', version, [{ text: `姓名${name}`, idNumber, phone }]);
await settings.put('secret', { name, idNumber, phone });
await accounts.save({
  ...{ account: phone, displayName: name, role: 'admin', passwordHash: idNumber },
  ...{ mustChangePassword: false, failedAttempts: 0, lockedUntil: null, disabled: false },
});
await audit.append({ actor: person, action: 'test', subject: draft.id, details: { name, idNumber, phone } });
await outbox.insert({ ...crashOutboxRow(randomUUID(), draft.id), payload: { name, idNumber, phone }, queryPassword: phone });
await transaction(async (inner) => {
  await inner.cases.save({ ...draft, form, state: 'submitting' });
  throw new Error(`${name} ${idNumber}`);
}).catch((error: unknown) => logger.report('leak-child', error));
// A sort too large for memory would spill into a temporary file.
for (let number = 0; number < 300; number++) await settings.put(`filler-${number}`, `${name}${idNumber}`.repeat(200));
await settings.history('secret');
logger.warn('test.planted', { name, idNumber, phone, caseId: name, reason: `${name} ${idNumber} ${phone}` });
logger.info(`test.${idNumber}`);

process.send?.('stored');
await next();
await cases.erase(draft.id);
process.send?.('erased');
await next();
await close();
process.disconnect();
