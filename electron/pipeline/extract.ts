/** Extract: the fields of a page, read by one engine from the data of its document type. */
import { findDocumentType } from '#shared/document-types/index.ts';
import type { DocumentType, FieldDefinition } from '#shared/document-types/index.ts';
import type { Field, LineCheck, PageCode, Preparation, Problem, Side, TextLine, TickBox } from '#shared/page.ts';
import { layOutRows } from '#shared/text-layout/rows.ts';
import type { Cell } from '#shared/text-layout/cell.ts';
import { findValidator } from '#shared/validators/index.ts';
import { warningProblem } from '#shared/validators/validator.ts';
import type { ValidationContext } from '#shared/validators/validator.ts';
import { placeFaces } from './extract/card-zones.ts';
import { codeValues } from './extract/code-values.ts';
import { decideFields } from './extract/decide.ts';
import type { FieldDraft } from './extract/field-draft.ts';
import { isProved } from './extract/features.ts';
import { formFields } from './extract/form-fields.ts';
import { findLabels } from './extract/labels.ts';
import { readableLines } from './extract/page-rows.ts';
import { isLeftEmpty, isRepeated, readAgain, readablePage, readEverywhere, readField } from './extract/read-field.ts';
import type { ReadablePage } from './extract/read-field.ts';
import type { Reading } from './extract/reading.ts';
import { readLines } from './extract/whole-lines.ts';

export type ExtractInput = {
  documentType: string;
  side: Side | null;
  lines: readonly TextLine[];
  preparation: Preparation;
  /** Labels of the service item's application form: printed label → field key. */
  formLabels?: Readonly<Record<string, string>>;
  /** ISO date that counts as today. */
  today?: string;
  /** QR codes of the page, decoded. */
  codes?: readonly PageCode[];
  /** Boxes to tick on the page, with what is in them. */
  tickBoxes?: readonly TickBox[];
  /** Lines beyond whose ends ink goes on. */
  lineChecks?: readonly LineCheck[];
  /** Types taught by IT staff are given as they are. */
  type?: DocumentType;
};

/** The type's fields; on a form of the service item, those that the item's labels name. */
function fieldsFor(
  type: DocumentType,
  side: Side | null,
  formLabels: ExtractInput['formLabels'],
): { type: DocumentType; fields: FieldDefinition[] } {
  const visible = type.fields.filter(({ sides }) => !side || side === 'both' || sides.length === 0 || sides.includes(side));
  return type.form ? formFields(type, visible, formLabels ?? {}) : { type, fields: visible };
}

/** Inner white space is no part of a value on Chinese papers; digits and letters become half width. */
const plainValue = (raw: string): string => raw.replace(/\s+/g, '').replace(/[０-９Ａ-Ｚａ-ｚ]/g, (char) => char.normalize('NFKC'));

function validated(field: FieldDefinition, raw: string, context: ValidationContext): { value: string; problems: Problem[] } {
  return field.validators.reduce<{ value: string; problems: Problem[] }>(
    ({ value, problems }, id) => {
      const result = findValidator(id)?.validate(value, context);
      return result ? { value: result.normalised, problems: [...problems, ...result.problems] } : { value, problems };
    },
    { value: plainValue(raw), problems: [] },
  );
}

/** True for what an ID number on the same paper would state. */
const isStated = ({ key }: FieldDefinition, { agreements }: DocumentType): boolean =>
  agreements.some(({ kind, left }) => left === key && kind.endsWith('-of-id-number'));

/** One or two characters with ink going on at both ends are a piece of a drawing, a border or a stamp. */
const drawnAtMost = 2;

function withoutDrawings({ lines, lineChecks = [] }: ExtractInput): readonly TextLine[] {
  const drawn = new Set(lineChecks.filter(({ start, end }) => start && end).map(({ line }) => line));
  return lines.filter(({ text }, index) => !drawn.has(index) || [...text.trim()].length > drawnAtMost);
}

function layOutPage(
  input: ExtractInput,
  type: DocumentType,
  fields: readonly FieldDefinition[],
  names: ReadablePage['names'],
): ReadablePage {
  const readable = readableLines(withoutDrawings(input), input.preparation, type);
  const rows = layOutRows(readable);
  const hits = findLabels(rows, type, fields);
  const labels = hits.flatMap(({ label, row, start, wrong }) => {
    const cell = rows[row]?.cells[start];
    return cell && wrong === 0 ? [{ label, cell }] : [];
  });
  const checks = input.lineChecks && checksOf(readable, input.lines, input.lineChecks);
  const faces = placeFaces(type, input.side, input.preparation, labels);
  return readablePage({ type, names, rows, hits, tickBoxes: input.tickBoxes ?? [], faces, lines: readLines(rows, checks ?? null) });
}

