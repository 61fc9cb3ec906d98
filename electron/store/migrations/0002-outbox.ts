/** Migration 2: the outbox. Its rows outlive the case, so `case_id` is no foreign key. */
import type { Migration } from './migration.ts';

export const outbox: Migration = {
  version: 2,
  sql: `
    create table outbox (
      sequence integer primary key autoincrement,
      id text not null unique,
      case_id text not null,
      idempotency_key text not null unique,
      state text not null,
      mapping_version integer not null,
      payload text not null,
      attachments text not null,
      uploaded text not null,
      case_number text,
      query_password text,
      attempts integer not null,
      next_attempt_at text not null,
      last_error text,
      created_at text not null
    ) strict;
    create index outbox_by_due on outbox (state, next_attempt_at);
    create index outbox_by_case on outbox (case_id);
  `,
};
