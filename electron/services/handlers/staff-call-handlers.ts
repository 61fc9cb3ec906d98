/** Contract → staff calls: the kiosk calls and waits, the counters watch and answer. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { Connection } from '#shared/session.ts';
import type { KioskSessions } from '../people/kiosk-sessions.ts';
import type { StaffCalls } from '../people/staff-calls.ts';
import { actorOf } from './case-handlers.ts';

const os = implement(contract).$context<{ connection: Connection }>();
/** A screen that forgot to stop listening; it starts a new stream when it is still there. */
const watchMs = 60 * 60_000;
const until = (signal: AbortSignal | undefined): AbortSignal => signal ?? AbortSignal.timeout(watchMs);

export function staffCallHandlers({ staffCalls }: { staffCalls: StaffCalls }) {
  return {
    watch: os.staffCalls.watch.handler(async function* ({ signal }) {
      yield* staffCalls.watchAll(until(signal));
    }),
    answer: os.staffCalls.answer.handler(async ({ input, context }) => {
      await staffCalls.answer(input.id, actorOf(context.connection));
      return { ok: true as const };
    }),
  };
}

export function kioskHandlers({ kioskSessions, staffCalls }: { kioskSessions: KioskSessions; staffCalls: StaffCalls }) {
  return {
    end: os.kiosk.end.handler(async ({ context }) => {
      await kioskSessions.end(context.connection);
      return { ok: true as const };
    }),
    present: os.kiosk.present.handler(({ input, context }) => kioskSessions.present(context.connection, input.touched)),
    callStaff: os.kiosk.callStaff.handler(({ context }) => staffCalls.call(context.connection, actorOf(context.connection))),
    watchCall: os.kiosk.watchCall.handler(async function* ({ context, signal }) {
      yield* staffCalls.watchOwn(context.connection.id, until(signal));
    }),
  };
}
