/** JSON Schema of what the sandbox takes as a submission: the canonical payload of docs/architecture.md. */

const text = (title: string, maxLength = 200) => ({ type: 'string', title, maxLength });
const filled = (title: string, maxLength = 200) => ({ type: 'string', title, minLength: 1, maxLength });
const phone = { type: 'string', title: '联系电话', pattern: '^(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}|\\d{7,8})$' };
/** GA/T 2000.156 codes have three digits; 111 is the resident identity card, whose number has 18 characters (GB 11643). */
const idType = { type: 'string', title: '证件类型', pattern: '^\\d{3}$' };
const citizenNumberWhenResident = {
  if: { type: 'object', properties: { idType: { const: '111' } }, required: ['idType'] },
  then: { type: 'object', properties: { idNumber: { type: 'string', pattern: '^\\d{17}[\\dX]$' } } },
};

const person = (title: string, required: string[]) => ({
  type: 'object',
  title,
  additionalProperties: false,
  required,
  properties: { name: filled('姓名', 100), idType, idNumber: filled('证件号码', 64), phone, address: text('地址', 300) },
  ...citizenNumberWhenResident,
});

const applicant = {
  type: 'object',
  title: '申请人',
  additionalProperties: false,
  required: ['type', 'name', 'idType', 'idNumber'],
  properties: {
    type: { enum: ['naturalPerson', 'legalPerson', 'otherOrganization'], title: '申请人类型' },
    name: filled('申请人名称', 100),
    idType,
    idNumber: filled('证件号码', 64),
    phone,
    address: text('通讯地址', 300),
    legalRepresentative: text('法定代表人', 100),
  },
  ...citizenNumberWhenResident,
};

/** Values of the application form; items differ, so further scalar properties are taken as they come. */
const form = {
  type: 'object',
  title: '申请表',
  additionalProperties: { type: ['string', 'number', 'boolean'] },
  properties: {
    name: text('名称', 200),
    industry: text('行业', 100),
    formType: { enum: ['individual', 'family'], title: '组成形式' },
    premisesAddress: text('经营场所', 300),
    businessScope: text('经营范围', 4000),
    fundingAmount: { type: 'number', title: '出资额（万元）', minimum: 0 },
    employees: { type: 'integer', title: '从业人数', minimum: 0 },
    isEcommerce: { type: 'boolean', title: '电子商务经营者' },
    licenceCopies: { type: 'integer', title: '副本数', minimum: 0, maximum: 10 },
    operatorSex: { enum: ['0', '1', '2', '9'], title: '经营者性别（GB/T 2261.1）' },
    operatorBirthDate: { type: 'string', title: '经营者出生日期', pattern: '^\\d{8}$' },
    operatorEthnicity: text('经营者民族', 50),
    operatorEducation: text('经营者学历', 50),
    operatorPoliticalStatus: text('经营者政治面貌', 50),
    operatorPostcode: { type: 'string', title: '经营者邮政编码', pattern: '^\\d{6}$' },
    operatorEmail: text('经营者电子邮箱', 100),
  },
};

const materials = {
  type: 'array',
  title: '材料',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['materialCode', 'name', 'necessity', 'kind', 'copies', 'collectionMethod', 'pages'],
    properties: {
      materialCode: filled('材料编码', 64),
      name: filled('材料名称', 200),
      necessity: { enum: ['required', 'optional'], title: '必要性' },
      kind: { enum: ['original', 'copy', 'electronic'], title: '材料形式' },
      copies: { type: 'integer', title: '份数', minimum: 0 },
      collectionMethod: { enum: ['scan', 'deferred', 'eLicense'], title: '收取方式' },
      pages: { type: 'integer', title: '页数', minimum: 0 },
    },
  },
};

export const casePayloadSchema = {
  type: 'object',
  title: '办件',
  additionalProperties: false,
  required: ['caseId', 'item', 'applicationType', 'applicant', 'form', 'materials', 'review', 'timestamps'],
  properties: {
    caseId: { type: 'string', format: 'uuid', title: '收件端办件标识' },
    item: {
      type: 'object',
      title: '事项',
      additionalProperties: false,
      required: ['taskCode', 'name', 'version'],
      properties: {
        catalogCode: text('基本编码', 50),
        taskCode: filled('实施编码', 64),
        handlingItemCode: text('业务办理项编码', 64),
        name: filled('事项名称', 1000),
        version: { type: 'integer', title: '事项版本', minimum: 0 },
      },
    },
    situation: text('情形', 500),
    applicationType: { enum: ['window', 'selfService'], title: '申请类型' },
    applicant,
    agent: person('代理人', ['name', 'idNumber']),
    contact: {
      type: 'object',
      title: '联系人',
      additionalProperties: false,
      required: ['name'],
      properties: { name: filled('联系人姓名', 100), phone },
    },
    acceptance: {
      type: 'object',
      title: '受理',
      additionalProperties: false,
      properties: {
        departmentName: text('受理部门'),
        departmentCode: text('受理部门编码', 64),
        windowNumber: text('窗口号', 20),
        operator: text('收件人员', 100),
      },
    },
    form,
    materials,
    review: {
      type: 'object',
      title: '核验',
      additionalProperties: false,
      required: ['reviewer', 'reviewedAt'],
      properties: {
        reviewer: filled('核验人', 100),
        reviewedAt: { type: 'string', format: 'date-time', title: '核验时间' },
        changedFields: { type: 'array', items: { type: 'string' }, title: '人工修改的字段' },
      },
    },
    timestamps: {
      type: 'object',
      title: '时间',
      additionalProperties: false,
      required: ['appliedAt'],
      properties: {
        appliedAt: { type: 'string', format: 'date-time', title: '申请时间' },
        receivedAt: { type: 'string', format: 'date-time', title: '收件时间' },
      },
    },
  },
} as const;

/** The request body of a submission: the payload, and which uploaded file proves which material. */
export const caseSubmissionSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['payload', 'attachments'],
  properties: {
    payload: casePayloadSchema,
    attachments: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['attachmentId', 'materialCode', 'sha256'],
        properties: {
          attachmentId: { type: 'string', minLength: 1 },
          materialCode: { type: 'string', minLength: 1 },
          sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        },
      },
    },
  },
} as const;
