/** What stands between a case and its confirmation, and what staff may let through. */
import type { SlotStatus } from '#shared/checklist.ts';
import type { CaseView } from '#shared/contract.ts';
import type { ReviewRow } from './review-rows.ts';

export type Blockers = {
  openRows: readonly ReviewRow[];
  /** Values with an error although a person has looked at them: allowed, but told. */
  errorRows: readonly ReviewRow[];
  /** Required lines that staff may let through: to be supplied later, or seen to be complete by a person. */
  passable: readonly SlotStatus[];
  /** Required lines that nobody may let through. */
  missing: readonly SlotStatus[];
  formKeys: readonly string[];
  /** Pages that are still being read. */
  unread: number;
};

export function blockersOf(view: CaseView, rows: readonly ReviewRow[]): Blockers {
  const lacking = view.checklist.slots.filter(({ required, state }) => required && (state === 'missing' || state === 'partial'));
  const mayPass = (slot: SlotStatus) => slot.deferrable || slot.state === 'partial';
  return {
    openRows: rows.filter(({ open }) => open),
    errorRows: rows.filter(({ error, open }) => error && !open),
    passable: lacking.filter(mayPass),
    missing: lacking.filter((slot) => !mayPass(slot)),
    formKeys: view.checklist.missingFormKeys,
    unread: view.case.pages.filter(({ state }) => state === 'stored').length,
  };
}

/** @param accepted slot ids that staff ticked */
export function canConfirm(blockers: Blockers, accepted: readonly string[]): boolean {
  return (
    blockers.openRows.length === 0 &&
    blockers.missing.length === 0 &&
    blockers.formKeys.length === 0 &&
    blockers.unread === 0 &&
    blockers.passable.every(({ slotId }) => accepted.includes(slotId))
  );
}
