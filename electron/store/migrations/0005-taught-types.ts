/** Migration 5: document types taught by IT staff, and their samples, whose images lie among the page files. */
import type { Migration } from './migration.ts';

export const taughtTypes: Migration = {
  version: 5,
  sql: `
    create table taught_types (
      id text primary key,
      state text not null,
      created_at text not null,
      body text not null
    ) strict;

    create table taught_samples (
      id text primary key,
      type_id text not null references taught_types (id) on delete cascade,
      added_at text not null,
      body text not null
    ) strict;
    create index taught_samples_by_type on taught_samples (type_id, added_at);
  `,
};
