/** What stands between a case and acceptance at this moment: missing, expired, defective, inconsistent, doubtful and surplus papers. */
import { z } from 'zod';
import type { Case } from '../case.ts';
import type { ChecklistStatus, SlotStatus } from './checklist.ts';
import { findDocumentType } from '../document-types/index.ts';
import { blank } from '../document-types/special-types.ts';
import { gapTexts } from './case-gap-texts.ts';
import { openFields } from '../open-fields.ts';
import { problemText } from '../problem-texts.ts';
import { separatorType } from '../separator.ts';
import type { ServiceItem } from '../service-item.ts';

export const gapSchema = z.object({
  /** Stable while the cause lasts, so that a person's choice survives a change elsewhere. */
  id: z.string(),
  kind: z.enum(['missing', 'expired', 'defective', 'inconsistent', 'form', 'doubtful', 'surplus']),
  /** The material, form field or rule. */
  name: z.string(),
  /** What is wrong or to be done, in Chinese: it goes onto paper. */
  text: z.string(),
  /** Originals and copies that are asked for; null where no paper is. */
  copies: z.object({ originals: z.number().int(), copies: z.number().int() }).nullable(),
  /** May be supplied after submission (容缺). */
  deferrable: z.boolean(),
});
export type Gap = z.infer<typeof gapSchema>;

/** Kinds that the applicant can and must mend; the rest is the counter's own work. */
const forApplicant: readonly Gap['kind'][] = ['missing', 'expired', 'defective', 'inconsistent', 'form'];
export const isForApplicant = ({ kind }: Gap): boolean => forApplicant.includes(kind);

const expiredCodes = ['id-validity.expired', 'slot.expired'];
/** Say what of the material is lacking. */
const lackingCodes = ['slot.side-missing', 'slot.form-not-filled-in'];
/** Told by the line's own entry, or a matter of the counter. */
const quietCodes = [...lackingCodes, 'slot.content-unchecked'];

function slotGaps(item: ServiceItem, slot: SlotStatus): Gap[] {
  const material = item.materials.find(({ id }) => id === slot.slotId);
  const base = { name: slot.name, copies: material?.copies ?? null, deferrable: slot.deferrable };
  const lacking = slot.required && (slot.state === 'missing' || slot.state === 'partial');
  const sides = slot.problems.filter(({ code }) => lackingCodes.includes(code)).map((problem) => problemText(problem, 'zh'));
  const missing: Gap[] = lacking
    ? [{ ...base, id: `missing:${slot.slotId}`, kind: 'missing', text: gapTexts.joined([...sides, slot.hint]) }]
    : [];
  const problems = slot.problems.filter(({ code }) => !quietCodes.includes(code));
  const told = new Set<string>();
  const wrong = problems.flatMap((problem): Gap[] => {
    const id = `${problem.code}:${slot.slotId}`;
    if (told.has(id)) return [];
    told.add(id);
    const expired = expiredCodes.includes(problem.code);
    const words = problemText(problem, 'zh');
    const text = expired ? gapTexts.expired(words) : words;
    return [{ ...base, id, kind: expired ? 'expired' : 'defective', text }];
  });
  return [...missing, ...wrong];
}

const plain = { copies: null, deferrable: false };

/** Seals, signatures and copies are told with their line already. */
const isMark = (kind: string): boolean => ['seal', 'signature', 'original'].includes(kind);

function betweenPapers(checklist: ChecklistStatus): Gap[] {
  return checklist.crossFindings
    .filter(({ kind }) => !isMark(kind))
    .map(({ ruleId, label, ends }) => {
      const values = ends.map(({ value }) => value).filter(Boolean);
      return { ...plain, id: `rule:${ruleId}`, kind: 'inconsistent', name: label, text: gapTexts.inconsistent(values) };
    });
}

/** Sheets that nobody gets back as a paper. */
const notPapers: readonly string[] = [blank.id, separatorType];

/** Everything, in the order of the item; `doubtful` and `surplus` last. */
export function listGaps(item: ServiceItem, current: Case, checklist: ChecklistStatus): Gap[] {
  const form = item.formFields
    .filter(({ key }) => checklist.missingFormKeys.includes(key))
    .map(({ key, label }): Gap => ({ ...plain, id: `form:${key}`, kind: 'form', name: label, text: gapTexts.emptyForm }));
  const doubts = new Map<string, number>();
  for (const { document } of openFields(item, current)) doubts.set(document.id, (doubts.get(document.id) ?? 0) + 1);
  const nameOf = (documentId: string): string => {
    const document = current.documents.find(({ id }) => id === documentId);
    const slot = item.materials.find(({ id }) => id === document?.slotId);
    return slot?.name ?? findDocumentType(document?.documentType ?? '')?.names.zh ?? gapTexts.otherPaper;
  };
  const doubtful = [...doubts].map(([id, count]): Gap => ({
    ...plain,
    id: `doubtful:${id}`,
    kind: 'doubtful',
    name: nameOf(id),
    text: gapTexts.doubtful(count),
  }));
  const isPaper = (documentId: string): boolean => {
    const type = current.documents.find(({ id }) => id === documentId)?.documentType;
    return type !== undefined && !notPapers.includes(type);
  };
  const surplus = [...checklist.extraDocumentIds, ...checklist.duplicateDocumentIds].filter(isPaper).map((id): Gap => {
    const repeats = checklist.duplicateDocumentIds.includes(id);
    return { ...plain, id: `surplus:${id}`, kind: 'surplus', name: nameOf(id), text: repeats ? gapTexts.repeated : gapTexts.surplus };
  });
  return [...checklist.slots.flatMap((slot) => slotGaps(item, slot)), ...betweenPapers(checklist), ...form, ...doubtful, ...surplus];
}
