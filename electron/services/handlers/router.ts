/** The whole router: every procedure of the contract, wired to the services. Roles are checked by the port before a handler runs. */
import { implement } from '@orpc/server';
import type { Router } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { Connection } from '#shared/session.ts';
import {
  accountHandlers,
  connectionHandlers,
  idleLockHandlers,
  mappingHandlers,
  ocrEngineHandlers,
  recognitionHandlers,
  scannerHandlers,
  outboxHandlers,
  statusHandlers,
} from './admin-handlers.ts';
import { documentHandlers, hallHandlers, serviceItemHandlers } from './service-item-handlers.ts';
import { caseHandlers, reviewHandlers, submissionHandlers } from './case-handlers.ts';
import { profileHandlers, recorderHandlers, scanHandlers, selfTestHandlers } from './device-handlers.ts';
import { documentTypeHandlers, taughtNameHandlers } from './document-type-handlers.ts';
import { safetyHandlers } from './safety-handlers.ts';
import type { SessionService } from '../people/session.ts';
import type { ServiceItemCatalogue } from '../service-items/catalogue.ts';
import { kioskHandlers, staffCallHandlers } from './staff-call-handlers.ts';

type Of<Handlers extends (services: never) => unknown> = Parameters<Handlers>[0];
/** What the groups of handlers ask for, together. */
export type RouterServices = { sessions: SessionService; items: Pick<ServiceItemCatalogue, 'list' | 'offered'> } & Of<typeof caseHandlers> &
  Of<typeof reviewHandlers> &
  Of<typeof submissionHandlers> &
  Of<typeof scanHandlers> &
  Of<typeof selfTestHandlers> &
  Of<typeof profileHandlers> &
  Of<typeof recorderHandlers> &
  Of<typeof scannerHandlers> &
  Of<typeof connectionHandlers> &
  Of<typeof mappingHandlers> &
  Of<typeof serviceItemHandlers> &
  Of<typeof documentHandlers> &
  Of<typeof documentTypeHandlers> &
  Of<typeof recognitionHandlers> &
  Of<typeof ocrEngineHandlers> &
  Of<typeof outboxHandlers> &
  Of<typeof statusHandlers> &
  Of<typeof safetyHandlers> &
  Of<typeof kioskHandlers>;

/** A screen that forgot to stop listening; it starts a new stream when it is still there. */
const watchMs = 60 * 60_000;
const os = implement(contract).$context<{ connection: Connection }>();

/** Its type is named: what the compiler would infer is longer than it writes down. */
export function createRouter(services: RouterServices): Router<typeof contract, { connection: Connection }> {
  const { sessions, items } = services;
  const safety = safetyHandlers(services);
  return os.router({
    session: {
      current: os.session.current.handler(({ context }) => sessions.current(context.connection)),
      signIn: os.session.signIn.handler(({ input, context }) => sessions.signIn(context.connection, input.account, input.password)),
      signOut: os.session.signOut.handler(({ context }) => sessions.signOut(context.connection)),
      watch: os.session.watch.handler(async function* ({ context, signal }) {
        yield* sessions.watch(context.connection, signal ?? AbortSignal.timeout(watchMs));
      }),
      activity: os.session.activity.handler(({ input, context }) => {
        sessions.touched(context.connection, input.agoMs);
        return { ok: true as const };
      }),
      lock: os.session.lock.handler(({ context }) => sessions.lock(context.connection)),
      unlock: os.session.unlock.handler(({ input, context }) => sessions.unlock(context.connection, input.password)),
      changePassword: os.session.changePassword.handler(({ input, context }) =>
        sessions.changePassword(context.connection, input.oldPassword, input.newPassword),
      ),
    },
    safety: { state: safety.state },
    items: {
      // IT staff prepare an item before it is offered.
      list: os.items.list.handler(({ context }) =>
        context.connection.role() === 'admin' ? items.list().map(({ item }) => item) : items.offered(),
      ),
    },
    documentTypes: taughtNameHandlers(services),
    cases: caseHandlers(services),
    scan: scanHandlers(services),
    review: reviewHandlers(services),
    submission: submissionHandlers(services),
    documents: documentHandlers(services),
    kiosk: kioskHandlers(services),
    staffCalls: staffCallHandlers(services),
    admin: {
      scanners: { ...scannerHandlers(services), ...selfTestHandlers(services) },
      profiles: profileHandlers(services),
      recorder: recorderHandlers(services),
      connection: connectionHandlers(services),
      mapping: mappingHandlers(services),
      serviceItems: serviceItemHandlers(services),
      hall: hallHandlers(services),
      documentTypes: documentTypeHandlers(services),
      accounts: accountHandlers(services),
      recognition: recognitionHandlers(services),
      ocrEngine: ocrEngineHandlers(services),
      idleLock: idleLockHandlers(services),
      outbox: outboxHandlers(services),
      status: statusHandlers(services),
      safety: safety.admin,
    },
  });
}
