/** Curves from reviewers' corrections, the model's probability, and the threshold that a share of errors asks for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverageCurve, reliabilityPoints, thresholdFor } from './confidence-curve.ts';
import { confidenceFeatures, fieldConfidence, logOdds, shippedConfidenceModel } from './field-confidence.ts';
import type { FieldFeatures } from './field-confidence.ts';
import { fieldCurveSchema, fieldCurves } from './field-curve.ts';

const samples = [
  { confidence: 0.99, right: true },
  { confidence: 0.98, right: true },
  { confidence: 0.98, right: false },
  { confidence: 0.9, right: true },
];

test('a lower threshold lets more pass and more be wrong', () => {
  expect(coverageCurve(samples)).toEqual([
    { threshold: 0.99, coverage: 0.25, wrongShare: 0 },
    { threshold: 0.98, coverage: 0.75, wrongShare: 1 / 3 },
    { threshold: 0.9, coverage: 1, wrongShare: 0.25 },
  ]);
  expect(thresholdFor(coverageCurve(samples), 0)?.threshold).toBe(0.99);
  expect(thresholdFor(coverageCurve([{ confidence: 1, right: false }]), 0.1)).toBeNull();
});

test('reliability bins hold every sample once', () =>
  fc.assert(
    fc.property(fc.array(fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() })), (some) => {
      expect(reliabilityPoints(some).reduce((sum, { count }) => sum + count, 0)).toBe(some.length);
    }),
  ));

test('curves per field: most corrected first, few points, in the form of the contract', () => {
  const values = Array.from({ length: 200 }, (_, index) => ({
    documentType: 'id-card',
    key: index % 2 === 0 ? 'name' : 'address',
    confidence: index / 200,
    corrected: index % 4 === 1 && index < 100,
  }));
  const curves = fieldCurves(values);
  expect(curves.map(({ key, reviewed, corrected }) => [key, reviewed, corrected])).toEqual([
    ['address', 100, 25],
    ['name', 100, 0],
  ]);
  for (const curve of curves) {
    expect(fieldCurveSchema.parse(curve).points.length).toBeLessThanOrEqual(60);
    expect(curve.points.at(-1)?.coverage).toBe(1);
  }
});

const none = Object.fromEntries(confidenceFeatures.map((name) => [name, 0])) as FieldFeatures;

test('surer characters and a held check digit make a value surer; a problem makes it less sure', () => {
  const plain: FieldFeatures = { ...none, allRight: logOdds(0.98), worst: logOdds(0.98) };
  const of = (features: Partial<FieldFeatures>) => fieldConfidence({ ...plain, ...features }, shippedConfidenceModel);
  expect(of({ allRight: logOdds(0.5), worst: logOdds(0.5) })).toBeLessThan(of({}));
  expect(of({ proved: 1 })).toBeGreaterThan(of({}));
  expect(of({ problems: 1 })).toBeLessThan(of({}));
  expect(of({ agreed: 1 })).toBeGreaterThan(of({}));
});

test('log-odds stay finite', () => {
  expect(logOdds(0)).toBeGreaterThan(-10);
  expect(logOdds(1)).toBeLessThan(10);
});
