/** Review: a named person corrects and confirms; machine value and final value are both kept. */
import { moveCase } from '#shared/case.ts';
import type { AcceptanceMode, Actor, Case, CaseField, Document } from '#shared/case.ts';
import { acceptanceBlockers, acceptanceError, blockersOf, noDecisions } from '#shared/acceptance.ts';
import type { Decisions } from '#shared/acceptance.ts';
import { checkChecklist, fillForm } from '#shared/checklist/check-checklist.ts';
import type { ChecklistStatus } from '#shared/checklist/checklist.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { validateField } from '#shared/document-types/validate-field.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import type { CaseEditor, EditReason } from '../case-editor.ts';
import { backToReview, documentOf, requireOpen } from './cases.ts';
import { dayInChina } from '../documents/chinese-date.ts';
import type { CasesService } from './cases.ts';

export type Confirmation = Partial<Decisions> & {
  /** By whose rules; the faces' own follow from the actor, a run without a screen says so. */
  mode?: AcceptanceMode;
};

type Options = { editor: CaseEditor; cases: CasesService; now: () => Date };

class ReviewService {
  readonly #options: Options;

  constructor(options: Options) {
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

  /** @throws AppError `case.sheet-in-doubt`, `case.unreviewed-fields`, `case.incomplete`, `conflict` while pages are still being read */
  async confirm(caseId: string, confirmation: Confirmation, actor: Actor): Promise<CaseView> {
    const { editor, cases, now } = this.#options;
    const mode = confirmation.mode ?? (actor.role === 'applicant' ? 'kiosk' : 'counter');
    const decisions = mode === 'kiosk' ? noDecisions : { ...noDecisions, ...confirmation };
    await editor.edit(caseId, { actor, action: 'case.confirm', details: { mode } }, async (current, { audit }) => {
      const item = cases.itemOf(current.itemCode, current.itemVersion);
      const checklist = checkChecklist(item, current, dayInChina(now().toISOString()));
      const refusal = acceptanceError(acceptanceBlockers({ item, current, checklist, mode, decisions }));
      if (refusal) throw refusal;
      for (const { action, details } of onRecord(item, current, checklist, decisions))
        await audit.append({ actor, action, subject: caseId, details });
      const { passed, overrides } = decisions;
      const confirmed = { reviewer: actor, reviewedAt: now().toISOString(), overrides: [...overrides], passedMaterials: [...passed] };
      return { ...moveCase(current, 'ready'), ...confirmed, confirmedAs: mode };
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
export type { ReviewService };

export const createReview = (options: Options): ReviewService => new ReviewService(options);

/** A field that no machine read. */
const unread = { value: '', raw: '', confidence: 0, status: 'review', problems: [], box: null, pageId: null, machineValue: '' } as const;

function reviewedField(document: Document, key: string, value: string, known: CaseField | undefined, actor: Actor, at: Date): CaseField {
  const fields = Object.fromEntries(document.fields.map((field) => [field.key, field.value]));
  const { normalised, problems } = validateField(document.documentType, key, value, at, fields);
  return { ...(known ?? { key, ...unread }), value: normalised, problems, reviewedBy: actor.account, reviewedAt: at.toISOString() };
}

type Record = { action: string; details: ErrorDetails };

/** What the confirmation lets through: each decision with its reason, and what nobody looked at where nobody had to. */
function onRecord(item: ServiceItem, current: Case, checklist: ChecklistStatus, { passed, overrides }: Decisions): Record[] {
  const left = acceptanceBlockers({ item, current, checklist, mode: 'counter', decisions: { passed, overrides } });
  const open = blockersOf(left, 'field-open').map(({ documentId, key }) => `${documentOf(current, documentId).documentType}.${key}`);
  const lacking = blockersOf(left, 'material-lacking').map(({ slotId }) => slotId);
  const rules = blockersOf(left, 'contradiction').map(({ ruleId }) => ruleId);
  const notDecided = (action: string, names: readonly string[], key: string): Record[] =>
    names.length > 0 ? [{ action, details: { count: names.length, [key]: names.join(',') } }] : [];
  return [
    ...passed.map(({ slotId, reason }) => ({ action: 'case.material-let-through', details: { slot: slotId, reason } })),
    ...overrides.map(({ ruleId, reason }) => ({ action: 'case.finding-let-through', details: { rule: ruleId, reason } })),
    ...notDecided('case.fields-not-looked-at', open, 'fields'),
    ...notDecided('case.materials-not-looked-at', lacking, 'slots'),
    ...notDecided('case.findings-not-looked-at', rules, 'rules'),
  ];
}
