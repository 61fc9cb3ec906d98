/** Taught document types in SQLite, and their samples, whose images are encrypted files like those of pages. */
import { AppError } from '#shared/errors.ts';
import { taughtSampleSchema, taughtTypeSchema } from '#shared/taught-type.ts';
import type { TaughtSample, TaughtType } from '#shared/taught-type.ts';
import { doomFiles } from './doomed-files.ts';
import type { PageFiles } from './page-files.ts';
import { atomically } from './scope.ts';
import type { Scope } from './scope.ts';
import { readJson } from './stored-json.ts';
import type { TaughtTypeRepository } from './store.ts';

export function createTaughtTypes(scope: Scope, files: PageFiles): TaughtTypeRepository {
  return {
    async list() {
      const rows = await scope.db.selectFrom('taught_types').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(({ id, body }) => readJson(taughtTypeSchema, body, id));
    },
    get: (id) => getType(scope, id),
    save: (type) => saveType(scope, type),
    remove: (id) => atomically(scope, (inner) => removeType(inner, files, id)),
    samples: (typeId) => samplesOf(scope, typeId),
    addSample: (sample, images) => addSample(scope, files, sample, images),
    removeSample: (id) => atomically(scope, (inner) => removeSample(inner, files, id)),
    sampleImage: async (id, rendition) => ((await sampleExists(scope, id)) ? files.read(id, rendition) : undefined),
  };
}

async function getType(scope: Scope, id: string): Promise<TaughtType | undefined> {
  const row = await scope.db.selectFrom('taught_types').select('body').where('id', '=', id).executeTakeFirst();
  return row && readJson(taughtTypeSchema, row.body, id);
}

async function saveType(scope: Scope, type: TaughtType): Promise<void> {
  const parsed = taughtTypeSchema.safeParse(type);
  if (!parsed.success) throw new AppError('bad-input', { subject: 'taught-type' });
  const { id, state, createdAt } = parsed.data;
  const row = { id, state, created_at: createdAt, body: JSON.stringify(parsed.data) };
  const insert = scope.db.insertInto('taught_types').values(row);
  await insert.onConflict((conflict) => conflict.column('id').doUpdateSet({ state, body: row.body })).execute();
}

async function removeType(scope: Scope, files: PageFiles, id: string): Promise<void> {
  const samples = await scope.db.selectFrom('taught_samples').select('id').where('type_id', '=', id).execute();
  const { numDeletedRows } = await scope.db.deleteFrom('taught_types').where('id', '=', id).executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) throw new AppError('not-found', { what: 'document-type' });
  await doomFiles(
    scope,
    files,
    samples.map((sample) => sample.id),
  );
}

async function samplesOf(scope: Scope, typeId: string | undefined): Promise<TaughtSample[]> {
  const all = scope.db.selectFrom('taught_samples').selectAll().orderBy('added_at').orderBy('id');
  const rows = await (typeId === undefined ? all : all.where('type_id', '=', typeId)).execute();
  return rows.map(({ id, body }) => readJson(taughtSampleSchema, body, id));
}

async function sampleExists(scope: Scope, id: string): Promise<boolean> {
  return (await scope.db.selectFrom('taught_samples').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

async function addSample(
  scope: Scope,
  files: PageFiles,
  sample: TaughtSample,
  images: { original: Uint8Array; thumbnail: Uint8Array },
): Promise<void> {
  const parsed = taughtSampleSchema.safeParse(sample);
  if (!parsed.success) throw new AppError('bad-input', { subject: 'taught-sample' });
  const { id, typeId, addedAt } = parsed.data;
  if (!(await getType(scope, typeId))) throw new AppError('not-found', { what: 'document-type' });
  if (await sampleExists(scope, id)) throw new AppError('conflict', { sample: id });
  await files.write(id, 'original', images.original);
  await files.write(id, 'thumbnail', images.thumbnail);
  try {
    const row = { id, type_id: typeId, added_at: addedAt, body: JSON.stringify(parsed.data) };
    await scope.db.insertInto('taught_samples').values(row).execute();
  } catch (error) {
    await files.discard(id);
    throw error;
  }
  scope.afterRollback(async () => void (await files.discard(id)));
}

async function removeSample(scope: Scope, files: PageFiles, id: string): Promise<void> {
  const { numDeletedRows } = await scope.db.deleteFrom('taught_samples').where('id', '=', id).executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) throw new AppError('not-found', { what: 'sample' });
  await doomFiles(scope, files, [id]);
}
