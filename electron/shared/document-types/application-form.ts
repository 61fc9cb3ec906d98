/** 申请书 / 申请表 / 登记表: a form in table cells. Its labels come from the service item; known keys bring their form along. */
import { defineDocumentType } from './schema.ts';
import type { FieldDefinition } from './schema.ts';

type Input = Partial<FieldDefinition> & Pick<FieldDefinition, 'key' | 'names'>;
/** Values of forms run through their table cell. */
const cell = (key: string, zh: string, en: string, rest: Partial<FieldDefinition> = {}): Input => ({
  key,
  names: { zh, en },
  reach: 'column',
  ...rest,
});

export const applicationForm = defineDocumentType({
  id: 'application-form',
  names: { zh: '申请书', en: 'Application form' },
  form: true,
  severalPages: true,
  signatureExpected: true,
  evidence: {
    titles: [
      { text: '申请书', weight: 0.9 },
      { text: '申请表', weight: 0.9 },
      { text: '登记表', weight: 0.8 },
      { text: '审批表', weight: 0.7 },
      { text: '备案表', weight: 0.7 },
      { text: '申报表', weight: 0.7 },
      { text: '登记(备案)申请书', weight: 1 },
    ],
    words: [
      { text: '申请人承诺', weight: 0.3 },
      { text: '填写说明', weight: 0.2 },
      { text: '必填项', weight: 0.2 },
      { text: '申请人签字', weight: 0.25 },
      { text: '设立登记填写', weight: 0.25 },
      { text: '政治面貌', weight: 0.2 },
      { text: '文化程度', weight: 0.1 },
      { text: '组成形式', weight: 0.1 },
      { text: '邮政编码', weight: 0.1 },
      { text: '电子邮箱', weight: 0.1 },
      { text: '从业人数', weight: 0.15 },
      { text: '申领执照', weight: 0.25 },
    ],
    patterns: [{ pattern: '[□☑☐√]', name: '勾选框', weight: 0.1 }],
    against: [
      { text: '委托书', weight: 0.5 },
      { text: '租赁合同', weight: 0.6 },
      { text: '常住人口登记卡', weight: 0.8 },
      { text: '登记事项变更和更正记载', weight: 0.8 },
      { text: '许可证', weight: 0.2 },
    ],
    continuation: ['申请人签字', '申请人承诺', '填表说明', '填写说明'],
  },
  fields: [
    {
      key: 'formTitle',
      names: { zh: '表单标题', en: 'Title of the form' },
      labels: [],
      anywhere: [
        '(?:^|\\n)(\\p{Script=Han}{2,20}(?:[((][\\p{Script=Han}、]{1,8}[))])?\\p{Script=Han}{0,10}(?:申请书|申请表|登记表|审批表|备案表|申报表))(?=\\n|$|[((])',
      ],
      accept: 'confident',
      required: true,
    },
    cell('name', '名称', 'Name', { pattern: '^[^:]{2,60}', accept: 'confident' }),
    cell('phone', '联系电话', 'Phone', { pattern: '[\\d-]{7,18}', validators: ['phone'], sensitive: true }),
    cell('postcode', '邮政编码', 'Post code', { pattern: '\\d{6}', validators: ['post-code'], accept: 'confident' }),
    cell('premisesAddress', '经营场所', 'Premises', { validators: ['address'], accept: 'confident' }),
    cell('isEcommerce', '电子商务经营者', 'E-commerce', { options: ['是', '否'], validators: ['yes-no'] }),
    cell('employees', '从业人数', 'Employees', { reach: 'line', pattern: '\\d{1,6}' }),
    cell('fundingAmount', '出资额', 'Funding (10 000 yuan)', { reach: 'line', pattern: '^([\\d.]+)(?:万元|$)', accept: 'confident' }),
    cell('licenceCopies', '副本数', 'Copies of the licence', { reach: 'line', pattern: '^(\\d{1,2})' }),
    cell('businessScope', '经营范围', 'Business scope', {
      stops: ['(申请人须', '申请人须', '(应当根据', '(根据'],
      validators: ['business-scope'],
      accept: 'never',
    }),
    cell('formType', '组成形式', 'Form', { options: ['个人经营', '家庭经营'] }),
    cell('operator.name', '经营者姓名', 'Operator', {
      reach: 'line',
      pattern: '^[\\p{Script=Han}·•.・]{2,20}',
      validators: ['person-name'],
      accept: 'confident',
      sensitive: true,
    }),
    cell('operator.sex', '性别', 'Sex', { reach: 'line', pattern: '[男女]', validators: ['sex'], accept: 'agreed' }),
    cell('operator.birthDate', '出生日期', 'Born', { reach: 'line', validators: ['date'], accept: 'agreed', sensitive: true }),
    cell('operator.ethnicity', '民族', 'Ethnic group', {
      reach: 'line',
      pattern: '^\\p{Script=Han}{1,6}',
      validators: ['ethnicity'],
      accept: 'confident',
    }),
    cell('operator.education', '文化程度', 'Education', { reach: 'line', pattern: '^\\p{Script=Han}{2,8}', accept: 'confident' }),
    cell('operator.politicalStatus', '政治面貌', 'Political status', {
      reach: 'line',
      pattern: '^\\p{Script=Han}{2,10}',
      accept: 'confident',
    }),
    cell('operator.idType', '身份证件类型', 'ID type', { reach: 'line', pattern: '^\\p{Script=Han}{2,15}', accept: 'confident' }),
    cell('operator.idNumber', '身份证件号码', 'ID number', {
      pattern: '[\\dA-Za-z]{15,18}',
      validators: ['id-number'],
      accept: 'proved',
      sensitive: true,
    }),
    cell('operator.address', '住所', 'Address', { validators: ['address'], accept: 'confident', sensitive: true }),
    cell('operator.mobile', '移动电话', 'Mobile', { pattern: '[\\d-]{7,18}', validators: ['phone'], sensitive: true }),
    cell('operator.email', '电子邮箱', 'E-mail', { pattern: '[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+' }),
  ],
  otherLabels: [
    '基本信息',
    '申请人承诺',
    '经营者信息',
    '统一社会信用代码',
    '统一社会信用',
    '(设立登记不填写)',
    '设立(仅',
    '变更(仅',
    '注:',
    '经营者签字',
    '日期:',
  ],
  agreements: [
    { kind: 'birth-date-of-id-number', left: 'operator.birthDate', right: 'operator.idNumber' },
    { kind: 'sex-of-id-number', left: 'operator.sex', right: 'operator.idNumber' },
    { kind: 'same', left: 'phone', right: 'operator.mobile' },
  ],
});
