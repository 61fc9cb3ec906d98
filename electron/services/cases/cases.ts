/** Cases: opened, shown, grouped anew after every page, corrected by a person, withdrawn. */
import { isOpen, moveCase, nothingYet } from '#shared/case.ts';
import type { Actor, Case, CaseState, Document, ELicence, Page } from '#shared/case.ts';
import { checkChecklist, fillForm } from '#shared/checklist/check-checklist.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import type { ScanProgress } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import { openFields } from '#shared/open-fields.ts';
import { fieldSchema, textLineSchema } from '#shared/page.ts';
import { placePage, withoutPage } from '#shared/checklist/place-page.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { groupPages } from '../../pipeline/group.ts';
import type { CaseSummary, Repositories, Store } from '../../store/store.ts';
import type { CaseEditor, EditReason } from '../case-editor.ts';
import { dayInChina } from '../documents/chinese-date.ts';
import type { RecognitionQueue } from '../recognition/recognition-queue.ts';
import type { ServiceItemCatalogue } from '../service-items/catalogue.ts';
import type { TaughtTypesService } from '../taught-types/taught-types.ts';

export const machine: Actor = { account: 'machine', displayName: '', role: 'system' };

type Options = {
  store: Store;
  editor: CaseEditor;
  items: Pick<ServiceItemCatalogue, 'find'>;
  queue: Pick<RecognitionQueue, 'add' | 'drop' | 'listen'>;
  /** Said by its shape: the jobs themselves know what an open case is. */
  jobs: { lastOfCase(caseId: string): ScanProgress | null };
  taughtTypes: Pick<TaughtTypesService, 'collect'>;
  now: () => Date;
  newId: () => string;
};
export type Answers = Case['answers'];
type ItemChange = (current: Case, item: ServiceItem, repositories: Repositories) => Case | Promise<Case>;

/** A screen shows no more, and older cases are found by their number. */
const mostListed = 200;
const unfinishedStates: readonly CaseState[] = [
  'draft',
  'scanned',
  'recognized',
  'in_review',
  'returned_on_spot',
  'ready',
  'submitting',
  'submit_failed',
  'correction_required',
];

/** @throws AppError `case.closed` once the case has been sent */
export function requireOpen(current: Case): Case {
  if (!isOpen(current.state)) throw new AppError('case.closed', { state: current.state });
  return current;
}

/** Moves along as far as the pages allow: every page read → `recognized` → `in_review`; not while a sheet may be missing. */
function settle(current: Case): Case {
  let next = current;
  if (next.pages.length > 0 && next.state === 'draft') next = moveCase(next, 'scanned');
  const whole = (next.sheetDoubts ?? []).length === 0;
  if (whole && next.state === 'scanned' && next.pages.length > 0 && next.pages.every(({ state }) => state !== 'stored')) {
    next = moveCase(moveCase(next, 'recognized'), 'in_review');
  }
  return next;
}

