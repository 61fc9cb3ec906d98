/** The one rule for what stands between a case and the approval system; asked where a case is shown, confirmed and sent. */
import type { AcceptanceMode, Case, FindingOverride, MaterialPass, PassReason } from './case.ts';
import type { ChecklistStatus, SlotStatus } from './checklist/checklist.ts';
import { AppError } from './errors.ts';
import { openFields } from './open-fields.ts';
import type { ServiceItem } from './service-item.ts';

export type Blocker =
  /** A sheet may have gone through the feeder unreceived. */
  | { code: 'sheet-in-doubt'; jobId: string; sheet: number; page: number }
  | { code: 'page-unread'; pageId: string }
  | { code: 'field-open'; documentId: string; key: string }
  /** `passableFor`: the reasons with which a named person may let the line through; none = nobody may. */
  | { code: 'material-lacking'; slotId: string; state: 'missing' | 'partial'; passableFor: readonly PassReason[] }
  | { code: 'form-empty'; formKey: string }
  | { code: 'contradiction'; ruleId: string };
type BlockerOf<Code extends Blocker['code']> = Extract<Blocker, { code: Code }>;

/** What a person decided beside the values: lines and contradictions let through, each with its reason. */
export type Decisions = { passed: readonly MaterialPass[]; overrides: readonly FindingOverride[] };
export const noDecisions: Decisions = { passed: [], overrides: [] };

export type AcceptanceQuestion = {
  item: ServiceItem;
  current: Case;
  checklist: ChecklistStatus;
  mode: AcceptanceMode;
  /** An applicant decides nothing of this kind: at a kiosk they are not counted. */
  decisions: Decisions;
};

/**
 * At a kiosk contradictions are left to staff, where the case lands. A run without a screen has nobody to decide anything:
 * it stops for what no person could let through and leaves the rest on record as not looked at.
 */
const stops: Readonly<Record<AcceptanceMode, readonly Blocker['code'][]>> = {
  counter: ['sheet-in-doubt', 'page-unread', 'field-open', 'material-lacking', 'form-empty', 'contradiction'],
  kiosk: ['sheet-in-doubt', 'page-unread', 'field-open', 'material-lacking', 'form-empty'],
  headless: ['sheet-in-doubt', 'page-unread', 'form-empty'],
};

/** A paper that lies there in part may be complete in a person's hands; one that does not is at most supplied later (容缺). */
export function passReasonsOf({ state, deferrable }: Pick<SlotStatus, 'state' | 'deferrable'>): PassReason[] {
  const seen: PassReason[] = state === 'partial' ? ['original-seen', 'seen-complete', 'corrected-on-spot'] : [];
  return [...seen, ...(deferrable ? (['deferred'] as const) : [])];
}

/** What still stands in the way, in the order in which it is best dealt with; empty = the case may go out. */
export function acceptanceBlockers({ item, current, checklist, mode, decisions }: AcceptanceQuestion): Blocker[] {
  const { passed, overrides } = mode === 'kiosk' ? noDecisions : decisions;
  const found: Blocker[] = [
    ...(current.sheetDoubts ?? []).map(({ jobId, sheet, page }): Blocker => ({ code: 'sheet-in-doubt', jobId, sheet, page })),
    ...current.pages.filter(({ state }) => state === 'stored').map(({ id }): Blocker => ({ code: 'page-unread', pageId: id })),
    ...openFields(item, current).map(({ document, field }): Blocker => ({ code: 'field-open', documentId: document.id, key: field.key })),
    ...checklist.slots.flatMap((slot) => lackingMaterial(slot, passed)),
    ...checklist.missingFormKeys.map((formKey): Blocker => ({ code: 'form-empty', formKey })),
    ...checklist.crossFindings
      .filter(({ severity, ruleId }) => severity === 'error' && !overrides.some((one) => one.ruleId === ruleId))
      .map(({ ruleId }): Blocker => ({ code: 'contradiction', ruleId })),
  ];
  return found.filter(({ code }) => stops[mode].includes(code));
}

function lackingMaterial(slot: SlotStatus, passed: readonly MaterialPass[]): Blocker[] {
  const { slotId, required, state } = slot;
  if (!required || (state !== 'missing' && state !== 'partial')) return [];
  const passableFor = passReasonsOf(slot);
  const isPassed = passed.some((pass) => pass.slotId === slotId && passableFor.includes(pass.reason));
  return isPassed ? [] : [{ code: 'material-lacking', slotId, state, passableFor }];
}

export function blockersOf<Code extends Blocker['code']>(blockers: readonly Blocker[], code: Code): BlockerOf<Code>[] {
  return blockers.filter((blocker): blocker is BlockerOf<Code> => blocker.code === code);
}

/** The refusal for these blockers; null when there are none. Details name places, never values. */
export function acceptanceError(blockers: readonly Blocker[]): AppError | null {
  const [doubt] = blockersOf(blockers, 'sheet-in-doubt');
  if (doubt) return new AppError('case.sheet-in-doubt', { sheet: doubt.sheet, page: doubt.page });
  if (blockersOf(blockers, 'page-unread').length > 0) return new AppError('conflict', { what: 'recognition-running' });
  const open = blockersOf(blockers, 'field-open').length;
  if (open > 0) return new AppError('case.unreviewed-fields', { count: open });
  if (blockers.length === 0) return null;
  const slots = blockersOf(blockers, 'material-lacking').map(({ slotId }) => slotId);
  const formKeys = blockersOf(blockers, 'form-empty').map(({ formKey }) => formKey);
  const rules = blockersOf(blockers, 'contradiction').map(({ ruleId }) => ruleId);
  return new AppError('case.incomplete', { slots: slots.join(','), formKeys: formKeys.join(','), rules: rules.join(',') });
}

/** Required materials that are still to be supplied: a paper that a person saw to be complete is not one of them. */
export function stillToSupply(checklist: ChecklistStatus, { passedMaterials = [] }: Pick<Case, 'passedMaterials'>): SlotStatus[] {
  const complete = new Set(passedMaterials.filter(({ reason }) => reason !== 'deferred').map(({ slotId }) => slotId));
  return checklist.slots.filter(
    ({ required, state, slotId }) => required && (state === 'missing' || (state === 'partial' && !complete.has(slotId))),
  );
}
