/** Why a page is said to be of a type: codes with their details; the words for a person are in evidence-texts.ts. */
import { z } from 'zod';

export const evidenceCodes = [
  /** Printed words, as the document type lists them in `text`. */
  'title',
  'label',
  /** A form that values of the type have: its `name`. */
  'pattern',
  /** Words of another type stand there. */
  'against',
  /** Words of later pages: `words`. */
  'continuation',
  /** How alike the page looks to pages of the type, 0..1: `share`. */
  'look',
  /** How alike it looks to the samples of a taught type: `share`. */
  'samples-look',
  /** `found` of the `all` words that the samples have in common. */
  'samples-words',
  /** Ink covers so little: `percent` of the page. */
  'no-ink',
  /** Ink but no text: print that shows through, or dirt. */
  'no-text',
  /** Hardly any text: `count` characters. */
  'few-characters',
  /** No title and no label of a known type. */
  'nothing-known',
  'separator-bars',
  'separator-code',
  /** The words of an earlier version, which stored no code: `text`. */
  'as-stored',
] as const;

export const evidenceReasonSchema = z.object({
  code: z.enum(evidenceCodes),
  /** Values for the text's placeholders: printed words, shares and counts; no values of applicants. */
  details: z.record(z.string(), z.string()).optional(),
  /** How much it speaks for the type; negative against it. */
  weight: z.number(),
});
export type EvidenceReason = z.infer<typeof evidenceReasonSchema>;

/** From this weight on a title counts as the page's own. */
const ownTitle = 0.4;

/** The title that the page bears as its own, in the words of its type; null when none of the reasons is one. */
export function titleOf(reasons: readonly EvidenceReason[]): string | null {
  return reasons.find(({ code, weight }) => code === 'title' && weight >= ownTitle)?.details?.['text'] ?? null;
}

/** Reasons as they were stored before there were codes: a sentence, in which a title stands in quotation marks. */
export const formerReasonSchema = z.object({ kind: z.string(), detail: z.string(), weight: z.number() });

export function upgradeReason({ kind, detail, weight }: z.infer<typeof formerReasonSchema>): EvidenceReason {
  if (kind === 'title') return { code: 'title', details: { text: /[“"](.+?)[”"]/u.exec(detail)?.[1] ?? detail }, weight };
  if (kind === 'look') return { code: 'look', details: { share: detail }, weight };
  return { code: 'as-stored', details: { text: detail }, weight };
}
