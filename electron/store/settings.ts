/** Settings in SQLite: every stored version is kept, the newest is in force. */
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { atomically } from './scope.ts';
import type { Scope } from './scope.ts';
import { readJson } from './stored-json.ts';
import type { SettingsRepository } from './store.ts';

export function createSettings(scope: Scope): SettingsRepository {
  return {
    async get(name) {
      const [newest] = await versions(scope, name).limit(1).execute();
      return newest && readJson(z.unknown(), newest.value, name);
    },
    put: (name, value, { keepHistory = true } = {}) => atomically(scope, (inner) => putSetting(inner, name, value, keepHistory)),
    async history(name) {
      const rows = await versions(scope, name).execute();
      return rows.map((row) => ({ savedAt: row.saved_at, value: readJson(z.unknown(), row.value, name) }));
    },
  };
}

function versions(scope: Scope, name: string) {
  return scope.db.selectFrom('settings').select(['value', 'saved_at']).where('name', '=', name).orderBy('sequence', 'desc');
}

async function putSetting(scope: Scope, name: string, value: unknown, keepHistory: boolean): Promise<void> {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new AppError('bad-input', { setting: name });
  const [newest] = await versions(scope, name).limit(1).execute();
  if (newest?.value === text && keepHistory) return;
  if (!keepHistory) await scope.db.deleteFrom('settings').where('name', '=', name).execute();
  await scope.db.insertInto('settings').values({ name, saved_at: scope.now(), value: text }).execute();
}
