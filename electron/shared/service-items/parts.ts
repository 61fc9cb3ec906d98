/** Pieces that several service items share: where form values come from, the papers of an agent, and the rules about one. */
import { caseSlotId } from '../cross-rules/cross-rule.ts';
import type { z } from 'zod';
import type { acceptableDocumentSchema, formFieldSchema, materialRequirementSchema, situationQuestionSchema } from '../service-item.ts';
import type { crossRuleSchema } from '../cross-rules/cross-rule.ts';

type Material = z.input<typeof materialRequirementSchema>;
type FormField = z.input<typeof formFieldSchema>;
type Acceptable = z.input<typeof acceptableDocumentSchema>;
type Question = z.input<typeof situationQuestionSchema>;
type Rule = z.input<typeof crossRuleSchema>;
type Source = FormField['sources'][number];
type End = { slotId: string; fieldKey: string };

export const at = (slotId: string, fieldKey: string): End => ({ slotId, fieldKey });
export const today = at(caseSlotId, 'today');

/** A field of one type of document in one slot. */
export const from =
  (slotId: string, documentType: string) =>
  (fieldKey: string): Source => ({ documentType, slotId, fieldKey });

export const fromForm = from('application', 'application-form');

/** Both sides of an ID card whose name another paper gives. */
export const cardOf = (equalsDocumentType: string, equalsFieldKey: string): Acceptable => ({
  documentType: 'id-card',
  sides: ['portrait', 'emblem'],
  holder: { fieldKey: 'name', equalsDocumentType, equalsFieldKey },
});

export const choice = (...values: string[]) => ({ kind: 'choice' as const, options: values.map((value) => ({ value, label: value })) });
export const paper = (originals: number, copies: number) => ({ copies: { originals, copies } });

export const same = (id: string, label: string, left: End, right: End, more: Partial<Extract<Rule, { kind: 'same' }>> = {}): Rule => ({
  id,
  label,
  kind: 'same',
  severity: 'error',
  left,
  right,
  ...more,
});
export const sameAddress = (id: string, label: string, left: End, right: End): Rule => ({
  id,
  label,
  kind: 'contains',
  as: 'address',
  severity: 'warning',
  left,
  right,
});
export const sameCompany = (id: string, label: string, left: End, right: End): Rule => ({
  id,
  label,
  kind: 'same',
  as: 'company',
  severity: 'warning',
  left,
  right,
});
/** Company seals on the papers of a slot carry one of these names. */
export const sealNames = (id: string, label: string, slotId: string, ...names: End[]): Rule => ({
  id,
  label,
  kind: 'seal-name',
  severity: 'warning',
  slotId,
  names,
});
export const inOrder = (id: string, label: string, left: End, right: End, severity: Rule['severity'] = 'error'): Rule => ({
  id,
  label,
  kind: 'not-after',
  severity,
  left,
  right,
});
/** A paper with a last day of validity. */
export const notExpired = (id: string, label: string, right: End): Rule => inOrder(id, label, today, right);

export const agentQuestion: Question = { id: 'hasAgent', label: '是否由代理人办理？', kind: 'boolean', defaultValue: false };
const agentOnly = [{ question: 'hasAgent', equals: true }];

export const agentMaterials: Material[] = [
  {
    id: 'authorization',
    name: '授权委托书',
    necessity: 'conditional',
    when: agentOnly,
    anyOf: [{ documentType: 'power-of-attorney' }],
    ...paper(1, 0),
    sourceKind: 'self',
    needsSignature: true,
    hint: '委托人签字，写明委托事项和期限。',
  },
  {
    id: 'agent-id',
    name: '代理人身份证明',
    necessity: 'conditional',
    when: agentOnly,
    anyOf: [cardOf('power-of-attorney', 'agentName')],
    ...paper(0, 1),
    sourceKind: 'issued',
    hint: '代理人居民身份证人像面和国徽面，验原件。',
  },
];

const agentId = from('agent-id', 'id-card');
const authorization = from('authorization', 'power-of-attorney');

export const agentFields: FormField[] = [
  {
    key: 'agentName',
    label: '代理人姓名',
    required: false,
    validator: 'person-name',
    sensitive: true,
    sources: [agentId('name'), authorization('agentName')],
  },
  {
    key: 'agentIdNumber',
    label: '代理人身份证号码',
    required: false,
    validator: 'id-number',
    sensitive: true,
    sources: [agentId('idNumber'), authorization('agentIdNumber')],
  },
  { key: 'agentPhone', label: '代理人电话', required: false, validator: 'phone', sensitive: true, sources: [authorization('agentPhone')] },
];

/** @param owner slot of the ID card of the person who is represented */
export const agentRules = (owner: string): Rule[] => [
  same('principal-name', '委托人与申请人姓名一致', at('authorization', 'principalName'), at(owner, 'name')),
  same('principal-number', '委托人与申请人身份证号码一致', at('authorization', 'principalIdNumber'), at(owner, 'idNumber')),
  same('agent-name', '受托人与代理人身份证姓名一致', at('authorization', 'agentName'), at('agent-id', 'name')),
  same('agent-number', '受托人与代理人身份证号码一致', at('authorization', 'agentIdNumber'), at('agent-id', 'idNumber')),
  {
    id: 'authorization-running',
    label: '委托期限涵盖今天',
    kind: 'within',
    severity: 'error',
    day: today,
    from: at('authorization', 'validFrom'),
    until: at('authorization', 'validTo'),
  },
  inOrder('authorization-signed', '委托书签署日期不晚于今天', at('authorization', 'signedDate'), today, 'warning'),
  notExpired('agent-id-running', '代理人身份证在有效期内', at('agent-id', 'validTo')),
  {
    id: 'nobody-else',
    label: '申请人本人办理',
    kind: 'nobody-else',
    severity: 'warning',
    question: 'hasAgent',
    equals: false,
    owner: at(owner, 'idNumber'),
    documentTypes: ['id-card', 'power-of-attorney'],
  },
];

/** Rules about a lease in the slot `premises`. */
export const leaseRules: Rule[] = [
  notExpired('lease-running', '租赁合同尚未到期', at('premises', 'leaseTo')),
  inOrder('lease-started', '租期已经开始', at('premises', 'leaseFrom'), today, 'warning'),
  inOrder('lease-order', '租期起止顺序正确', at('premises', 'leaseFrom'), at('premises', 'leaseTo')),
  inOrder('lease-signed', '合同签订日期不晚于今天', at('premises', 'signedDate'), today, 'warning'),
  sealNames('lease-seal', '租赁合同上的印章是合同双方的', 'premises', at('premises', 'lessorName'), at('premises', 'lesseeName')),
];
