/** The sandbox's own SQLite file: cases, their events, attachments and the submission as it arrived. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';

export type SandboxDatabase = Database.Database;

const schema = `
  CREATE TABLE IF NOT EXISTS cases (
    case_number TEXT PRIMARY KEY,
    idempotency_key TEXT NOT NULL UNIQUE,
    query_password TEXT NOT NULL,
    item_code TEXT NOT NULL,
    state TEXT NOT NULL,
    message TEXT,
    registered_at TEXT NOT NULL,
    received_at TEXT,
    changed_at TEXT NOT NULL,
    payload TEXT,
    attachment_references TEXT,
    submission_key TEXT,
    submissions INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY,
    case_number TEXT NOT NULL REFERENCES cases,
    state TEXT NOT NULL,
    message TEXT,
    at TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS attachments (
    id TEXT PRIMARY KEY,
    case_number TEXT NOT NULL REFERENCES cases,
    material_code TEXT NOT NULL,
    material_name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    uploads INTEGER NOT NULL DEFAULT 1,
    content BLOB NOT NULL,
    UNIQUE (case_number, sha256)
  );
`;

/** @param dataFolder made when missing, readable by its owner only: the sandbox keeps what it receives in the clear */
export function openDatabase(dataFolder: string): SandboxDatabase {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = join(dataFolder, 'sandbox.sqlite');
  const database = new Database(file);
  chmodSync(file, 0o600);
  database.pragma('journal_mode = WAL');
  // A number given away must survive a kill: the other side builds on it.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.exec(schema);
  return database;
}
