/** The audit log: append-only by triggers, each row carrying the SHA-256 of itself and of the row before. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { actorSchema } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import { sql } from 'kysely';
import { canonicalJson } from './canonical-json.ts';
import { atomically } from './scope.ts';
import type { Scope } from './scope.ts';
import { readJson } from './stored-json.ts';
import type { AuditEntry, AuditRepository } from './store.ts';
import type { AuditTable } from './tables.ts';

const detailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** Rows per query while verifying, so that a log of years needs no more memory than one of days. */
const verifyBatch = 1000;

export function createAudit(scope: Scope): AuditRepository {
  return {
    append: (entry) => atomically(scope, (inner) => append(inner, entry)),
    async list({ limit, before } = {}) {
      let query = scope.db.selectFrom('audit').selectAll().orderBy('sequence', 'desc');
      if (before !== undefined) query = query.where('sequence', '<', before);
      if (limit !== undefined) query = query.limit(limit);
      return (await query.execute()).map(toRow);
    },
    verify: () => atomically(scope, verify),
  };
}

/** What the hash covers: every column but the hash itself. */
function hashOf(row: Omit<AuditTable, 'hash'>): string {
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

async function verify(scope: Scope): Promise<{ rows: number; brokenAt: number | null }> {
  let rows = 0;
  let previousHash = '';
  for (;;) {
    const batch = await scope.db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', rows)
      .orderBy('sequence')
      .limit(verifyBatch)
      .execute();
    for (const row of batch) {
      if (row.sequence !== rows + 1 || row.previous_hash !== previousHash || row.hash !== hashOf(row)) return { rows, brokenAt: rows + 1 };
      rows += 1;
      previousHash = row.hash;
    }
    if (batch.length < verifyBatch) break;
  }
  // SQLite remembers the highest number it gave, so rows cut off the end are missed too.
  const given = await sql<{ seq: number }>`select seq from sqlite_sequence where name = 'audit'`.execute(scope.db);
  return { rows, brokenAt: (given.rows[0]?.seq ?? 0) === rows ? null : rows + 1 };
}
