-- A database as version 1 of the schema left it, with one row of each kind. Frozen: never edit.
CREATE TABLE cases (
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
CREATE INDEX cases_by_state on cases (state, updated_at);
CREATE INDEX cases_by_update on cases (updated_at);
CREATE TABLE pages (
  id text primary key,
  case_id text not null references cases (id) on delete cascade,
  position integer not null,
  received_at text not null,
  state text not null,
  body text not null
) strict;
CREATE INDEX pages_by_case on pages (case_id, position);
CREATE INDEX pages_by_state on pages (state, received_at);
CREATE TABLE steps (
  sequence integer primary key autoincrement,
  page_id text not null references pages (id) on delete cascade,
  step text not null,
  version text not null,
  result text not null
) strict;
CREATE UNIQUE INDEX steps_by_page on steps (page_id, step, version);
insert into cases values ('0b0e7a52-5c1e-4a53-9f0e-000000000001', 3, 'in_review', 'counter', '11440000-ITEM', null, '2026-03-02T01:00:00.000Z', 'window3', null, '2026-03-02T01:09:00.000Z', '{"kept":"as it is"}');
insert into pages values ('1c0e7a52-5c1e-4a53-9f0e-000000000001', '0b0e7a52-5c1e-4a53-9f0e-000000000001', 0, '2026-03-02T01:01:00.000Z', 'recognized', '{"page":1}');
insert into steps (page_id, step, version, result) values ('1c0e7a52-5c1e-4a53-9f0e-000000000001', 'ocr', 'v4', '[]');
pragma user_version = 1;
