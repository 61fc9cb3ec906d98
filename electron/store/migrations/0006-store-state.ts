/** Migration 6: what the anchor is compared with, and the list of files that are meant to go. */
import type { Migration } from './migration.ts';

export const storeState: Migration = {
  version: 6,
  sql: `
    create table store_state (
      id integer primary key check (id = 1),
      installation text not null,
      serial integer not null,
      anchored integer not null,
      page_rows integer not null
    ) strict;
    insert into store_state values (
      1, lower(hex(randomblob(16))), 0, 0, (select count(*) from pages) + (select count(*) from taught_samples)
    );

    create trigger pages_counted_in after insert on pages
    begin update store_state set page_rows = page_rows + 1; end;
    create trigger pages_counted_out after delete on pages
    begin update store_state set page_rows = page_rows - 1; end;
    create trigger samples_counted_in after insert on taught_samples
    begin update store_state set page_rows = page_rows + 1; end;
    create trigger samples_counted_out after delete on taught_samples
    begin update store_state set page_rows = page_rows - 1; end;

    create table doomed_files (
      place text primary key,
      since text not null
    ) strict;
  `,
};