class CasesService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
    options.queue.listen({ onDone: ({ caseId }) => this.pageDone(caseId) });
  }

  /**
   * @param version that a case was opened with; without it the newest
   * @throws AppError `not-found`
   */
  itemOf(code: string, version?: number): ServiceItem {
    return this.#options.items.find(code, version);
  }

  /** @throws AppError `not-found` */
  async view(caseId: string): Promise<CaseView> {
    const { store, jobs } = this.#options;
    const current = await store.cases.get(caseId);
    if (!current) throw new AppError('not-found', { what: 'case' });
    const item = this.itemOf(current.itemCode, current.itemVersion);
    const row = await store.outbox.forCase(caseId);
    return {
      case: current,
      item,
      checklist: checkChecklist(item, current, dayInChina(this.#options.now().toISOString())),
      scan: jobs.lastOfCase(caseId),
      push: row ? { state: row.state, attempts: row.attempts, nextAttemptAt: row.nextAttemptAt, lastError: row.lastError } : null,
      openFields: openFields(item, current).length,
    };
  }

  list({ open }: { open: boolean }): Promise<CaseSummary[]> {
    return this.#options.store.cases.list({ ...(open ? { states: unfinishedStates } : {}), limit: mostListed });
  }

  async create(itemCode: string, answers: Answers, face: Case['face'], actor: Actor): Promise<CaseView> {
    const item = this.itemOf(itemCode);
    const opened = newCase({ id: this.#options.newId(), item, answers, face, actor, at: this.#options.now().toISOString() });
    await this.#options.store.transaction(async (repositories) => {
      await repositories.cases.insert(opened);
      await repositories.audit.append({ actor, action: 'case.create', subject: opened.id, details: { item: itemCode, face } });
    });
    return this.view(opened.id);
  }

  /** After a page was read (or failed to be): group again. */
  pageDone(caseId: string): Promise<Case> {
    return this.#options.editor.edit(caseId, { actor: machine, action: 'case.group' }, (current, repositories) =>
      isOpen(current.state) ? this.#regroup(current, repositories) : current,
    );
  }

  setAnswers(caseId: string, answers: Answers, actor: Actor): Promise<CaseView> {
    return this.#edit(caseId, { actor, action: 'case.set-answers' }, (current, item) => ({
      ...current,
      answers: { ...current.answers, ...knownAnswers(item, answers) },
    }));
  }

  /** @param slotId null = belongs to no slot */
  movePage(caseId: string, pageId: string, slotId: string | null, actor: Actor): Promise<CaseView> {
    return this.#edit(caseId, { actor, action: 'page.move', details: { pageId, slotId } }, (current, item) => {
      requirePage(current, pageId);
      if (slotId !== null && !item.materials.some(({ id }) => id === slotId)) throw new AppError('bad-input', { what: 'slot' });
      return { ...current, documents: placePage(current.documents, pageId, slotId, item, this.#options.newId) };
    });
  }

  async removePage(caseId: string, pageId: string, actor: Actor): Promise<CaseView> {
    this.#options.queue.drop(pageId);
    return this.#edit(caseId, { actor, action: 'page.remove', details: { pageId } }, async (current, _item, repositories) => {
      requirePage(current, pageId);
      await repositories.pages.remove(pageId);
      return { ...current, pages: current.pages.filter(({ id }) => id !== pageId), documents: withoutPage(current.documents, pageId) };
    });
  }

  async readAgain(caseId: string, pageId: string, actor: Actor): Promise<CaseView> {
    const view = await this.#edit(caseId, { actor, action: 'page.read-again', details: { pageId } }, (current) => {
      requirePage(current, pageId);
      return current;
    });
    this.#options.queue.add({ caseId, pageId });
    return view;
  }

  /** The fields of the document are read anew as those of the chosen type. */
  async setDocumentType(caseId: string, documentId: string, documentType: string, actor: Actor): Promise<CaseView> {
    let pageIds: string[] = [];
    const view = await this.#edit(caseId, { actor, action: 'document.set-type', details: { documentType } }, (current) => {
      const chosen = documentOf(current, documentId);
      pageIds = chosen.pageIds;
      const changed: Document = { ...chosen, documentType, placedBy: 'person', fields: [] };
      return { ...current, documents: current.documents.map((document) => (document.id === documentId ? changed : document)) };
    });
    for (const pageId of pageIds) this.#options.queue.add({ caseId, pageId, documentType });
    void this.#options.taughtTypes.collect(documentType, pageIds, actor);
    return view;
  }

  /** @throws AppError `bad-input` when the line takes no e-licence */
  setELicence(caseId: string, slotId: string, licence: Pick<ELicence, 'number' | 'fields'> | null, actor: Actor): Promise<CaseView> {
    const action = licence ? 'e-licence.take' : 'e-licence.drop';
    return this.#edit(caseId, { actor, action, details: { slotId } }, (current, item) => {
      const material = item.materials.find(({ id }) => id === slotId);
      if (!material?.eLicence) throw new AppError('bad-input', { what: 'slot' });
      const others = Object.fromEntries(Object.entries(current.eLicences ?? {}).filter(([id]) => id !== slotId));
      if (!licence) return { ...current, eLicences: others };
      const fields = Object.fromEntries(Object.entries(licence.fields).map(([key, value]) => [key, value.trim()]));
      const taken = { number: licence.number.trim(), fields, takenBy: actor.account, takenAt: this.#options.now().toISOString() };
      return { ...current, eLicences: { ...others, [slotId]: taken } };
    });
  }

  withdraw(caseId: string, actor: Actor): Promise<Case> {
    return this.#options.editor.edit(caseId, { actor, action: 'case.withdraw' }, (current) => moveCase(requireOpen(current), 'withdrawn'));
  }

  /** A person's change to an open case: it takes back a confirmation, and documents, form and state follow. */
  async #edit(caseId: string, reason: EditReason, change: ItemChange): Promise<CaseView> {
    await this.#options.editor.edit(caseId, reason, async (current, repositories) => {
      const changed = await change(requireOpen(current), this.itemOf(current.itemCode, current.itemVersion), repositories);
      return this.#regroup(backToReview(changed), repositories);
    });
    return this.view(caseId);
  }

  /** Documents, slots, form and state as the pages read so far say; a person's decisions stay. */
  async #regroup(current: Case, repositories: Repositories): Promise<Case> {
    const item = this.itemOf(current.itemCode, current.itemVersion);
    const readPages = current.pages.filter(({ state }) => state === 'recognized');
    const pages = await Promise.all(readPages.map((page) => withReading(page, repositories)));
    const documents = groupPages({ pages, item, answers: current.answers, previous: current.documents, newId: this.#options.newId });
    const grouped = { ...current, documents };
    return settle({ ...grouped, form: fillForm(item, grouped) });
  }
}
export type { CasesService };

