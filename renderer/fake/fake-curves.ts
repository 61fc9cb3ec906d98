/** Invented corrections of reviewers, for the screen about reading quality. */
import { fieldCurves } from '#shared/confidence/field-curve.ts';
import type { ReviewedValue } from '#shared/confidence/field-curve.ts';

/** Field, values looked at, how sure the machine usually was (0..1), share corrected among the doubtful half. */
const fields: readonly (readonly [documentType: string, key: string, count: number, sure: number, wrong: number])[] = [
  ['id-card', 'address', 64, 0.93, 0.22],
  ['business-licence', 'businessScope', 48, 0.86, 0.35],
  ['business-licence', 'domicile', 41, 0.95, 0.15],
  ['id-card', 'name', 70, 0.985, 0.06],
  ['lease-contract', 'rent', 22, 0.97, 0.1],
  ['id-card', 'ethnicity', 31, 0.975, 0.08],
  ['application-form', 'phone', 38, 0.99, 0],
];

export const fakeCurves = () =>
  fieldCurves(
    fields.flatMap(([documentType, key, count, sure, wrong]) =>
      Array.from({ length: count }, (_, index): ReviewedValue => {
        const rank = index / count;
        const confidence = Math.min(0.9993, sure + (1 - sure) * (1.6 * rank - 0.6) * (rank < 0.4 ? 6 : 1));
        return { documentType, key, confidence: Math.max(0.2, confidence), corrected: rank < 0.5 && (index * 7) % 100 < wrong * 200 };
      }),
    ),
  );
