/** What administrators see and decide about the safety of the data: what the start found, and the quarantine. */
import type { Actor } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import { createAudit } from './audit.ts';
import type { Quarantine } from './quarantine.ts';
import { atomically } from './scope.ts';
import type { Scope } from './scope.ts';
import type { StoreSafety } from './store.ts';
import { knownIds } from './tidy-folder.ts';
import type { Tidied } from './tidied.ts';

type Options = {
  scope: Scope;
  quarantine: Quarantine;
  /** Null while nothing may be touched. */
  tidied: Tidied | null;
  trouble: () => AppError | null;
  lookingOnly: AppError | null;
};

export function createSafety({ scope, quarantine, tidied, trouble, lookingOnly }: Options): StoreSafety {
  const requireWriting = () => {
    if (lookingOnly) throw new AppError('store.rescue');
  };
  const audited = (actor: Actor, action: string, subject: string, details: Record<string, number>) =>
    createAudit(scope).append({ actor, action, subject, details });

  async function find(id: string) {
    const batch = (await quarantine.list()).find((each) => each.id === id);
    if (!batch) throw new AppError('not-found', { what: 'quarantine' });
    return batch;
  }

  return {
    lookingOnly,
    trouble,
    tidied,
    quarantine: () => quarantine.list(),
    async putBack(id, actor) {
      requireWriting();
      await find(id);
      const moved = await quarantine.putBack(await knownIds(scope), id);
      await audited(actor, 'quarantine.put-back', id, { files: moved });
      return moved;
    },
    async destroy(id, actor) {
      requireWriting();
      const { files, bytes } = await find(id);
      const place = `quarantine/${id}`;
      await atomically(scope, async (inner) => {
        await createAudit(inner).append({ actor, action: 'quarantine.destroy', subject: id, details: { files, bytes } });
        await inner.db
          .insertInto('doomed_files')
          .values({ place, since: inner.now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      });
      if (await quarantine.destroy(id)) await scope.db.deleteFrom('doomed_files').where('place', '=', place).execute();
    },
  };
}
