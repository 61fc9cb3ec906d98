/** 组织机构代码证, before 2015. */
import { defineDocumentType } from './schema.ts';

export const organizationCodeCertificate = defineDocumentType({
  id: 'organization-code-certificate',
  names: { zh: '组织机构代码证', en: 'Organisation code certificate' },
  evidence: {
    titles: [
      { text: '组织机构代码证', weight: 1 },
      { text: '中华人民共和国组织机构代码证', weight: 1 },
    ],
    words: [
      { text: '机构名称', weight: 0.2 },
      { text: '机构类型', weight: 0.25 },
      { text: '组织机构代码', weight: 0.2 },
      { text: '颁发单位', weight: 0.2 },
    ],
    against: [
      { text: '开户', weight: 0.3 },
      { text: '申请', weight: 0.4 },
      { text: '营业执照', weight: 0.3 },
    ],
  },
  otherLabels: ['法定代表人', '负责人', '地址', '有效期', '颁发单位', '登记号', '机构名称', '代码'],
  fields: [
    {
      key: 'organizationCode',
      names: { zh: '代码', en: 'Code' },
      labels: ['代码', '组织机构代码'],
      pattern: '[0-9A-Z]{8}-?[0-9X]',
      anywhere: ['(?<![0-9A-Z])([0-9A-Z]{8}-[0-9X])(?![0-9A-Z])'],
      validators: ['organization-code'],
      accept: 'proved',
    },
    { key: 'name', names: { zh: '机构名称', en: 'Name' }, labels: ['机构名称'], reach: 'column', pattern: '^[^:]{2,60}' },
    {
      key: 'type',
      names: { zh: '机构类型', en: 'Kind' },
      usual: [
        '企业法人',
        '企业非法人',
        '事业法人',
        '事业非法人',
        '机关法人',
        '机关非法人',
        '社团法人',
        '社团非法人',
        '民办非企业单位',
        '个体',
        '工会法人',
        '其他机构',
      ],
      labels: ['机构类型'],
      reach: 'column',
    },
    {
      key: 'validFrom',
      names: { zh: '有效期起', en: 'Valid from' },
      labels: ['有效期'],
      // The two dates may stand one above the other with the label before either of them.
      pattern: '^自?(\\d{4}年\\d{1,2}月\\d{1,2}日)',
      anywhere: ['自(\\d{4}年\\d{1,2}月\\d{1,2}日)[^\\d]{0,8}至\\d{4}年'],
      validators: ['date'],
    },
    {
      key: 'validTo',
      names: { zh: '有效期止', en: 'Valid to' },
      labels: ['有效期'],
      pattern: '至(\\d{4}年\\d{1,2}月\\d{1,2}日)',
      anywhere: ['自\\d{4}年\\d{1,2}月\\d{1,2}日[^\\d]{0,8}至(\\d{4}年\\d{1,2}月\\d{1,2}日)'],
      validators: ['date'],
    },
    {
      key: 'issuingAuthority',
      names: { zh: '颁发单位', en: 'Issued by' },
      onSeal: true,
      labels: ['颁发单位'],
      reach: 'column',
      pattern: '^\\p{Script=Han}{4,30}(?:局|厅|中心|委员会)',
    },
  ],
});
