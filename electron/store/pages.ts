/** Pages in SQLite, their encrypted files, and the results of their steps. */
import { createHash } from 'node:crypto';
import { pageSchema } from '#shared/case.ts';
import type { Page } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import { doomFiles } from './doomed-files.ts';
import type { PageFiles } from './page-files.ts';
import { atomically } from './scope.ts';
import type { Scope } from './scope.ts';
import { putStep, stepsOf } from './step-results.ts';
import { readJson } from './stored-json.ts';
import type { NewPage, PageRepository } from './store.ts';
import type { PageTable } from './tables.ts';

export function createPages(scope: Scope, files: PageFiles): PageRepository {
  return {
    add: (caseId, page, original, thumbnail = null) => addPage(scope, files, { caseId, page, original, thumbnail }),
    get: (pageId) => getPage(scope, pageId),
    list: (caseId) => listPages(scope, caseId),
    save: (page) => atomically(scope, (inner) => savePage(inner, page)),
    remove: (pageId) => atomically(scope, (inner) => removePage(inner, files, pageId)),
    async putRendition(pageId, rendition, bytes) {
      await requirePage(scope, pageId);
      await files.write(pageId, rendition, bytes);
      // The page may have been erased while its file was being written.
      if (!(await getPage(scope, pageId))) await files.discard(pageId);
    },
    async bytes(pageId, rendition) {
      const stored = await getPage(scope, pageId);
      if (!stored) return undefined;
      const bytes = await files.read(pageId, rendition);
      if (!bytes && rendition === 'original' && (await getPage(scope, pageId)))
        throw new AppError('store.page-damaged', { page: pageId, rendition, missing: true });
      return bytes;
    },
    putStep: (pageId, step, version, result) => atomically(scope, (inner) => putStep(inner, { pageId, step, version, result })),
    steps: (pageId) => stepsOf(scope, pageId),
    async unrecognized() {
      const query = scope.db.selectFrom('pages').select(['case_id', 'id']).where('state', '=', 'stored');
      const rows = await query.orderBy('received_at').orderBy('position').execute();
      return rows.map((row) => ({ caseId: row.case_id, pageId: row.id }));
    },
  };
}

/** Pages of a case in order of arrival. */
export async function listPages(scope: Scope, caseId: string): Promise<Page[]> {
  const rows = await scope.db.selectFrom('pages').selectAll().where('case_id', '=', caseId).orderBy('position').orderBy('id').execute();
  return rows.map(toPage);
}

type AddedPage = { caseId: string; page: NewPage; original: Uint8Array; thumbnail: Uint8Array | null };

async function addPage(scope: Scope, files: PageFiles, { caseId, page, original, thumbnail }: AddedPage) {
  const digest = createHash('sha256').update(original).digest('hex');
  if (digest !== page.sha256 || original.length !== page.bytes) throw new AppError('bad-input', { page: page.id, field: 'sha256' });
  const row = toRow(caseId, { ...page, state: 'stored', errorCode: null, preparation: null, classification: null });
  if (await getPage(scope, page.id)) throw new AppError('conflict', { page: page.id });
  try {
    await Promise.all([
      files.write(page.id, 'original', original),
      thumbnail && files.write(page.id, 'thumbnail', thumbnail).catch(() => undefined),
    ]);
    await atomically(scope, async (inner) => {
      await inner.db.insertInto('pages').values(row).execute();
      await touchCase(inner, caseId);
    });
  } catch (error) {
    // A row can only be there when the same id was added twice at once: then the file has an owner.
    if (!(await getPage(scope, page.id))) await files.discard(page.id);
    throw error;
  }
  scope.afterRollback(async () => void (await files.discard(page.id)));
}

async function getPage(scope: Scope, pageId: string): Promise<{ caseId: string; page: Page } | undefined> {
  const row = await scope.db.selectFrom('pages').selectAll().where('id', '=', pageId).executeTakeFirst();
  return row && { caseId: row.case_id, page: toPage(row) };
}

async function requirePage(scope: Scope, pageId: string): Promise<{ caseId: string; page: Page }> {
  const stored = await getPage(scope, pageId);
  if (!stored) throw new AppError('not-found', { page: pageId });
  return stored;
}

async function savePage(scope: Scope, page: Page): Promise<void> {
  const { caseId, page: stored } = await requirePage(scope, page.id);
  const { index, state, errorCode, preparation, classification } = page;
  const row = toRow(caseId, { ...stored, index, state, errorCode, preparation, classification });
  await scope.db.updateTable('pages').set(row).where('id', '=', page.id).execute();
  await touchCase(scope, caseId);
}

async function removePage(scope: Scope, files: PageFiles, pageId: string): Promise<void> {
  const { caseId } = await requirePage(scope, pageId);
  await scope.db.deleteFrom('pages').where('id', '=', pageId).execute();
  await touchCase(scope, caseId);
  await doomFiles(scope, files, [pageId]);
}

async function touchCase(scope: Scope, caseId: string): Promise<void> {
  await scope.db.updateTable('cases').set({ updated_at: scope.now() }).where('id', '=', caseId).execute();
}

function toRow(caseId: string, page: Page): PageTable {
  const parsed = pageSchema.safeParse(page);
  if (!parsed.success) throw new AppError('bad-input', { subject: 'page' });
  const { id, index, receivedAt, state } = parsed.data;
  return { id, case_id: caseId, position: index, received_at: receivedAt, state, body: JSON.stringify(parsed.data) };
}

function toPage(row: PageTable): Page {
  return readJson(pageSchema, row.body, row.id);
}
