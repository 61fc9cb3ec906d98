/** The invented hall's kiosk: `?call` in the address of a counter shows a call, and a call at the kiosk is answered by itself. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { StaffCall } from '#shared/session.ts';

const os = implement(contract);
const ok = { ok: true as const };
const answerMs = 4_000;
const waited = 42_000;

let calls: StaffCall[] = new URLSearchParams(location.search).has('call')
  ? [{ id: 'invented', calledAt: new Date(Date.now() - waited).toISOString(), answeredBy: null, answeredAt: null }]
  : [];
const wakers: (() => void)[] = [];
const change = (next: StaffCall[]) => {
  calls = next;
  for (const wake of wakers.splice(0)) wake();
};
const changed = () => new Promise<void>((resolve) => wakers.push(resolve));
const answered = (id: string) =>
  calls.map((call) => (call.id === id ? { ...call, answeredBy: '李四', answeredAt: new Date().toISOString() } : call));

export const fakeStaffCalls = {
  kiosk: {
    end: os.kiosk.end.handler(() => {
      change([]);
      return ok;
    }),
    present: os.kiosk.present.handler(() => ({ ended: false })),
    callStaff: os.kiosk.callStaff.handler(() => {
      const call: StaffCall = { id: crypto.randomUUID(), calledAt: new Date().toISOString(), answeredBy: null, answeredAt: null };
      change([call]);
      setTimeout(() => change(answered(call.id)), answerMs);
      return call;
    }),
    watchCall: os.kiosk.watchCall.handler(async function* () {
      for (;;) {
        yield calls[0] ?? null;
        await changed();
      }
    }),
  },
  staffCalls: {
    watch: os.staffCalls.watch.handler(async function* () {
      for (;;) {
        yield calls;
        await changed();
      }
    }),
    answer: os.staffCalls.answer.handler(({ input }) => {
      change(answered(input.id));
      return ok;
    }),
  },
};
