/** Columns of every table, as the newest migration leaves them. Times are ISO 8601 UTC, truth values 0 or 1. */
import type { Generated } from 'kysely';

export interface CaseTable {
  id: string;
  revision: number;
  state: string;
  face: string;
  item_code: string;
  case_number: string | null;
  created_at: string;
  created_by: string;
  submitted_at: string | null;
  updated_at: string;
  /** The case without its pages, JSON. */
  body: string;
}

export interface PageTable {
  id: string;
  case_id: string;
  position: number;
  received_at: string;
  state: string;
  /** The page, JSON. */
  body: string;
}

interface StepTable {
  sequence: Generated<number>;
  page_id: string;
  step: string;
  version: string;
  /** JSON. */
  result: string;
}

export interface OutboxTable {
  sequence: Generated<number>;
  id: string;
  case_id: string;
  idempotency_key: string;
  state: string;
  mapping_version: number;
  /** JSON, as are attachments and uploaded. */
  payload: string;
  attachments: string;
  uploaded: string;
  case_number: string | null;
  query_password: string | null;
  attempts: number;
  next_attempt_at: string;
  last_error: string | null;
  created_at: string;
}

export interface AccountTable {
  account: string;
  display_name: string;
  role: string;
  password_hash: string;
  must_change_password: number;
  failed_attempts: number;
  locked_until: string | null;
  disabled: number;
}

interface SettingTable {
  sequence: Generated<number>;
  name: string;
  saved_at: string;
  /** JSON. */
  value: string;
}

export interface AuditTable {
  sequence: number;
  at: string;
  /** JSON. */
  actor: string;
  action: string;
  subject: string;
  /** JSON; null when the entry has none. */
  details: string | null;
  previous_hash: string;
  hash: string;
}

interface TaughtTypeTable {
  id: string;
  state: string;
  created_at: string;
  /** The type, JSON. */
  body: string;
}

interface TaughtSampleTable {
  id: string;
  type_id: string;
  added_at: string;
  /** The sample, JSON; its image lies among the page files under its id. */
  body: string;
}

interface DoomedFileTable {
  /** A page or sample id, whose files are to be overwritten, or `quarantine/<batch>`. */
  place: string;
  since: string;
}

export interface Tables {
  cases: CaseTable;
  pages: PageTable;
  steps: StepTable;
  outbox: OutboxTable;
  accounts: AccountTable;
  settings: SettingTable;
  audit: AuditTable;
  taught_types: TaughtTypeTable;
  taught_samples: TaughtSampleTable;
  doomed_files: DoomedFileTable;
}
