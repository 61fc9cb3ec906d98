/** The gallery's data safety: ordinary, or with `?looking-only` a start that found an older database. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { DataSafety } from '#shared/data-safety.ts';

const os = implement(contract);
const lookingOnly = new URLSearchParams(location.search).has('looking-only')
  ? { code: 'store.behind' as const, details: { pages: 6, auditRows: 14, lastSeen: '2026-03-02T08:55:00.000Z' } }
  : null;

let view: DataSafety = {
  lookingOnly,
  trouble: null,
  mayAccept: lookingOnly !== null,
  accepted: false,
  tidied: lookingOnly ? null : { finished: 0, movedAside: 12, putBack: 0, pagesWithoutFile: 1 },
  quarantine: [
    { id: '2026-03-02T08-10-00-no-record', reason: 'no-record', at: '2026-03-02T08:10:00.000Z', files: 3, bytes: 1_240_000 },
    { id: '2026-03-01T07-58-12-accepted-older', reason: 'accepted-older', at: '2026-03-01T07:58:12.000Z', files: 12, bytes: 9_800_000 },
  ],
  dataFolder: '/home/clerk/.local/share/intake-desk',
};

const without = (id: string): DataSafety => (view = { ...view, quarantine: view.quarantine.filter((batch) => batch.id !== id) });

export const fakeSafety = {
  state: { state: os.safety.state.handler(() => ({ lookingOnly: view.lookingOnly, trouble: view.trouble })) },
  admin: {
    get: os.admin.safety.get.handler(() => view),
    putBack: os.admin.safety.putBack.handler(({ input }) => ({ moved: 3, view: without(input.id) })),
    destroy: os.admin.safety.destroy.handler(({ input }) => without(input.id)),
    accept: os.admin.safety.accept.handler(() => (view = { ...view, accepted: true })),
  },
};
