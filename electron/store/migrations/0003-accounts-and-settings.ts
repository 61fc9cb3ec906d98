/** Migration 3: staff accounts, and settings with their history. */
import type { Migration } from './migration.ts';

export const accountsAndSettings: Migration = {
  version: 3,
  sql: `
    create table accounts (
      account text primary key,
      display_name text not null,
      role text not null,
      password_hash text not null,
      must_change_password integer not null,
      failed_attempts integer not null,
      locked_until text,
      disabled integer not null
    ) strict;

    create table settings (
      sequence integer primary key autoincrement,
      name text not null,
      saved_at text not null,
      value text not null
    ) strict;
    create index settings_by_name on settings (name, sequence);
  `,
};
