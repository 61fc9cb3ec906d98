/** Contract → services for the safety of the data. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { Connection } from '#shared/session.ts';
import type { DataSafetyService } from '../safety/data-safety.ts';
import { actorOf } from './case-handlers.ts';

const os = implement(contract).$context<{ connection: Connection }>();

export function safetyHandlers({ dataSafety }: { dataSafety: DataSafetyService }) {
  return {
    state: os.safety.state.handler(() => dataSafety.state()),
    admin: {
      get: os.admin.safety.get.handler(() => dataSafety.view()),
      putBack: os.admin.safety.putBack.handler(({ input, context }) => dataSafety.putBack(input.id, actorOf(context.connection))),
      destroy: os.admin.safety.destroy.handler(({ input, context }) =>
        dataSafety.destroy(input.id, input.confirm, actorOf(context.connection)),
      ),
      accept: os.admin.safety.accept.handler(({ input, context }) => dataSafety.accept(input.code, actorOf(context.connection))),
    },
  };
}
