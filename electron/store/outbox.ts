/** The outbox in SQLite: what is to be pushed, and how far each push got. */
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { pushReasonSchema } from '#shared/push-reason.ts';
import type { Scope } from './scope.ts';
import { readJson } from './stored-json.ts';
import type { OutboxRepository, OutboxRow, OutboxState, OutboxSummary } from './store.ts';
import type { OutboxTable } from './tables.ts';

const payloadSchema = z.record(z.string(), z.unknown());
const uploadedSchema = z.record(z.string(), z.string());
const attachmentsSchema = z.array(
  z.object({ materialCode: z.string(), materialName: z.string(), form: z.enum(['pdf', 'images']), pageIds: z.array(z.string()) }),
);

/** Nothing of what is sent: that may be long, and it is about people. */
const summaryColumns = ['id', 'case_id', 'state', 'attempts', 'next_attempt_at', 'last_error', 'case_number', 'created_at'] as const;

export function createOutbox(scope: Scope): OutboxRepository {
  const rows = () => scope.db.selectFrom('outbox').selectAll();
  const summaries = () => scope.db.selectFrom('outbox').select(summaryColumns);
  return {
    async insert(row) {
      await scope.db.insertInto('outbox').values(toTable(row)).execute();
    },
    get: async (id) => toRow(await rows().where('id', '=', id).executeTakeFirst()),
    forCase: async (caseId) => toRow(await rows().where('case_id', '=', caseId).orderBy('sequence', 'desc').limit(1).executeTakeFirst()),
    async save(row) {
      const { numUpdatedRows } = await scope.db.updateTable('outbox').set(toTable(row)).where('id', '=', row.id).executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw new AppError('not-found', { outbox: row.id });
    },
    async undelivered() {
      return (await summaries().where('state', 'in', ['pending', 'sending']).orderBy('sequence').execute()).map(toSummary);
    },
    async redate({ id, state, attempts, nextAttemptAt }, to) {
      const update = scope.db.updateTable('outbox').set({ next_attempt_at: to }).where('id', '=', id).where('state', '=', state);
      const unchanged = update.where('attempts', '=', attempts).where('next_attempt_at', '=', nextAttemptAt);
      return (await unchanged.executeTakeFirstOrThrow()).numUpdatedRows > 0n;
    },
    async newest(states, limit) {
      return (await summaries().where('state', 'in', states).orderBy('sequence', 'desc').limit(limit).execute()).map(toSummary);
    },
    async list(states) {
      const found = await rows().where('state', 'in', states).orderBy('sequence').execute();
      return found.map((row) => toRow(row));
    },
    async recover() {
      const update = scope.db.updateTable('outbox').set({ state: 'pending' }).where('state', '=', 'sending');
      return Number((await update.executeTakeFirstOrThrow()).numUpdatedRows);
    },
  };
}

function toTable(row: OutboxRow): Omit<OutboxTable, 'sequence'> {
  return {
    id: row.id,
    case_id: row.caseId,
    idempotency_key: row.idempotencyKey,
    state: row.state,
    mapping_version: row.mappingVersion,
    payload: JSON.stringify(row.payload),
    attachments: JSON.stringify(row.attachments),
    uploaded: JSON.stringify(row.uploaded),
    case_number: row.caseNumber,
    query_password: row.queryPassword,
    attempts: row.attempts,
    next_attempt_at: row.nextAttemptAt,
    last_error: row.lastError && JSON.stringify(row.lastError),
    created_at: row.createdAt,
  };
}

const reasonOf = ({ id, last_error: text }: Pick<OutboxTable, 'id' | 'last_error'>) =>
  text === null ? null : readJson(pushReasonSchema, text, id);

function toSummary(row: Pick<OutboxTable, (typeof summaryColumns)[number]>): OutboxSummary {
  return {
    id: row.id,
    caseId: row.case_id,
    state: row.state as OutboxState,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    lastError: reasonOf(row),
    caseNumber: row.case_number,
    createdAt: row.created_at,
  };
}

type Stored = { [K in keyof OutboxTable]: K extends 'sequence' ? number : OutboxTable[K] };

function toRow(row: Stored): OutboxRow;
function toRow(row: Stored | undefined): OutboxRow | undefined;
function toRow(row: Stored | undefined): OutboxRow | undefined {
  return (
    row && {
      id: row.id,
      caseId: row.case_id,
      idempotencyKey: row.idempotency_key,
      state: row.state as OutboxState,
      mappingVersion: row.mapping_version,
      payload: readJson(payloadSchema, row.payload, row.id),
      attachments: readJson(attachmentsSchema, row.attachments, row.id),
      uploaded: readJson(uploadedSchema, row.uploaded, row.id),
      caseNumber: row.case_number,
      queryPassword: row.query_password,
      attempts: row.attempts,
      nextAttemptAt: row.next_attempt_at,
      lastError: reasonOf(row),
      createdAt: row.created_at,
    }
  );
}