/** Ends by the number of the line among those that are left. */
function checksOf(readable: readonly TextLine[], all: readonly TextLine[], ends: readonly LineCheck[]): LineCheck[] {
  const byLine = new Map(ends.map((one) => [all[one.line], one]));
  return readable.flatMap((line, index) => {
    const one = byLine.get(line);
    return one ? [{ ...one, line: index }] : [];
  });
}

/** Nothing printed says what the value is: a person looks, unless a check digit does. */
function flagZone(draft: FieldDraft): FieldDraft {
  if (draft.reading?.found !== 'zone' || isProved(draft)) return draft;
  return { ...draft, problems: [...draft.problems, warningProblem('field.from-zone')] };
}

/** What speaks against the place of a value, or tells that there is none. */
const doubtsOf = (reading: Reading | null, leftEmpty: boolean): Problem[] => [
  ...(leftEmpty ? [warningProblem('field.slot-empty')] : []),
  ...(reading?.residue ? [warningProblem('field.label-residue')] : []),
  ...(reading?.ownerUnclear ? [warningProblem('field.owner-unclear')] : []),
];

/**
 * True when the page states, with check digits that hold, two numbers of a kind of which a paper has one: two cards copied onto one
 * sheet, two licences in one photo. Forms and contracts name several people; those tell whose number it is.
 */
function holdsOther(
  page: ReadablePage,
  type: DocumentType,
  { definition, reading, value, problems }: FieldDraft,
  context: ValidationContext,
): boolean {
  if (type.form || type.slots.length > 0 || type.sections.length > 0 || !type.identity.includes(definition.key)) return false;
  if (!reading || problems.length > 0) return false;
  return readEverywhere(page, definition).some((other) => {
    const checked = validated(definition, other.raw, context);
    return checked.value !== value && isProved({ definition, reading: other, problems: checked.problems });
  });
}

/** What was read for each field, before anything is decided; empty for pages without fields. */
export function draftFields(input: ExtractInput): { type: DocumentType; drafts: FieldDraft[] } | null {
  const found = input.type ?? findDocumentType(input.documentType);
  if (!found || input.lines.length === 0) return null;
  const { type, fields } = fieldsFor(found, input.side, input.formLabels);
  if (fields.length === 0) return null;
  const names = new Map<string, readonly Cell[]>();
  const page = layOutPage(input, type, fields, names);
  const coded = codeValues(input.codes ?? [], type);
  const seals = input.preparation.seals.flatMap(({ text }) => text ?? []);
  const values: Record<string, string> = {};
  const drafts: FieldDraft[] = [];
  let second = false;
  for (const definition of fields) {
    const reading = readField(page, definition);
    const code = coded.get(definition.key) ?? null;
    if (reading) names.set(definition.key, reading.cells);
    const leftEmpty = !reading && type.slots.includes(definition.key) && isLeftEmpty(page, definition);
    if (!reading && !code && !leftEmpty && !definition.required && !isStated(definition, type)) continue;
    const context = { ...(input.today ? { today: input.today } : {}), fields: values };
    const { value, problems } = validated(definition, reading?.raw ?? '', context);
    values[definition.key] = value;
    const normal = (text: string): string => validated(definition, text, context).value;
    const again = definition.again.length > 0 ? readAgain(page, definition) : null;
    const draft: FieldDraft = {
      definition,
      reading,
      value,
      problems: [...problems, ...doubtsOf(reading, leftEmpty)],
      code: code && { ...code, value: normal(code.value) },
      again: again === null ? null : normal(again),
      repeated: reading !== null && isRepeated(page, reading),
      pitch: page.pitch,
      lines: page.lines,
      seals,
    };
    second ||= holdsOther(page, type, draft, context);
    drafts.push(flagZone(draft));
  }
  // Any field may have come from either paper.
  const mixed = (draft: FieldDraft): FieldDraft => ({ ...draft, problems: [...draft.problems, warningProblem('page.second-document')] });
  return { type, drafts: second ? drafts.map(mixed) : drafts };
}

/** Fields in the order of the document type; those that are not required and not found are left out. */
export function extractFields(input: ExtractInput): Field[] {
  const read = draftFields(input);
  if (!read) return [];
  const required = new Set(read.drafts.filter(({ definition }) => definition.required).map(({ definition }) => definition.key));
  return decideFields(read.drafts, read.type).filter(
    ({ key, value, raw, box, problems }) =>
      value !== '' || raw !== '' || box !== null || required.has(key) || problems.some(({ code }) => code === 'field.slot-empty'),
  );
}
