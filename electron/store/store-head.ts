/** Where the database stands: the figures that the anchor keeps and a start compares. */
import type { RawDatabase } from './database.ts';
import { schemaVersion } from './migrate.ts';

export type StoreHead = {
  installation: string;
  serial: number;
  /** An anchor has been written for this database. */
  anchored: boolean;
  pageRows: number;
  auditSequence: number;
  auditHash: string;
  schemaVersion: number;
};

/** The schema that brought the state. */
const firstVersion = 6;

/** Undefined for a database from before there was such a state. */
export function headOf(raw: RawDatabase): StoreHead | undefined {
  const version = schemaVersion(raw);
  if (version < firstVersion) return undefined;
  const state = raw.prepare('select installation, serial, anchored, page_rows as pageRows from store_state').get() as Pick<
    StoreHead,
    'installation' | 'serial' | 'pageRows'
  > & { anchored: number };
  const audit = raw.prepare('select sequence, hash from audit order by sequence desc limit 1').get() as
    | { sequence: number; hash: string }
    | undefined;
  return {
    ...state,
    anchored: state.anchored === 1,
    auditSequence: audit?.sequence ?? 0,
    auditHash: audit?.hash ?? '',
    schemaVersion: version,
  };
}

/** Empty for sequence 0, undefined when there is no such row. */
export function auditHashAt(raw: RawDatabase, sequence: number): string | undefined {
  if (sequence === 0) return '';
  return raw.prepare('select hash from audit where sequence = ?').pluck().get(sequence) as string | undefined;
}

/** Part of the transaction under way, or a transaction of its own. */
export function countUp(raw: RawDatabase): void {
  raw.exec('update store_state set serial = serial + 1');
}
