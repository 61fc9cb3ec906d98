/** The shipped mappings fit their items and give what the sandbox's published schema asks for. */
import { expect, test } from 'vitest';
import { casePayloadSchema } from '../../connectors/sandbox/payload-schema.ts';
import { checkPayload, listSchemaPaths } from '../../services/submission/payload-schema.ts';
import { applyMapping, listMappingSources } from '../mapping/apply-mapping.ts';
import type { Case } from '../case.ts';
import { mappingSchema } from '../mapping/mapping.ts';
import { defaultMappings } from './default-mapping.ts';
import { serviceItems } from './index.ts';

const schema = casePayloadSchema as unknown as Record<string, unknown>;
const [item] = serviceItems;
const mapping = defaultMappings.find(({ itemCode }) => itemCode === item!.code)!;

const operator: Record<string, string> = {
  formType: '个人经营',
  premisesAddress: '样例市青秀区样例路1号',
  businessScope: '餐饮服务',
  operatorName: '覃样例',
  operatorIdNumber: '450103199003070012',
  operatorAddress: '样例市青秀区样例路2号',
  operatorMobile: '13800000000',
};
const optional: Record<string, string> = {
  name: '样例市样例米粉店',
  fundingAmount: '3.5',
  employees: '2',
  isEcommerce: '否',
  licenceCopies: '1',
  operatorSex: '男',
  operatorBirthDate: '1990-03-07',
  operatorPostcode: '530000',
  agentName: '黄样例',
  agentIdNumber: '450102198506010029',
  agentPhone: '13900000000',
};

function caseOf(values: Record<string, string>): Case {
  const actor = { account: 'li', displayName: '李核验', role: 'reviewer' as const };
  const at = '2026-03-02T00:30:00.000Z';
  return {
    id: '33333333-3333-4333-8333-333333333333',
    revision: 1,
    state: 'ready',
    face: 'kiosk',
    itemCode: item!.code,
    itemVersion: 1,
    answers: {},
    createdAt: at,
    createdBy: actor,
    caseNumber: null,
    queryPassword: null,
    pages: [],
    documents: [],
    form: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, { value, source: 'paper' as const, documentId: null, fieldKey: null }]),
    ),
    reviewer: actor,
    reviewedAt: at,
    submittedAt: null,
    receivedAt: null,
    approvalMessage: null,
  };
}

test('every shipped item has a mapping, and every mapping is valid data', () => {
  expect(defaultMappings.map(({ itemCode }) => itemCode)).toEqual(serviceItems.map(({ code }) => code));
  for (const shipped of defaultMappings) expect(mappingSchema.parse(shipped)).toEqual(shipped);
});

/** Values of items differ, so the far side takes further properties of `form` as they come. */
const isFree = (target: string): boolean => /^form\.[A-Za-z]+$/.test(target);

test.each(serviceItems.map((one) => [one.name, one] as const))(
  '%s: every form key is sent somewhere, every rule finds source and target',
  (_, own) => {
    const { rules } = defaultMappings.find(({ itemCode }) => itemCode === own.code)!;
    const sent = rules.flatMap(({ source }) => (source.kind === 'form' ? [source.key] : []));
    expect([...new Set(sent)].sort()).toEqual(own.formFields.map(({ key }) => key).sort());
    const paths = listSchemaPaths(schema);
    const targets = new Set(paths.map(({ path }) => path));
    expect(rules.map(({ target }) => target).filter((target) => !targets.has(target) && !isFree(target))).toEqual([]);
    const ruled = new Set(rules.map(({ target }) => target));
    expect(paths.filter(({ path, required }) => required && !ruled.has(path))).toEqual([]);
    const offered = new Set(listMappingSources(own).map(({ source }) => JSON.stringify(source)));
    const used = rules.filter(({ source }) => source.kind !== 'constant').map(({ source }) => JSON.stringify(source));
    expect(used.filter((source) => !offered.has(source))).toEqual([]);
  },
);

test.each([
  ['only what the form requires', operator],
  ['with everything', { ...operator, ...optional }],
])('a case %s passes the schema of the sandbox', (_, values) => {
  const { payload, problems } = applyMapping(caseOf(values), item!, mapping);
  expect(problems).toEqual([]);
  expect(checkPayload(schema, payload)).toEqual([]);
});

test('codes and dates are those of the standards', () => {
  const { payload } = applyMapping(caseOf({ ...operator, ...optional }), item!, mapping);
  expect(payload).toMatchObject({
    applicationType: 'selfService',
    applicant: { type: 'naturalPerson', idType: '111', idNumber: '450103199003070012' },
    agent: { name: '黄样例', idType: '111' },
    form: { formType: 'individual', fundingAmount: 3.5, isEcommerce: false, operatorSex: '1', operatorBirthDate: '19900307' },
  });
});

test('fields of the papers are offered too, each once', () => {
  const offered = listMappingSources(item!).map(({ source }) => JSON.stringify(source));
  expect(new Set(offered).size).toBe(offered.length);
  expect(offered).toContain(JSON.stringify({ kind: 'field', slotId: 'premises', fieldKey: 'lesseeName' }));
});
