/** Starts a store on a folder, and says how it went. */
import { errorText } from '#shared/error-texts.ts';
import type { AppError } from '#shared/errors.ts';
import { toAppError } from '#shared/errors.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';

export type StoreOutcome = {
  name: string;
  expected: string;
  /** The code of the refusal, of looking only, or of the first page that cannot be read; `works`. */
  got: string;
  opened: 'for work' | 'for looking' | 'not';
  destroyed: number;
  /** Title and action in both languages. */
  named: boolean;
  /** The database or its log changed although the start was refused or for looking only. */
  touched: boolean;
};

export function isNamed(error: AppError): boolean {
  if (error.code === 'internal') return false;
  return (['zh', 'en'] as const).every((language) => {
    const { title, action } = errorText(error, language);
    return title.length > 3 && action.length > 3;
  });
}

type Start = { code: AppError | null; opened: StoreOutcome['opened'] };

export async function start(folder: string, key: Buffer): Promise<Start> {
  let store: Store;
  try {
    store = await createStore({ dataFolder: folder, key, rescue: true, foldersAhead: false });
  } catch (error) {
    return { code: toAppError(error), opened: 'not' };
  }
  try {
    // The old store knows of no safety: there every start is one for work.
    const looking = (store as Partial<Store>).safety?.lookingOnly ?? null;
    const opened = looking ? 'for looking' : 'for work';
    return { code: looking ?? (await firstUnreadable(store)), opened };
  } finally {
    await store.close();
  }
}

async function firstUnreadable(store: Store): Promise<AppError | null> {
  for (const { id } of await store.cases.list())
    for (const page of await store.pages.list(id)) {
      const error = await store.pages.bytes(page.id, 'original').then(() => null, toAppError);
      if (error) return error;
    }
  return null;
}
