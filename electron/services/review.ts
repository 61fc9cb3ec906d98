/** Review: a named person corrects and confirms; machine value and final value are both kept. */
import { moveCase } from '#shared/case.ts';
import type { Actor, Case, CaseField, Document, FindingOverride } from '#shared/case.ts';
import { checkChecklist, fillForm } from '#shared/check-checklist.ts';
import type { CaseView } from '#shared/contract.ts';
import { validateField } from '#shared/document-types/validate-field.ts';
import { AppError } from '#shared/errors.ts';
import { openFields } from '#shared/open-fields.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import type { CaseEditor, EditReason } from './case-editor.ts';
import { backToReview, documentOf, requireOpen } from './cases.ts';
import { dayInChina } from './documents/chinese-date.ts';
import type { CasesService } from './cases.ts';

export type Confirmation = {
  /** Slot ids let through without paper (容缺). */
  acceptMissing: readonly string[];
  /** Failed rules between papers that staff let through, each with its reason. */
  overrides?: readonly FindingOverride[];
  /** Headless runs only: open fields are recorded as not looked at instead of stopping the confirmation. */
  allowOpenFields?: boolean;
};

export class ReviewService {
  readonly #options: { editor: CaseEditor; cases: CasesService; now: () => Date };

  constructor(options: { editor: CaseEditor; cases: CasesService; now: () => Date }) {
    this.#options = options;
  }

  /** Sets or confirms a document's field. The audit row says which field was looked at, never what it holds. */
  setField(caseId: string, documentId: string, key: string, value: string, actor: Actor): Promise<CaseView> {
    return this.#change(caseId, { actor, action: 'field.review', details: { documentId, key } }, (current) => {
      const document = documentOf(current, documentId);
      const known = document.fields.find((field) => field.key === key);
      const field = reviewedField(document, key, value, known, actor, this.#options.now());
      const fields = known ? document.fields.map((candidate) => (candidate === known ? field : candidate)) : [...document.fields, field];
      return {
        ...current,
        documents: current.documents.map((candidate) => (candidate === document ? { ...document, fields } : candidate)),
      };
    });
  }

  setFormValue(caseId: string, key: string, value: string, actor: Actor): Promise<CaseView> {
    return this.#change(caseId, { actor, action: 'form.set', details: { key } }, (current, item) => {
      if (!item.formFields.some((field) => field.key === key)) throw new AppError('bad-input', { what: 'form-key' });
      const source = actor.role === 'applicant' ? 'applicant' : 'staff';
      return { ...current, form: { ...current.form, [key]: { value: value.trim(), source, documentId: null, fieldKey: null } } };
    });
  }

  /** @throws AppError `case.unreviewed-fields`, `case.incomplete`, `conflict` while pages are still being read */
  async confirm(caseId: string, confirmation: Confirmation, actor: Actor): Promise<CaseView> {
    const { editor, cases, now } = this.#options;
    const reason = { actor, action: 'case.confirm', details: { acceptedMissing: confirmation.acceptMissing.join(',') } };
    await editor.edit(caseId, reason, async (current, { audit }) => {
      const item = cases.itemOf(current.itemCode, current.itemVersion);
      if (current.pages.some(({ state }) => state === 'stored')) throw new AppError('conflict', { what: 'recognition-running' });
      const today = dayInChina(now().toISOString());
      requireComplete(current, item, confirmation, actor, today);
      const open = openFields(item, current).map(({ document, field }) => `${document.documentType}.${field.key}`);
      const details = { count: open.length, fields: open.join(',') };
      if (open.length > 0) await audit.append({ actor, action: 'case.fields-not-looked-at', subject: caseId, details });
      const overrides = [...(confirmation.overrides ?? [])];
      for (const { ruleId, reason } of overrides)
        await audit.append({ actor, action: 'case.finding-let-through', subject: caseId, details: { rule: ruleId, reason } });
      return { ...moveCase(current, 'ready'), reviewer: actor, reviewedAt: now().toISOString(), overrides };
    });
    return cases.view(caseId);
  }

  async reopen(caseId: string, actor: Actor): Promise<CaseView> {
    const { editor, cases } = this.#options;
    await editor.edit(caseId, { actor, action: 'case.reopen' }, (current) => backToReview(requireOpen(current)));
    return cases.view(caseId);
  }

  async #change(caseId: string, reason: EditReason, change: (current: Case, item: ServiceItem) => Case): Promise<CaseView> {
    const { editor, cases } = this.#options;
    await editor.edit(caseId, reason, (current) => {
      const item = cases.itemOf(current.itemCode, current.itemVersion);
      const next = change(backToReview(requireOpen(current)), item);
      return { ...next, form: fillForm(item, next) };
    });
    return cases.view(caseId);
  }
}

/** A field that no machine read. */
const unread = { value: '', raw: '', confidence: 0, status: 'review', problems: [], box: null, pageId: null, machineValue: '' } as const;

function reviewedField(document: Document, key: string, value: string, known: CaseField | undefined, actor: Actor, at: Date): CaseField {
  const fields = Object.fromEntries(document.fields.map((field) => [field.key, field.value]));
  const { normalised, problems } = validateField(document.documentType, key, value, at, fields);
  return { ...(known ?? { key, ...unread }), value: normalised, problems, reviewedBy: actor.account, reviewedAt: at.toISOString() };
}

/** @throws AppError `case.unreviewed-fields`, `case.incomplete` (details name slots and form keys, never values) */
function requireComplete(current: Case, item: ServiceItem, confirmation: Confirmation, actor: Actor, today: string): void {
  const open = openFields(item, current);
  if (open.length > 0 && !confirmation.allowOpenFields) throw new AppError('case.unreviewed-fields', { count: open.length });
  const checklist = checkChecklist(item, current, today);
  // 容缺 is a decision of staff about lines the item declares deferrable; an applicant brings what is missing.
  const accepted = actor.role === 'applicant' ? [] : confirmation.acceptMissing;
  const missing = checklist.slots.filter(
    ({ required, state, slotId, deferrable }) =>
      required && state !== 'filled' && !((deferrable || confirmation.allowOpenFields) && accepted.includes(slotId)),
  );
  // At a kiosk the case lands for staff, who then decide; a headless run leaves the findings in its report.
  const mustDecide = actor.role !== 'applicant' && !confirmation.allowOpenFields;
  const decided = new Set((confirmation.overrides ?? []).map(({ ruleId }) => ruleId));
  const rules = checklist.crossFindings.filter(({ severity, ruleId }) => mustDecide && severity === 'error' && !decided.has(ruleId));
  if (missing.length > 0 || checklist.missingFormKeys.length > 0 || rules.length > 0) {
    throw new AppError('case.incomplete', {
      slots: missing.map(({ slotId }) => slotId).join(','),
      formKeys: checklist.missingFormKeys.join(','),
      rules: rules.map(({ ruleId }) => ruleId).join(','),
    });
  }
}
