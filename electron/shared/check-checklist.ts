/** What the case at this moment has, lacks and doubts, line by line of the checklist; and the form filled from its papers. */
import { isApplicable, isRequired } from './applicable-materials.ts';
import type { Case, Document, FormValue, Page } from './case.ts';
import type { ChecklistStatus, CrossFinding, SlotStatus } from './checklist.ts';
import type { Problem, Side } from './page.ts';
import { containsValue, sameValue } from './same-value.ts';
import type { CrossRule, MaterialRequirement, ServiceItem } from './service-item.ts';
import { todayOf, warningProblem } from './validators/validator.ts';

/** Cross rules may name the case itself as a slot; its one field is `createdAt`. */
export const caseSlotId = '$case';

const sideNames: Readonly<Record<Side, string>> = { portrait: '人像面', emblem: '国徽面', both: '两面', home: '首页', member: '个人页' };
const slotCodes = new Set(['id-validity.expired', 'id-validity.not-yet-valid']);

const isBlank = (page: Page): boolean => page.preparation?.blank === true || page.classification?.documentType === 'blank';

/** Sides that the pages of these documents show; a page with both counts for each. */
function sidesOf(documents: readonly Document[], pages: ReadonlyMap<string, Page>): Set<Side> {
  const sides = documents.flatMap(({ pageIds }) => pageIds.flatMap((id) => pages.get(id)?.classification?.side ?? []));
  return new Set(sides.flatMap((side): Side[] => (side === 'both' ? ['portrait', 'emblem', 'both'] : [side])));
}

/** Missing sides of the best alternative; null when no document is of an acceptable type. */
function missingSides(material: MaterialRequirement, documents: readonly Document[], pages: ReadonlyMap<string, Page>): Side[] | null {
  const gaps = material.anyOf.flatMap(({ documentType, sides }) => {
    const own = documents.filter((document) => document.documentType === documentType);
    const seen = sidesOf(own, pages);
    return own.length > 0 ? [sides.filter((side) => !seen.has(side))] : [];
  });
  return gaps.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function slotProblems(material: MaterialRequirement, documents: readonly Document[], pages: ReadonlyMap<string, Page>): Problem[] {
  const found = documents.flatMap(({ fields }) => fields.flatMap(({ problems }) => problems.filter(({ code }) => slotCodes.has(code))));
  const sealed = documents.some(({ pageIds }) => pageIds.some((id) => (pages.get(id)?.preparation?.seals.length ?? 0) > 0));
  return material.needsSeal && documents.length > 0 && !sealed ? [...found, warningProblem('slot.seal-missing')] : found;
}

function checkSlot(material: MaterialRequirement, current: Case, pages: ReadonlyMap<string, Page>): SlotStatus {
  const documents = current.documents.filter(({ slotId, duplicateOf }) => slotId === material.id && duplicateOf === null);
  const required = isRequired(material, current.answers);
  const gaps = missingSides(material, documents, pages);
  // What a person puts into a line counts, whatever the classifier called it.
  const placed = documents.some(({ placedBy }) => placedBy === 'person');
  const empty = !isApplicable(material, current.answers) ? 'not-applicable' : required ? 'missing' : 'optional-empty';
  const state = documents.length === 0 ? empty : gaps?.length === 0 || (gaps === null && placed) ? 'filled' : 'partial';
  const lacking = (gaps ?? []).map((side) => warningProblem('slot.side-missing', { side: sideNames[side] }));
  return {
    slotId: material.id,
    name: material.name,
    state,
    required,
    deferrable: material.deferrable,
    documentIds: documents.map(({ id }) => id),
    problems: [...lacking, ...slotProblems(material, documents, pages)],
    hint: material.hint,
  };
}

type End = CrossFinding['left'];

/** The value at one end of a rule; null while it is not there. */
function valueAt({ slotId, fieldKey }: CrossRule['left'], current: Case): End | null {
  if (slotId === caseSlotId) return { documentId: '', fieldKey, value: todayOf({ today: current.createdAt.slice(0, 10) }) };
  for (const document of current.documents) {
    const field =
      document.slotId === slotId && document.duplicateOf === null ? document.fields.find(({ key }) => key === fieldKey) : undefined;
    if (field?.value) return { documentId: document.id, fieldKey, value: field.value };
  }
  return null;
}

const holdsFor = (kind: CrossRule['kind'], left: string, right: string): boolean => {
  if (kind === 'same') return sameValue(left, right);
  if (kind === 'contains') return containsValue(left, right) || containsValue(right, left);
  // 长期 never ends; other texts are ISO dates and compare as they are.
  return right === '长期' || (left !== '长期' && left <= right);
};

function crossFindings(item: ServiceItem, current: Case): CrossFinding[] {
  return item.crossRules.flatMap(({ id, label, kind, severity, left, right }) => {
    const [from, to] = [valueAt(left, current), valueAt(right, current)];
    return from && to && !holdsFor(kind, from.value, to.value) ? [{ ruleId: id, label, severity, left: from, right: to }] : [];
  });
}

export function checkChecklist(item: ServiceItem, current: Case): ChecklistStatus {
  const pages = new Map(current.pages.map((page) => [page.id, page]));
  const slots = item.materials.map((material) => checkSlot(material, current, pages));
  const missingFormKeys = item.formFields.filter(({ key, required }) => required && !current.form[key]?.value).map(({ key }) => key);
  const lacking = slots.some(({ required, deferrable, state }) => required && !deferrable && state !== 'filled');
  return {
    slots,
    extraDocumentIds: current.documents.filter(({ slotId, duplicateOf }) => slotId === null && duplicateOf === null).map(({ id }) => id),
    duplicateDocumentIds: current.documents.filter(({ duplicateOf }) => duplicateOf !== null).map(({ id }) => id),
    blankPageIds: current.pages.filter(isBlank).map(({ id }) => id),
    crossFindings: crossFindings(item, current),
    missingFormKeys,
    complete: !lacking && missingFormKeys.length === 0,
  };
}

type Source = ServiceItem['formFields'][number]['sources'][number];

function fromSource({ documentType, slotId, fieldKey }: Source, documents: readonly Document[]) {
  return documents.flatMap((document) => {
    if (document.documentType !== documentType || document.duplicateOf !== null) return [];
    if (slotId ? document.slotId !== slotId : document.slotId === null) return [];
    const field = document.fields.find(({ key }) => key === fieldKey);
    return field?.value ? [{ document, field }] : [];
  });
}

/** The first source that has a value; a value with an error gives way to a later one without, unless a person confirmed it. */
function fromPaper(sources: readonly Source[], documents: readonly Document[]): FormValue | null {
  const found = sources.flatMap((source) => fromSource(source, documents));
  const sound = found.find(({ field }) => field.reviewedBy !== null || field.problems.every(({ severity }) => severity !== 'error'));
  const best = sound ?? found[0];
  return best ? { value: best.field.value, source: 'paper', documentId: best.document.id, fieldKey: best.field.key } : null;
}

/** The form: what staff or the applicant typed stays, the rest comes from the papers in the order of the sources. */
export function fillForm(item: ServiceItem, current: Case): Case['form'] {
  const entries = item.formFields.flatMap(({ key, sources }): [string, FormValue][] => {
    const typed = current.form[key];
    if (typed && typed.source !== 'paper') return [[key, typed]];
    const read = fromPaper(sources, current.documents);
    return read ? [[key, read]] : [];
  });
  return Object.fromEntries(entries);
}
