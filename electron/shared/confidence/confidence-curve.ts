/** How good a confidence was: reliability and, per threshold, how much would pass and how much of that would be wrong. */

/** One value that was read with a confidence, and whether it turned out right. */
export type ConfidenceSample = { confidence: number; right: boolean };

export type ReliabilityPoint = { from: number; to: number; count: number; meanConfidence: number; shareRight: number };

/** What acceptance at and above `threshold` would do; shares of 0..1. */
export type CurvePoint = { threshold: number; coverage: number; wrongShare: number };

const reliabilityEdges = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995] as const;

/** Bins without samples are left out; the last ones are narrow, since most values lie there. */
export function reliabilityPoints(samples: readonly ConfidenceSample[], edges: readonly number[] = reliabilityEdges): ReliabilityPoint[] {
  return edges.flatMap((from, index) => {
    const to = edges[index + 1] ?? 1;
    const inside = samples.filter(({ confidence }) => confidence >= from && (confidence < to || (to === 1 && confidence <= 1)));
    if (inside.length === 0) return [];
    const meanConfidence = inside.reduce((sum, { confidence }) => sum + confidence, 0) / inside.length;
    return [{ from, to, count: inside.length, meanConfidence, shareRight: inside.filter(({ right }) => right).length / inside.length }];
  });
}

/** One point per distinct confidence, from the strictest threshold to the loosest. */
export function coverageCurve(samples: readonly ConfidenceSample[]): CurvePoint[] {
  const sorted = samples.toSorted((a, b) => b.confidence - a.confidence);
  const points: CurvePoint[] = [];
  let wrong = 0;
  for (const [index, { confidence, right }] of sorted.entries()) {
    if (!right) wrong += 1;
    if (sorted[index + 1]?.confidence === confidence) continue;
    const accepted = index + 1;
    points.push({ threshold: confidence, coverage: accepted / sorted.length, wrongShare: wrong / accepted });
  }
  return points;
}

/** The lowest threshold of the curve at and above which no more than `maxWrongShare` is wrong; null when there is none. */
export function thresholdFor(curve: readonly CurvePoint[], maxWrongShare: number): CurvePoint | null {
  return curve.findLast(({ wrongShare }) => wrongShare <= maxWrongShare) ?? null;
}
