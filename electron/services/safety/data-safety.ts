/** What the screens are told about the safety of the data, and what an administrator decides about it. */
import type { Actor } from '#shared/case.ts';
import type { DataSafety } from '#shared/data-safety.ts';
import { AppError } from '#shared/errors.ts';
import type { Store } from '../../store/store.ts';

type Options = {
  store: Pick<Store, 'safety'>;
  dataFolder: string;
  /** Makes the database that is not trusted the one to go on with. @throws AppError */
  accept: (account: string) => Promise<unknown>;
  mayAccept: (trouble: AppError) => boolean;
};

export type DataSafetyService = ReturnType<typeof createDataSafety>;

export function createDataSafety({ store: { safety }, dataFolder, accept, mayAccept }: Options) {
  let accepted = false;

  const state = () => ({ lookingOnly: safety.lookingOnly?.toJSON() ?? null, trouble: safety.trouble()?.toJSON() ?? null });

  async function view(): Promise<DataSafety> {
    const { lookingOnly, tidied } = safety;
    const quarantine = await safety.quarantine();
    return { ...state(), mayAccept: lookingOnly !== null && mayAccept(lookingOnly), accepted, tidied, quarantine, dataFolder };
  }

  return {
    state,
    view,
    /** Before paper is fed. @throws AppError `store.rescue`, `store.vanished` */
    requireWriting(): void {
      const trouble = safety.lookingOnly ? new AppError('store.rescue') : safety.trouble();
      if (trouble) throw trouble;
    },
    async putBack(id: string, actor: Actor) {
      const moved = await safety.putBack(id, actor);
      return { moved, view: await view() };
    },
    async destroy(id: string, confirm: string, actor: Actor): Promise<DataSafety> {
      if (confirm !== id) throw new AppError('bad-input', { field: 'confirm' });
      await safety.destroy(id, actor);
      return view();
    },
    /** @param code of the trouble that the administrator has read */
    async accept(code: string, actor: Actor): Promise<DataSafety> {
      if (safety.lookingOnly?.code !== code) throw new AppError('conflict', { what: 'trouble' });
      if (!accepted) await accept(actor.account);
      accepted = true;
      return view();
    },
  };
}
