/** The list of files that are meant to go. It is written with the deletion of their row, so that a kill cannot cut a wipe short for good. */
import type { PageFiles } from './page-files.ts';
import type { Scope } from './scope.ts';

/** In the transaction that deletes the rows of these pages or samples; their files are overwritten when it has committed. */
export async function doomFiles(scope: Scope, files: PageFiles, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = ids.map((place) => ({ place, since: scope.now() }));
  const insert = scope.db.insertInto('doomed_files').values(rows);
  await insert.onConflict((conflict) => conflict.doNothing()).execute();
  await scope.afterCommit(async (db) => void (await finish(db, (id) => files.discard(id), ids)));
}

/** Overwrites what an earlier run left of the list. What resists stays on it for the next start. @returns how many went */
export async function finishDoomed(scope: Scope, discard: (place: string) => Promise<boolean>): Promise<number> {
  const listed = await scope.db.selectFrom('doomed_files').select('place').orderBy('since').execute();
  return finish(
    scope.db,
    discard,
    listed.map(({ place }) => place),
  );
}

async function finish(db: Scope['db'], discard: (place: string) => Promise<boolean>, places: readonly string[]): Promise<number> {
  const gone: string[] = [];
  for (const place of places) if (await discard(place)) gone.push(place);
  // In parts: SQLite takes only so many values in one statement.
  for (let start = 0; start < gone.length; start += 500)
    await db
      .deleteFrom('doomed_files')
      .where('place', 'in', gone.slice(start, start + 500))
      .execute();
  return gone.length;
}
