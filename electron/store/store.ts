/** What the services know of the store: small repositories, and one transaction over all of them. */
import type { Actor, Case, CaseState, Page } from '#shared/case.ts';
import type { AppError, ErrorDetails } from '#shared/errors.ts';
import type { StepName } from '#shared/page.ts';
import type { PushReason } from '#shared/push-reason.ts';
import type { TaughtSample, TaughtType } from '#shared/taught-type.ts';
import type { QuarantineBatch } from './quarantine-batch.ts';
import type { Tidied } from './tidied.ts';

export type Rendition = 'original' | 'prepared' | 'thumbnail';

/** One row of the append-only, hash-chained audit log. Ids and codes only: no names, numbers or values of applicants. */
export type AuditEntry = { actor: Actor; action: string; subject: string; details?: ErrorDetails };
type AuditRow = AuditEntry & { sequence: number; at: string; hash: string; previousHash: string };

export type CaseSummary = Pick<Case, 'id' | 'state' | 'itemCode' | 'caseNumber' | 'createdAt' | 'face' | 'submittedAt'> & {
  createdBy: string;
  pageCount: number;
  /** Latest change, ISO 8601. */
  updatedAt: string;
};

/** Everything of a case but its pages, which have a table of their own. */
export interface CaseRepository {
  insert(value: Case): Promise<void>;
  /** With its pages, in order. */
  get(id: string): Promise<Case | undefined>;
  /**
   * Stores the case (not its pages) when its stored revision is still `value.revision`, and grows it by one.
   * @returns the stored case
   * @throws AppError `case.stale`, `not-found`
   */
  save(value: Case): Promise<Case>;
  list(filter?: { states?: readonly CaseState[]; createdBy?: string; limit?: number }): Promise<CaseSummary[]>;
  /** Deletes the case, its pages, step results and files (kiosk wipe, retention). Outbox rows stay. */
  erase(id: string): Promise<void>;
}

export type NewPage = Omit<Page, 'state' | 'errorCode' | 'preparation' | 'classification'>;

export interface PageRepository {
  /** Encrypts and fsyncs the original, renames it, and only then inserts the row. A thumbnail is a courtesy: no page fails for it. */
  add(caseId: string, page: NewPage, original: Uint8Array, thumbnail?: Uint8Array | null): Promise<void>;
  get(pageId: string): Promise<{ caseId: string; page: Page } | undefined>;
  list(caseId: string): Promise<Page[]>;
  /** Replaces the changeable part of the row: index, state, errorCode, preparation, classification. */
  save(page: Page): Promise<void>;
  remove(pageId: string): Promise<void>;
  putRendition(pageId: string, rendition: Exclude<Rendition, 'original'>, bytes: Uint8Array): Promise<void>;
  /** Plain bytes; undefined when the page has no such rendition (yet). @throws AppError `store.page-damaged` when the file was altered or is gone */
  bytes(pageId: string, rendition: Rendition): Promise<Uint8Array | undefined>;
  putStep(pageId: string, step: StepName, version: string, result: unknown): Promise<void>;
  /** Newest result per step. */
  steps(pageId: string): Promise<Partial<Record<StepName, { version: string; result: unknown }>>>;
  /** Pages whose recognition did not finish, oldest first. */
  unrecognized(): Promise<{ caseId: string; pageId: string }[]>;
}

export type OutboxState = 'pending' | 'sending' | 'delivered' | 'rejected' | 'parked';

export type OutboxRow = {
  id: string;
  caseId: string;
  idempotencyKey: string;
  state: OutboxState;
  mappingVersion: number;
  /** The schema-checked payload as it will be sent. */
  payload: Record<string, unknown>;
  /** Attachments by material: what to build from which pages. */
  attachments: { materialCode: string; materialName: string; form: 'pdf' | 'images'; pageIds: string[] }[];
  caseNumber: string | null;
  queryPassword: string | null;
  /** sha256 → remote id of files that the approval system already holds. */
  uploaded: Record<string, string>;
  attempts: number;
  nextAttemptAt: string;
  lastError: PushReason | null;
  createdAt: string;
};

/** A row without what is sent. */
export type OutboxSummary = Pick<
  OutboxRow,
  'id' | 'caseId' | 'state' | 'attempts' | 'nextAttemptAt' | 'lastError' | 'caseNumber' | 'createdAt'
>;

