/** Migration 1: cases, their pages and the step results of pages. */
import type { Migration } from './migration.ts';

export const casesAndPages: Migration = {
  version: 1,
  sql: `
    create table cases (
      id text primary key,
      revision integer not null,
      state text not null,
      face text not null,
      item_code text not null,
      case_number text,
      created_at text not null,
      created_by text not null,
      submitted_at text,
      updated_at text not null,
      body text not null
    ) strict;
    create index cases_by_state on cases (state, updated_at);
    create index cases_by_update on cases (updated_at);

    create table pages (
      id text primary key,
      case_id text not null references cases (id) on delete cascade,
      position integer not null,
      received_at text not null,
      state text not null,
      body text not null
    ) strict;
    create index pages_by_case on pages (case_id, position);
    create index pages_by_state on pages (state, received_at);

    create table steps (
      sequence integer primary key autoincrement,
      page_id text not null references pages (id) on delete cascade,
      step text not null,
      version text not null,
      result text not null
    ) strict;
    create unique index steps_by_page on steps (page_id, step, version);
  `,
};
