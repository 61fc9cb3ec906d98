/** Two service items of an invented hall for the gallery. */
import { serviceItemSchema } from '#shared/service-item.ts';
import type { ServiceItem } from '#shared/service-item.ts';

const common = {
  version: 1,
  departmentName: '样例市青秀区行政审批局',
  departmentCode: '11450103000000000X',
  catalogCode: '',
  handlingItemCode: '',
};
const material = (id: string, name: string, documentTypes: string[], more: Record<string, unknown> = {}) => ({
  id,
  name,
  necessity: 'required',
  anyOf: documentTypes.map((documentType) => ({ documentType })),
  copies: { originals: 0, copies: 1 },
  sourceKind: 'self',
  ...more,
});
const fromId = (fieldKey: string) => [{ documentType: 'id-card', slotId: 'operator-id', fieldKey }];
const fromForm = (fieldKey: string) => [{ documentType: 'application-form', fieldKey }];

const rule = (id: string, label: string, left: [string, string], right: [string, string], severity: 'error' | 'warning' = 'warning') => ({
  id,
  label,
  kind: 'same',
  severity,
  left: { slotId: left[0], fieldKey: left[1] },
  right: { slotId: right[0], fieldKey: right[1] },
});

export const individualBusiness: ServiceItem = serviceItemSchema.parse({
  ...common,
  code: 'individual-business-registration',
  name: '个体工商户设立登记',
  caseKind: 'instant',
  questions: [
    { id: 'agent', label: '是否由他人代办？', kind: 'boolean', defaultValue: false },
    {
      id: 'premises',
      label: '经营场所是怎么来的？',
      kind: 'choice',
      options: [
        { value: 'rented', label: '租的' },
        { value: 'owned', label: '自己的房子' },
      ],
      defaultValue: 'rented',
    },
  ],
  materials: [
    material('application', '个体工商户登记（备案）申请书', ['application-form'], { copies: { originals: 1, copies: 0 } }),
    material('operator-id', '经营者身份证（正反面）', ['id-card'], { anyOf: [{ documentType: 'id-card', sides: ['portrait', 'emblem'] }] }),
    material('premises', '经营场所使用证明', ['lease-contract', 'real-estate-certificate'], {
      hint: '租的带租赁合同，自有的带不动产权证书。',
    }),
    material('photo', '经营场所照片', ['other'], { deferrable: true, hint: '能看清门牌和门头。' }),
    material('proxy', '授权委托书', ['power-of-attorney'], {
      necessity: 'conditional',
      when: [{ question: 'agent', equals: true }],
      needsSeal: true,
      needsSignature: true,
    }),
    material('agent-id', '代理人身份证', ['id-card'], { necessity: 'conditional', when: [{ question: 'agent', equals: true }] }),
    material('pre-approval', '前置许可批准文件', ['official-letter'], {
      necessity: 'optional',
      eLicence: { typeCode: '999', name: '前置许可证' },
    }),
  ],
  formFields: [
    { key: 'businessName', label: '名称', required: false, sources: fromForm('businessName') },
    { key: 'operatorName', label: '经营者姓名', required: true, sensitive: true, sources: fromId('name') },
    {
      key: 'operatorIdNumber',
      label: '经营者身份证号',
      required: true,
      sensitive: true,
      validator: 'id-number',
      sources: fromId('idNumber'),
    },
    { key: 'operatorAddress', label: '经营者住址', required: false, sensitive: true, sources: fromId('address') },
    { key: 'operatorPhone', label: '联系电话', required: true, sensitive: true, sources: fromForm('operatorPhone') },
    { key: 'premises', label: '经营场所', required: true, sources: fromForm('premises') },
    { key: 'capital', label: '出资额（万元）', required: false, kind: 'number', sources: fromForm('capital') },
    { key: 'businessScope', label: '经营范围', required: true, sources: fromForm('businessScope') },
    {
      key: 'organizationForm',
      label: '组成形式',
      required: true,
      kind: 'choice',
      options: [
        { value: 'personal', label: '个人经营' },
        { value: 'family', label: '家庭经营' },
      ],
      sources: [],
    },
  ],
  crossRules: [
    rule('name-on-form', '申请书与身份证的经营者姓名一致', ['application', 'operatorName'], ['operator-id', 'name'], 'error'),
    rule('tenant-is-operator', '租赁合同的承租方应是经营者本人', ['operator-id', 'name'], ['premises', 'lesseeName'], 'error'),
    { ...rule('same-place', '申请书与租赁合同的地址一致', ['application', 'premises'], ['premises', 'location']), kind: 'contains' },
    {
      id: 'lease-seal',
      label: '租赁合同上的印章是合同双方的',
      kind: 'seal-name',
      severity: 'warning',
      slotId: 'premises',
      names: [
        { slotId: 'premises', fieldKey: 'lessorName' },
        { slotId: 'premises', fieldKey: 'lesseeName' },
      ],
    },
    { ...rule('lease-running', '租赁合同尚未到期', ['$case', 'today'], ['premises', 'leaseTo']), kind: 'not-after' },
    rule('principal', '委托人与经营者姓名一致', ['proxy', 'principalName'], ['operator-id', 'name'], 'error'),
    rule('agent-number', '受托人与代理人身份证号码一致', ['proxy', 'agentIdNumber'], ['agent-id', 'idNumber'], 'error'),
  ],
});

const residencePermit: ServiceItem = serviceItemSchema.parse({
  ...common,
  code: 'residence-permit',
  name: '居住证申领',
  caseKind: 'promised',
  questions: [],
  materials: [
    material('id', '本人身份证', ['id-card']),
    material('address', '居住地址证明', ['lease-contract', 'real-estate-certificate']),
  ],
  formFields: [{ key: 'name', label: '姓名', required: true, sources: [{ documentType: 'id-card', fieldKey: 'name' }] }],
});

export const fakeItems: readonly ServiceItem[] = [individualBusiness, residencePermit];
