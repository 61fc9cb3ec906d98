/** Results of pipeline steps under (page, step, version); personal data, so they live in the encrypted database. */
import { z } from 'zod';
import { stepNames } from '#shared/page.ts';
import type { StepName } from '#shared/page.ts';
import type { Scope } from './scope.ts';
import { readJson } from './stored-json.ts';

type StepResult = { pageId: string; step: StepName; version: string; result: unknown };

/** Storing a version again makes it the newest. */
export async function putStep(scope: Scope, { pageId, step, version, result }: StepResult): Promise<void> {
  const older = scope.db.deleteFrom('steps').where('page_id', '=', pageId).where('step', '=', step);
  await older.where('version', '=', version).execute();
  const row = { page_id: pageId, step, version, result: JSON.stringify(result ?? null) };
  await scope.db.insertInto('steps').values(row).execute();
}

/** The newest result of each step that has one. */
export async function stepsOf(scope: Scope, pageId: string): Promise<Partial<Record<StepName, { version: string; result: unknown }>>> {
  const rows = await scope.db.selectFrom('steps').selectAll().where('page_id', '=', pageId).orderBy('sequence').execute();
  const newest: Partial<Record<StepName, { version: string; result: unknown }>> = {};
  for (const row of rows) {
    const step = stepNames.find((name) => name === row.step);
    if (step) newest[step] = { version: row.version, result: readJson(z.unknown(), row.result, pageId) };
  }
  return newest;
}
