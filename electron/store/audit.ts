/** The audit log: append-only by triggers, each row carrying the SHA-256 of itself and of the row before. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { actorSchema } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import { sql } from 'kysely';
import { canonicalJson } from './canonical-json.ts';
import { atomically } from './scope.ts';
import type { Scope } from './scope.ts';
import { readJson } from './stored-json.ts';
import type { AuditEntry, AuditMark, AuditRepository, VerifyOptions } from './store.ts';
import type { AuditTable } from './tables.ts';

const detailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** Rows per slice while verifying: a few milliseconds, also on a computer four times slower than ours. */
const verifyBatch = 100;

export function createAudit(scope: Scope): AuditRepository {
  return {
    append: (entry) => atomically(scope, (inner) => append(inner, entry)),
    async list({ limit, before } = {}) {
      let query = scope.db.selectFrom('audit').selectAll().orderBy('sequence', 'desc');
      if (before !== undefined) query = query.where('sequence', '<', before);
      if (limit !== undefined) query = query.limit(limit);
      return (await query.execute()).map(toRow);
    },
    verify: (options = {}) => verify(scope, options),
  };
}

/** What the hash covers: every column but the hash itself. */
export function hashOf(row: Omit<AuditTable, 'hash'>): string {
  const { sequence, at, actor, action, subject, details, previous_hash: previousHash } = row;
  return createHash('sha256').update(canonicalJson({ sequence, at, actor, action, subject, details, previousHash })).digest('hex');
}

async function append(scope: Scope, entry: AuditEntry): Promise<void> {
  const parsed = detailsSchema.optional().safeParse(entry.details);
  if (!parsed.success) throw new AppError('bad-input', { subject: 'audit' });
  const last = await scope.db.selectFrom('audit').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  const row = {
    sequence: (last?.sequence ?? 0) + 1,
    at: scope.now(),
    actor: canonicalJson(entry.actor),
    action: entry.action,
    subject: entry.subject,
    details: parsed.data === undefined ? null : canonicalJson(parsed.data),
    previous_hash: last?.hash ?? '',
  };
  await scope.db
    .insertInto('audit')
    .values({ ...row, hash: hashOf(row) })
    .execute();
}

function toRow(row: AuditTable) {
  return {
    sequence: row.sequence,
    at: row.at,
    actor: readJson(actorSchema, row.actor, `audit ${row.sequence}`),
    action: row.action,
    subject: row.subject,
    ...(row.details === null ? {} : { details: readJson(detailsSchema, row.details, `audit ${row.sequence}`) }),
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

async function verify(scope: Scope, { from, onProgress, signal }: VerifyOptions): Promise<{ rows: number; brokenAt: number | null }> {
  let mark = from ?? { rows: 0, hash: '' };
  if (mark.rows > 0 && (await hashAt(scope, mark.rows)) !== mark.hash) return { rows: mark.rows - 1, brokenAt: mark.rows };
  for (;;) {
    signal?.throwIfAborted();
    const slice = await atomically(scope, (inner) => verifySlice(inner, mark));
    mark = slice.mark;
    onProgress?.(mark);
    if (slice.ended) return { rows: mark.rows, brokenAt: slice.brokenAt };
    // SQLite works on this thread and its promises never leave it: this is where clicks and pages get their turn.
    await nextTurn();
  }
}

async function hashAt(scope: Scope, sequence: number): Promise<string | undefined> {
  return (await scope.db.selectFrom('audit').select('hash').where('sequence', '=', sequence).executeTakeFirst())?.hash;
}

type Slice = { mark: AuditMark; ended: boolean; brokenAt: number | null };

/** In one transaction, so that a row added meanwhile is not taken for one that was cut off. */
async function verifySlice(scope: Scope, from: AuditMark): Promise<Slice> {
  let mark = from;
  const query = scope.db.selectFrom('audit').selectAll().where('sequence', '>', mark.rows).orderBy('sequence').limit(verifyBatch);
  const batch = await query.execute();
  for (const row of batch) {
    const fits = row.sequence === mark.rows + 1 && row.previous_hash === mark.hash && row.hash === hashOf(row);
    if (!fits) return { mark, ended: true, brokenAt: mark.rows + 1 };
    mark = { rows: row.sequence, hash: row.hash };
  }
  if (batch.length === verifyBatch) return { mark, ended: false, brokenAt: null };
  // SQLite remembers the highest number it gave, so rows cut off the end are missed too.
  const given = await sql<{ seq: number }>`select seq from sqlite_sequence where name = 'audit'`.execute(scope.db);
  return { mark, ended: true, brokenAt: (given.rows[0]?.seq ?? 0) === mark.rows ? null : mark.rows + 1 };
}