export const createCases = (options: Options): CasesService => new CasesService(options);

/** A page with what its stored steps say. */
async function withReading(page: Page, { pages }: Repositories) {
  const steps = await pages.steps(page.id);
  const fields = fieldSchema.array().safeParse(steps.extract?.result);
  const lines = textLineSchema.array().safeParse(steps.read?.result);
  return { page, fields: fields.success ? fields.data : [], lines: lines.success ? lines.data : [] };
}

type NewCase = { id: string; item: ServiceItem; answers: Answers; face: Case['face']; actor: Actor; at: string };

function newCase({ id, item, answers, face, actor, at }: NewCase): Case {
  const defaults = Object.fromEntries(item.questions.map((question) => [question.id, question.defaultValue]));
  return {
    id,
    revision: 0,
    state: 'draft',
    face,
    itemCode: item.code,
    itemVersion: item.version,
    answers: { ...defaults, ...knownAnswers(item, answers) },
    createdAt: at,
    createdBy: actor,
    ...nothingYet(),
  };
}

/** A change after the confirmation takes the confirmation back: a person stands for what was changed too. */
export function backToReview(current: Case): Case {
  const base = ['ready', 'submit_failed', 'correction_required'].includes(current.state) ? moveCase(current, 'in_review') : current;
  return { ...base, reviewer: null, reviewedAt: null, overrides: [], passedMaterials: [] };
}

export function documentOf(current: Case, documentId: string): Document {
  const found = current.documents.find(({ id }) => id === documentId);
  if (!found) throw new AppError('not-found', { what: 'document' });
  return found;
}

function requirePage(current: Case, pageId: string): void {
  if (!current.pages.some(({ id }) => id === pageId)) throw new AppError('not-found', { what: 'page' });
}

/** Only answers to questions of the item, of the right kind. */
function knownAnswers(item: ServiceItem, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([id, value]) => {
      const question = item.questions.find((candidate) => candidate.id === id);
      return (
        question && (question.kind === 'boolean' ? typeof value === 'boolean' : question.options.some((option) => option.value === value))
      );
    }),
  );
}
