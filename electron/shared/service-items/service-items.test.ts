/** The shipped items are whole: valid data, no reference that leads nowhere, one code each; and broken items are told by path. */
import { expect, test } from 'vitest';
import { serviceItemSchema } from '../service-item.ts';
import type { ServiceItem } from '../service-item.ts';
import { checkServiceItem } from './check-service-item.ts';
import { serviceItems } from './index.ts';

test('there are five items with codes of their own', () => {
  expect(new Set(serviceItems.map(({ code }) => code)).size).toBe(5);
});

test.each(serviceItems.map((item) => [item.name, item] as const))('%s is valid and refers only to what it has', (_, item) => {
  expect(serviceItemSchema.parse(JSON.parse(JSON.stringify(item)))).toEqual(item);
  expect(checkServiceItem(item)).toEqual([]);
});

test.each(serviceItems.map((item) => [item.name, item] as const))(
  '%s can fill each required form field from a paper or by hand',
  (_, item) => {
    const fed = item.formFields.filter(({ required, sources }) => required && sources.length === 0).map(({ key }) => key);
    expect(fed).toEqual([]);
    expect(item.legal?.basis.length).toBeGreaterThan(0);
    expect(item.timeLimit!.promised).toBeLessThanOrEqual(item.timeLimit!.statutory);
  },
);

const broken = (change: (item: ServiceItem) => void): string[] => {
  const item = structuredClone(serviceItems[0]!);
  change(item);
  return checkServiceItem(item).map(({ path }) => path);
};

test.each<[string, (item: ServiceItem) => void, string]>([
  ['two materials of one code', (item) => void (item.materials[1]!.id = item.materials[0]!.id), 'materials[1].id'],
  ['a condition on no question', (item) => void (item.materials[3]!.when[0]!.question = 'who'), 'materials[3].when[0].question'],
  ['an answer that nobody can give', (item) => void (item.materials[3]!.when[0]!.equals = 'yes'), 'materials[3].when[0].equals'],
  ['a conditional material without a condition', (item) => void (item.materials[3]!.when = []), 'materials[3].when'],
  ['a source in no slot', (item) => void (item.formFields[0]!.sources[0]!.slotId = 'nowhere'), 'formFields[0].sources[0].slotId'],
  ['a source of no field', (item) => void (item.formFields[0]!.sources[0]!.fieldKey = 'shoeSize'), 'formFields[0].sources[0].fieldKey'],
  ['an unknown validator', (item) => void (item.formFields[0]!.validator = 'magic'), 'formFields[0].validator'],
  ['a choice without options', (item) => void (item.formFields[2]!.options = []), 'formFields[2].options'],
])('%s is told by its path', (_, change, path) => expect(broken(change)).toContain(path));

test('a rule about a field that no paper of the slot has is told', () => {
  const paths = broken((item) => {
    const rule = item.crossRules[0]!;
    if (rule.kind === 'same') rule.right.fieldKey = 'shoeSize';
  });
  expect(paths).toEqual(['crossRules[0]']);
});
