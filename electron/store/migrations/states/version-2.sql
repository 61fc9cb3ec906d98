-- A database as version 2 of the schema left it, with one row of each kind. Frozen: never edit.
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
CREATE TABLE outbox (
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
CREATE INDEX outbox_by_due on outbox (state, next_attempt_at);
CREATE INDEX outbox_by_case on outbox (case_id);
insert into cases values ('0b0e7a52-5c1e-4a53-9f0e-000000000001', 3, 'in_review', 'counter', '11440000-ITEM', null, '2026-03-02T01:00:00.000Z', 'window3', null, '2026-03-02T01:09:00.000Z', '{"kept":"as it is"}');
insert into pages values ('1c0e7a52-5c1e-4a53-9f0e-000000000001', '0b0e7a52-5c1e-4a53-9f0e-000000000001', 0, '2026-03-02T01:01:00.000Z', 'recognized', '{"page":1}');
insert into steps (page_id, step, version, result) values ('1c0e7a52-5c1e-4a53-9f0e-000000000001', 'ocr', 'v4', '[]');
insert into outbox (id, case_id, idempotency_key, state, mapping_version, payload, attachments, uploaded, case_number, query_password, attempts, next_attempt_at, last_error, created_at) values ('2d0e7a52-5c1e-4a53-9f0e-000000000001', '0b0e7a52-5c1e-4a53-9f0e-000000000001', 'key-1', 'parked', 1, '{}', '[]', '{}', 'SN-1', null, 8, '2026-03-02T02:00:00.000Z', 'timeout', '2026-03-02T01:30:00.000Z');
pragma user_version = 2;
