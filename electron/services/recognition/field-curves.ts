/** How sure the machine was of the values that people then confirmed or corrected, from the cases in the store. */
import { fieldCurves } from '#shared/confidence/field-curve.ts';
import type { FieldCurve, ReviewedValue } from '#shared/confidence/field-curve.ts';
import type { CaseRepository } from '../../store/store.ts';

/** Newer cases say more about the papers and the models of today. */
const maxCases = 400;

/** Values of the newest cases that a person looked at; a field that no machine read says nothing about the machine. */
export async function reviewedFieldCurves(cases: CaseRepository): Promise<FieldCurve[]> {
  const values: ReviewedValue[] = [];
  for (const { id } of await cases.list({ limit: maxCases })) {
    const current = await cases.get(id);
    for (const { documentType, fields } of current?.documents ?? [])
      for (const { key, confidence, machineValue, value, reviewedBy } of fields)
        if (reviewedBy !== null && machineValue !== '') values.push({ documentType, key, confidence, corrected: value !== machineValue });
  }
  return fieldCurves(values);
}
