/** The anchor: what the database held when it was last seen, sealed, in two copies beside it that are written in turn. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { systemCode } from './store-error.ts';

const anchorSchema = z.object({
  /** Of the database it was written for. */
  installation: z.string(),
  /** Counts up with every transaction; a database below it has lost transactions. */
  serial: z.int(),
  auditSequence: z.int(),
  auditHash: z.string(),
  /** Rows of pages and samples. */
  pageRows: z.int(),
  schemaVersion: z.int(),
  /** Salts of the write-ahead log at that moment, hex; empty when there was none. */
  logSalt: z.string(),
  /** The database file alone, without this log, holds at least this serial. */
  logBase: z.int(),
  /** An administrator has accepted that the page files are lost. */
  pagesLost: z.boolean(),
  /** ISO 8601 UTC. */
  at: z.string(),
});
export type Anchor = z.infer<typeof anchorSchema>;
export type FoundAnchor = { kind: 'valid'; anchor: Anchor; slot: number } | { kind: 'absent' } | { kind: 'damaged' };

const slots = [0, 1];
/** Fixed, so that a write takes no new space on a full disk and overwrites in place. */
const anchorBytes = 1024;

export const anchorPath = (dataFolder: string, slot: number): string => path.join(dataFolder, `intake.anchor-${slot}`);

const sealOf = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The newest whole copy. `damaged` only when there are copies and none of them is whole. */
export function readAnchor(dataFolder: string, key: Buffer): FoundAnchor {
  const found = slots.map((slot) => readSlot(dataFolder, key, slot));
  let newest: Extract<FoundAnchor, { kind: 'valid' }> | undefined;
  for (const each of found) if (each.kind === 'valid' && each.anchor.serial >= (newest?.anchor.serial ?? -1)) newest = each;
  return newest ?? (found.some(({ kind }) => kind === 'damaged') ? { kind: 'damaged' } : { kind: 'absent' });
}

function readSlot(dataFolder: string, key: Buffer, slot: number): FoundAnchor {
  let content: string;
  try {
    content = readFileSync(anchorPath(dataFolder, slot), 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { kind: 'absent' };
    if (systemCode(error) === 'EISDIR') return { kind: 'damaged' };
    throw error;
  }
  const [text = '', seal = ''] = content.split('\n');
  const expected = sealOf(key, text);
  const given = Buffer.from(seal, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { kind: 'damaged' };
  const parsed = anchorSchema.safeParse(JSON.parse(text));
  return parsed.success ? { kind: 'valid', anchor: parsed.data, slot } : { kind: 'damaged' };
}

/** Durable when the promise resolves. A write cut short costs this copy only. */
export async function writeAnchor(dataFolder: string, key: Buffer, slot: number, anchor: Anchor): Promise<void> {
  const text = JSON.stringify(anchor);
  const bytes = Buffer.alloc(anchorBytes, ' ');
  bytes.write(`${text}\n${sealOf(key, text).toString('hex')}\n`);
  const file = anchorPath(dataFolder, slot);
  const handle = await open(file, 'r+').catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw error;
    return open(file, 'w', 0o600);
  });
  try {
    await handle.write(bytes, 0, bytes.length, 0);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
