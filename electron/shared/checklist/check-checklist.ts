/** What the case at this moment has, lacks and doubts, material by material; and the form filled from its papers. */
import { isBlank } from '../blank-page.ts';
import { isApplicable, isRequired } from './applicable-materials.ts';
import type { Case, Document, FormValue, Page } from '../case.ts';
import { findDocumentType } from '../document-types/index.ts';
import { other } from '../document-types/special-types.ts';
import type { ChecklistStatus, SlotStatus } from './checklist.ts';
import { evaluateRules } from '../cross-rules/evaluate-rules.ts';
import type { CrossOutcome } from '../cross-rules/cross-rule.ts';
import { slotDocuments } from '../cross-rules/rule-values.ts';
import type { Problem, Side } from '../page.ts';
import type { MaterialRequirement, ServiceItem } from '../service-item.ts';
import { isNotFilledIn } from './unfilled-form.ts';
import { errorProblem, warningProblem } from '../validators/validator.ts';

const slotCodes = new Set(['id-validity.expired', 'id-validity.not-yet-valid']);

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

/** Failed marks of a line, as problems of that line. */
const markCodes: Readonly<Partial<Record<CrossOutcome['kind'], string>>> = {
  seal: 'slot.seal-missing',
  signature: 'slot.signature-missing',
  original: 'slot.looks-like-copy',
};
/** Fields that say how long a paper is good. */
const expiryKeys = ['validTo', 'expiryDate'];

function expiryProblems({ documentType, fields }: Document, today: string): Problem[] {
  // Where a validator judges the validity, with the holder's age, its problem is the line's already.
  const definitions = findDocumentType(documentType)?.fields ?? [];
  const judged = new Set(definitions.filter(({ validators }) => validators.includes('id-validity')).map(({ key }) => key));
  return fields
    .filter(({ key }) => expiryKeys.includes(key) && !judged.has(key))
    .filter(({ value }) => /^\d{4}-\d{2}-\d{2}$/.test(value) && value < today)
    .map(({ value }) => errorProblem('slot.expired', { validTo: value }));
}

function slotProblems(material: MaterialRequirement, documents: readonly Document[], { outcomes, today }: SlotContext): Problem[] {
  const found = documents.flatMap(({ fields }) => fields.flatMap(({ problems }) => problems.filter(({ code }) => slotCodes.has(code))));
  const expired = documents.flatMap((document) => expiryProblems(document, today));
  const marks = outcomes
    .filter(({ kind, result, ruleId }) => result === 'fails' && ruleId === `${kind}:${material.id}`)
    .flatMap(({ kind }) => markCodes[kind] ?? [])
    .map((code) => warningProblem(code));
  // Nothing on such a page was recognised: it lies here only because the line takes papers without a form.
  const unchecked = documents.some(({ documentType, placedBy }) => documentType === other.id && placedBy === 'machine');
  return [...found, ...expired, ...marks, ...(unchecked ? [warningProblem('slot.content-unchecked')] : [])];
}

type SlotContext = { current: Case; pages: ReadonlyMap<string, Page>; outcomes: readonly CrossOutcome[]; today: string };

function checkSlot(material: MaterialRequirement, context: SlotContext): SlotStatus {
  const { current, pages } = context;
  const all = slotDocuments(current, material.id);
  const documents = all.filter((document) => !isNotFilledIn(document, pages));
  const required = isRequired(material, current.answers);
  const gaps = missingSides(material, documents, pages);
  const eLicence = material.eLicence !== undefined && current.eLicences?.[material.id] !== undefined;
  // What a person puts into a line counts, whatever the classifier called it.
  const placed = documents.some(({ placedBy }) => placedBy === 'person');
  const empty = !isApplicable(material, current.answers) ? 'not-applicable' : required ? 'missing' : 'optional-empty';
  const full = eLicence || gaps?.length === 0 || (gaps === null && placed);
  const lacking = eLicence ? [] : (gaps ?? []).map((side) => warningProblem('slot.side-missing', { side }));
  const unfilled = full || documents.length === all.length ? [] : [warningProblem('slot.form-not-filled-in')];
  return {
    slotId: material.id,
    name: material.name,
    state: full ? 'filled' : all.length === 0 ? empty : 'partial',
    required,
    deferrable: material.deferrable,
    documentIds: all.map(({ id }) => id),
    ...(eLicence ? { eLicence } : {}),
    problems: [...unfilled, ...lacking, ...slotProblems(material, documents, context)],
    hint: material.hint,
  };
}

/** @param today ISO date on which the papers must be good; without it the day of intake */
export function checkChecklist(item: ServiceItem, current: Case, today = current.createdAt.slice(0, 10)): ChecklistStatus {
  const pages = new Map(current.pages.map((page) => [page.id, page]));
  const outcomes = evaluateRules(item, { current, today });
  const slots = item.materials.map((material) => checkSlot(material, { current, pages, outcomes, today }));
  const missingFormKeys = item.formFields.filter(({ key, required }) => required && !current.form[key]?.value).map(({ key }) => key);
  const lacking = slots.some(({ required, deferrable, state }) => required && !deferrable && state !== 'filled');
  return {
    slots,
    extraDocumentIds: current.documents.filter(({ slotId, duplicateOf }) => slotId === null && duplicateOf === null).map(({ id }) => id),
    duplicateDocumentIds: current.documents.filter(({ duplicateOf }) => duplicateOf !== null).map(({ id }) => id),
    blankPageIds: current.pages.filter(isBlank).map(({ id }) => id),
    crossOutcomes: outcomes,
    crossFindings: outcomes.filter(({ result }) => result === 'fails'),
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

/** An e-licence of a slot that a source names; nobody had to read it, so it goes before paper. */
function fromELicence(sources: readonly Source[], { eLicences }: Case): FormValue | null {
  for (const { slotId, fieldKey } of sources) {
    const value = slotId ? eLicences?.[slotId]?.fields[fieldKey] : undefined;
    if (value) return { value, source: 'e-licence', documentId: null, fieldKey };
  }
  return null;
}

/** The form: what staff or the applicant typed stays, then e-licences, then the papers in the order of the sources. */
export function fillForm(item: ServiceItem, current: Case): Case['form'] {
  const entries = item.formFields.flatMap(({ key, sources }): [string, FormValue][] => {
    const typed = current.form[key];
    if (typed && (typed.source === 'staff' || typed.source === 'applicant')) return [[key, typed]];
    const read = fromELicence(sources, current) ?? fromPaper(sources, current.documents);
    return read ? [[key, read]] : [];
  });
  return Object.fromEntries(entries);
}
