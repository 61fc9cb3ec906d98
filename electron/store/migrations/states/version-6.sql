-- A database as version 6 of the schema left it, with one row of each kind. Frozen: never edit.
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
CREATE TABLE accounts (
  account text primary key,
  display_name text not null,
  role text not null,
  password_hash text not null,
  must_change_password integer not null,
  failed_attempts integer not null,
  locked_until text,
  disabled integer not null
) strict;
CREATE TABLE settings (
  sequence integer primary key autoincrement,
  name text not null,
  saved_at text not null,
  value text not null
) strict;
CREATE INDEX settings_by_name on settings (name, sequence);
CREATE TABLE audit (
  sequence integer primary key autoincrement,
  at text not null,
  actor text not null,
  action text not null,
  subject text not null,
  details text,
  previous_hash text not null,
  hash text not null unique
) strict;
CREATE TRIGGER audit_refuses_update before update on audit
begin select raise(abort, 'audit is append-only'); end;
CREATE TRIGGER audit_refuses_delete before delete on audit
begin select raise(abort, 'audit is append-only'); end;
CREATE TRIGGER audit_refuses_other_links before insert on audit
when new.sequence is not (select coalesce(max(sequence), 0) + 1 from audit)
  or new.previous_hash is not coalesce((select hash from audit order by sequence desc limit 1), '')
begin select raise(abort, 'audit is a chain'); end;
insert into cases values ('0b0e7a52-5c1e-4a53-9f0e-000000000001', 3, 'in_review', 'counter', '11440000-ITEM', null, '2026-03-02T01:00:00.000Z', 'window3', null, '2026-03-02T01:09:00.000Z', '{"kept":"as it is"}');
insert into pages values ('1c0e7a52-5c1e-4a53-9f0e-000000000001', '0b0e7a52-5c1e-4a53-9f0e-000000000001', 0, '2026-03-02T01:01:00.000Z', 'recognized', '{"page":1}');
insert into steps (page_id, step, version, result) values ('1c0e7a52-5c1e-4a53-9f0e-000000000001', 'ocr', 'v4', '[]');
insert into outbox (id, case_id, idempotency_key, state, mapping_version, payload, attachments, uploaded, case_number, query_password, attempts, next_attempt_at, last_error, created_at) values ('2d0e7a52-5c1e-4a53-9f0e-000000000001', '0b0e7a52-5c1e-4a53-9f0e-000000000001', 'key-1', 'parked', 1, '{}', '[]', '{}', 'SN-1', null, 8, '2026-03-02T02:00:00.000Z', 'timeout', '2026-03-02T01:30:00.000Z');
insert into accounts values ('zhoumou', '周某', 'reviewer', 'scrypt$invented', 0, 0, null, 0);
insert into settings (name, saved_at, value) values ('mapping', '2026-03-02T01:00:00.000Z', '{"version":1}');
insert into audit (sequence, at, actor, action, subject, details, previous_hash, hash) values (1, '2026-03-02T01:00:00.000Z', '{"account":"window3","displayName":"窗口三","role":"operator"}', 'case.create', '0b0e7a52-5c1e-4a53-9f0e-000000000001', null, '', 'h1');
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
insert into taught_types values ('taught-aaaaaa', 'draft', '2026-03-02T01:00:00.000Z', '{}');
insert into taught_samples values ('3c0e7a52-5c1e-4a53-9f0e-000000000001', 'taught-aaaaaa', '2026-03-02T01:00:00.000Z', '{}');
create table store_state (
  id integer primary key check (id = 1),
  installation text not null,
  serial integer not null,
  anchored integer not null,
  page_rows integer not null
) strict;
insert into store_state values (1, '7cc0e1d831a0bff33c388ca33c610e20', 0, 0, 2);
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
insert into outbox (id, case_id, idempotency_key, state, mapping_version, payload, attachments, uploaded, case_number, query_password, attempts, next_attempt_at, last_error, created_at) values
  ('o1', '0b0e7a52-5c1e-4a53-9f0e-000000000001', 'key-2', 'pending', 1, '{}', '[]', '{}', null, null, 1, '2026-03-02T02:00:00.000Z', '对方系统拒绝连接（“端口”不对）', '2026-03-02T01:30:00.000Z'),
  ('o2', '0b0e7a52-5c1e-4a53-9f0e-000000000001', 'key-3', 'pending', 1, '{}', '[]', '{}', null, null, 0, '2026-03-02T02:00:00.000Z', null, '2026-03-02T01:30:00.000Z');
pragma user_version = 6;
