/** Labels of a form as a service item writes them: sections before a stroke, options in brackets. */
import { expect, test } from 'vitest';
import { formLabelsOf, parseFormLabels } from './form-labels.ts';

test('labels, sections and options', () => {
  expect(parseFormLabels({ '姓　名': 'name', '义务人/证件号': 'from.idNumber', 组成形式: 'formType[个人经营|家庭经营]' })).toEqual([
    { key: 'name', label: '姓名', section: null, options: [] },
    { key: 'from.idNumber', label: '证件号', section: '义务人', options: [] },
    { key: 'formType', label: '组成形式', section: null, options: ['个人经营', '家庭经营'] },
  ]);
});

test('the choices of an item become the options of its labels', () => {
  const choice = { key: 'formType', label: '组成形式', required: true, kind: 'choice' as const, sources: [] };
  const options = ['个人经营', '家庭经营'].map((label) => ({ value: label, label }));
  const item = { applicationForm: { titles: [], labels: { 组成形式: 'formType', 名称: 'name' } }, formFields: [{ ...choice, options }] };
  expect(formLabelsOf(item as unknown as Parameters<typeof formLabelsOf>[0])).toEqual({
    组成形式: 'formType[个人经营|家庭经营]',
    名称: 'name',
  });
  expect(formLabelsOf({ formFields: [] })).toBeUndefined();
});
