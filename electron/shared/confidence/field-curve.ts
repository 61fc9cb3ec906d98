/** What reviewers' corrections say about the machine's confidence, per document type and field. */
import { z } from 'zod';
import { coverageCurve, reliabilityPoints } from './confidence-curve.ts';
import type { CurvePoint } from './confidence-curve.ts';

/** One value that the machine read and a person looked at. */
export type ReviewedValue = { documentType: string; key: string; confidence: number; corrected: boolean };

const share = z.number().min(0).max(1);

export const fieldCurveSchema = z.object({
  documentType: z.string(),
  key: z.string(),
  reviewed: z.number().int(),
  corrected: z.number().int(),
  /** From the strictest threshold to the loosest: what would have passed, and how much of that a person had to correct. */
  points: z.array(z.object({ threshold: share, coverage: share, wrongShare: share })),
  reliability: z.array(z.object({ from: share, to: share, count: z.number().int(), meanConfidence: share, shareRight: share })),
});
export type FieldCurve = z.infer<typeof fieldCurveSchema>;

/** More points than a screen shows are thinned out; the first and the last stay. */
const maxPoints = 60;

function thinned(points: readonly CurvePoint[]): CurvePoint[] {
  if (points.length <= maxPoints) return [...points];
  return Array.from({ length: maxPoints }, (_, index) => points[Math.round((index * (points.length - 1)) / (maxPoints - 1))]!);
}

/** Fields with the most corrections first. */
export function fieldCurves(values: readonly ReviewedValue[]): FieldCurve[] {
  const groups = Map.groupBy(values, ({ documentType, key }) => `${documentType}\n${key}`);
  return [...groups.values()]
    .map((group): FieldCurve => {
      const samples = group.map(({ confidence, corrected }) => ({ confidence, right: !corrected }));
      const { documentType, key } = group[0]!;
      return {
        documentType,
        key,
        reviewed: group.length,
        corrected: group.filter(({ corrected }) => corrected).length,
        points: thinned(coverageCurve(samples)),
        reliability: reliabilityPoints(samples),
      };
    })
    .toSorted((a, b) => b.corrected - a.corrected || b.reviewed - a.reviewed);
}