export interface OutboxRepository {
  insert(row: OutboxRow): Promise<void>;
  get(id: string): Promise<OutboxRow | undefined>;
  forCase(caseId: string): Promise<OutboxRow | undefined>;
  save(row: OutboxRow): Promise<void>;
  /** Rows in `pending` or `sending`, oldest first. */
  undelivered(): Promise<OutboxSummary[]>;
  /** Another time to show for the next attempt, unless the row was changed since it was read. @returns whether it was set */
  redate(row: OutboxSummary, nextAttemptAt: string): Promise<boolean>;
  /** The newest rows in these states, newest first. */
  newest(states: readonly OutboxState[], limit: number): Promise<OutboxSummary[]>;
  list(states: readonly OutboxState[]): Promise<OutboxRow[]>;
  /** At start: rows left in `sending` by a killed process become `pending` again. */
  recover(): Promise<number>;
}

export type AccountRow = {
  account: string;
  displayName: string;
  role: 'operator' | 'reviewer' | 'admin';
  passwordHash: string;
  mustChangePassword: boolean;
  failedAttempts: number;
  lockedUntil: string | null;
  disabled: boolean;
};

export interface AccountRepository {
  get(account: string): Promise<AccountRow | undefined>;
  list(): Promise<AccountRow[]>;
  save(row: AccountRow): Promise<void>;
}

/** Settings are JSON documents by name; the caller validates them with its own schema. */
export interface SettingsRepository {
  get(name: string): Promise<unknown>;
  /**
   * Stores a version; a value equal to the one in force adds none. With `keepHistory: false` the older versions of the
   * name are deleted, for passing state and for secrets that must not outlive their use.
   */
  put(name: string, value: unknown, options?: { keepHistory?: boolean }): Promise<void>;
  /** Stored versions of a name, newest first (mappings, service items). */
  history(name: string): Promise<{ savedAt: string; value: unknown }[]>;
}

/** How far the chain was verified: its rows, and the hash of the last of them. */
export type AuditMark = { rows: number; hash: string };
export type VerifyOptions = {
  /** Only what follows this row, and that this row is still there; absent = from the first. */
  from?: AuditMark;
  onProgress?: (verified: AuditMark) => void;
  signal?: AbortSignal;
};

export interface AuditRepository {
  append(entry: AuditEntry): Promise<void>;
  list(options?: { limit?: number; before?: number }): Promise<AuditRow[]>;
  /**
   * Recomputes the chain, a few rows at a time, so that the host does other work in between. `brokenAt` is the first
   * sequence number that does not fit. @throws the signal's reason when it aborts
   */
  verify(options?: VerifyOptions): Promise<{ rows: number; brokenAt: number | null }>;
}

/** Document types taught by samples. Images are encrypted like pages and go with their sample. */
export interface TaughtTypeRepository {
  /** Oldest first. */
  list(): Promise<TaughtType[]>;
  get(id: string): Promise<TaughtType | undefined>;
  /** Inserts or replaces. */
  save(type: TaughtType): Promise<void>;
  /** With its samples and their images. */
  remove(id: string): Promise<void>;
  /** Of one type, or of all; oldest first. */
  samples(typeId?: string): Promise<TaughtSample[]>;
  /** Both pictures are durable before the row commits. @throws AppError `not-found` when there is no such type */
  addSample(sample: TaughtSample, images: { original: Uint8Array; thumbnail: Uint8Array }): Promise<void>;
  removeSample(id: string): Promise<void>;
  /** Undefined when there is no such sample. */
  sampleImage(id: string, rendition: 'original' | 'thumbnail'): Promise<Uint8Array | undefined>;
}

export interface Repositories {
  readonly cases: CaseRepository;
  readonly pages: PageRepository;
  readonly outbox: OutboxRepository;
  readonly accounts: AccountRepository;
  readonly settings: SettingsRepository;
  readonly audit: AuditRepository;
  readonly taughtTypes: TaughtTypeRepository;
}

/** What a start found and did, what has happened since, and the files that no record asks for. */
export interface StoreSafety {
  /** Why nothing may be changed; null in ordinary work. */
  readonly lookingOnly: AppError | null;
  /** What has happened to the database file since it was opened; null as long as it is in its place. */
  trouble(): AppError | null;
  readonly tidied: Tidied | null;
  quarantine(): Promise<QuarantineBatch[]>;
  /** Files of pages that have a record go back to their places. @returns how many */
  putBack(id: string, actor: Actor): Promise<number>;
  /** Overwrites and deletes for good; audited. @throws AppError `not-found` */
  destroy(id: string, actor: Actor): Promise<void>;
}

export interface Store extends Repositories {
  readonly safety: StoreSafety;
  /**
   * Runs `work` in one transaction: all of it is stored or none. Use only the repositories handed in;
   * calling the outer ones inside would wait for the transaction itself.
   */
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
