/** Contract → services for document types taught by samples. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { Connection } from '#shared/session.ts';
import type { TaughtTypesService } from '../taught-types/taught-types.ts';
import { actorOf } from './case-handlers.ts';

const os = implement(contract).$context<{ connection: Connection }>();

/** For everyone who sees documents: the names of taught types. */
export function taughtNameHandlers({ taughtTypes }: { taughtTypes: Pick<TaughtTypesService, 'list'> }) {
  return {
    taught: os.documentTypes.taught.handler(async () =>
      (await taughtTypes.list()).map(({ id, name, state }) => ({ id, name, live: state === 'live' })),
    ),
  };
}

export function documentTypeHandlers({ taughtTypes }: { taughtTypes: TaughtTypesService }) {
  const procedures = os.admin.documentTypes;
  return {
    list: procedures.list.handler(() => taughtTypes.list()),
    get: procedures.get.handler(({ input }) => taughtTypes.view(input.id)),
    create: procedures.create.handler(({ input, context }) => taughtTypes.create(input.name, actorOf(context.connection))),
    update: procedures.update.handler(({ input, context }) => taughtTypes.update(input.id, input, actorOf(context.connection))),
    remove: procedures.remove.handler(async ({ input, context }) => {
      await taughtTypes.remove(input.id, actorOf(context.connection));
      return taughtTypes.list();
    }),
    setLive: procedures.setLive.handler(({ input, context }) => taughtTypes.setLive(input.id, input.live, actorOf(context.connection))),
    candidates: procedures.candidates.handler(() => taughtTypes.candidates()),
    addPages: procedures.addPages.handler(({ input, context }) =>
      taughtTypes.addPages(input.id, input.pageIds, actorOf(context.connection)),
    ),
    removeSample: procedures.removeSample.handler(({ input, context }) =>
      taughtTypes.removeSample(input.sampleId, actorOf(context.connection)),
    ),
    corrections: procedures.corrections.handler(async () => ({ on: await taughtTypes.collectsCorrections() })),
    setCorrections: procedures.setCorrections.handler(async ({ input, context }) => ({
      on: await taughtTypes.setCollectsCorrections(input.on, actorOf(context.connection)),
    })),
  };
}
