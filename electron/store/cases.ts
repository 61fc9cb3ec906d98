/** Cases in SQLite: the body as JSON, what is searched for in columns of its own. */
import { sql } from 'kysely';
import { caseSchema } from '#shared/case.ts';
import type { Case, CaseState, Page } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import { doomFiles } from './doomed-files.ts';
import type { PageFiles } from './page-files.ts';
import { listPages } from './pages.ts';
import { atomically } from './scope.ts';
import type { Scope } from './scope.ts';
import { readJson } from './stored-json.ts';
import type { CaseRepository, CaseSummary } from './store.ts';
import type { CaseTable } from './tables.ts';

const bodySchema = caseSchema.omit({ pages: true });

export function createCases(scope: Scope, files: PageFiles): CaseRepository {
  return {
    async insert(value) {
      // Pages come through the page repository; taking the rows from here would promise files that do not exist.
      if (value.pages.length > 0) throw new AppError('bad-input', { field: 'pages' });
      await scope.db.insertInto('cases').values(toRow(value, scope.now())).execute();
    },
    get: (id) => atomically(scope, (inner) => getCase(inner, id)),
    save: (value) => atomically(scope, (inner) => saveCase(inner, value)),
    list: (filter = {}) => listCases(scope, filter),
    erase: (id) => atomically(scope, (inner) => eraseCase(inner, files, id)),
  };
}

function toRow(value: Case, updatedAt: string): CaseTable {
  const body = bodySchema.safeParse(value);
  if (!body.success) throw new AppError('bad-input', { subject: 'case' });
  return {
    id: value.id,
    revision: value.revision,
    state: value.state,
    face: value.face,
    item_code: value.itemCode,
    case_number: value.caseNumber,
    created_at: value.createdAt,
    created_by: value.createdBy.account,
    submitted_at: value.submittedAt,
    updated_at: updatedAt,
    body: JSON.stringify(body.data),
  };
}

async function getCase(scope: Scope, id: string): Promise<Case | undefined> {
  const row = await scope.db.selectFrom('cases').select('body').where('id', '=', id).executeTakeFirst();
  return row && withPages(row.body, id, await listPages(scope, id));
}

function withPages(body: string, id: string, pages: Page[]): Case {
  return { ...readJson(bodySchema, body, id), pages };
}

async function saveCase(scope: Scope, value: Case): Promise<Case> {
  const next = { ...value, revision: value.revision + 1 };
  const { id, ...changed } = toRow(next, scope.now());
  const update = scope.db.updateTable('cases').set(changed).where('id', '=', id).where('revision', '=', value.revision);
  const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
  const stored = await getCase(scope, id);
  if (stored === undefined) throw new AppError('not-found', { case: id });
  if (numUpdatedRows === 0n) throw new AppError('case.stale', { case: id, stored: stored.revision, given: value.revision });
  return stored;
}

type Filter = { states?: readonly CaseState[]; createdBy?: string; limit?: number };

async function listCases(scope: Scope, { states, createdBy, limit }: Filter): Promise<CaseSummary[]> {
  let query = scope.db
    .selectFrom('cases')
    .select(['id', 'state', 'face', 'item_code', 'case_number', 'created_at', 'created_by', 'submitted_at', 'updated_at'])
    .select(({ selectFrom, fn }) =>
      selectFrom('pages').whereRef('pages.case_id', '=', 'cases.id').select(fn.countAll<number>().as('n')).as('page_count'),
    )
    .orderBy('updated_at', 'desc')
    .orderBy('id');
  if (states !== undefined) query = query.where('state', 'in', states);
  if (createdBy !== undefined) query = query.where('created_by', '=', createdBy);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map((row) => ({
    id: row.id,
    state: row.state as CaseState,
    face: row.face as Case['face'],
    itemCode: row.item_code,
    caseNumber: row.case_number,
    createdAt: row.created_at,
    createdBy: row.created_by,
    submittedAt: row.submitted_at,
    updatedAt: row.updated_at,
    pageCount: row.page_count ?? 0,
  }));
}

async function eraseCase(scope: Scope, files: PageFiles, id: string): Promise<void> {
  const pages = await scope.db.selectFrom('pages').select('id').where('case_id', '=', id).execute();
  await scope.db.deleteFrom('cases').where('id', '=', id).execute();
  await doomFiles(
    scope,
    files,
    pages.map((page) => page.id),
  );
  await scope.afterCommit(emptyWal);
}

/** The write-ahead log still holds older (encrypted) versions of the erased rows; secure_delete clears only the database itself. */
async function emptyWal(db: Scope['db']): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
