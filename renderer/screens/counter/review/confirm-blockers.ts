/** What stands between a case and its confirmation, and what staff may let through. */
import type { FindingOverride } from '#shared/case.ts';
import type { CrossOutcome } from '#shared/cross-rules/cross-rule.ts';
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
  /** Contradictions between papers that need a reason before the case may go out. */
  contradictions: readonly CrossOutcome[];
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
    contradictions: view.checklist.crossFindings.filter(({ severity }) => severity === 'error'),
    unread: view.case.pages.filter(({ state }) => state === 'stored').length,
  };
}

/**
 * @param accepted slot ids that staff ticked
 * @param overrides contradictions that staff let through, with their reasons
 */
export function canConfirm(blockers: Blockers, accepted: readonly string[], overrides: readonly FindingOverride[]): boolean {
  return (
    blockers.openRows.length === 0 &&
    blockers.missing.length === 0 &&
    blockers.formKeys.length === 0 &&
    blockers.unread === 0 &&
    blockers.passable.every(({ slotId }) => accepted.includes(slotId)) &&
    blockers.contradictions.every(({ ruleId }) => overrides.some((one) => one.ruleId === ruleId))
  );
}
