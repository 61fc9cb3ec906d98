/** 检测报告 of water, air, fire safety and the like. */
import { defineDocumentType } from './schema.ts';

export const testReport = defineDocumentType({
  id: 'test-report',
  names: { zh: '检测报告', en: 'Test report' },
  materialNames: [{ pattern: '检测|评价报告|检验报告', rank: 50 }],
  severalPages: true,
  otherLabels: ['样品名称', '检测项目', '检测依据', '编制', '审核', '批准', '签发', '检测结果', '单项判定', '标准值', '序号'],
  evidence: {
    titles: [
      { text: '检测报告', weight: 1 },
      { text: '检验报告', weight: 1 },
      { text: '检测报告书', weight: 1 },
      { text: '卫生检测报告', weight: 1 },
      { text: '评价报告', weight: 0.8 },
      { text: '监测报告', weight: 0.9 },
      { text: '检验检测报告', weight: 1 },
      { text: '体检报告', weight: 0.6 },
    ],
    words: [
      { text: '报告编号', weight: 0.35 },
      { text: '委托单位', weight: 0.25 },
      { text: '检测日期', weight: 0.3 },
      { text: '检测项目', weight: 0.25 },
      { text: '检测依据', weight: 0.25 },
      { text: '检测结论', weight: 0.3 },
      { text: '检验结论', weight: 0.3 },
      { text: '样品名称', weight: 0.25 },
      { text: 'CMA', weight: 0.2 },
      { text: '签发人', weight: 0.1 },
      { text: '检测机构', weight: 0.2 },
    ],
    against: [
      { text: '申请书', weight: 0.4 },
      { text: '合同', weight: 0.4 },
    ],
    continuation: ['检测项目', '检测结果', '标准限值', '报告编号'],
  },
  fields: [
    {
      key: 'reportNumber',
      names: { zh: '报告编号', en: 'Report number' },
      labels: ['报告编号', '编号'],
      pattern: '[\\dA-Z()\\[\\]字第号〔〕-]{4,30}',
    },
    {
      key: 'client',
      names: { zh: '委托单位', en: 'Client' },
      labels: ['委托单位', '受检单位', '委托方'],
      reach: 'column',
      pattern: '^[^:]{2,60}',
    },
    {
      key: 'testedDate',
      names: { zh: '检测日期', en: 'Tested on' },
      labels: ['检测日期', '检验日期', '采样日期'],
      pattern: '\\d{4}[年./-]\\d{1,2}[月./-]\\d{1,2}日?',
      validators: ['date'],
    },
    {
      key: 'institution',
      names: { zh: '检测机构', en: 'Institution' },
      onSeal: true,
      labels: ['检测机构', '检测单位', '检验单位'],
      pattern: '^[^:]{4,60}',
      anywhere: ['(\\p{Script=Han}{4,30}(?:检测|检验)(?:技术)?(?:服务)?(?:有限公司|中心|所))'],
    },
    {
      key: 'conclusion',
      names: { zh: '结论', en: 'Conclusion' },
      accept: 'never',
      labels: ['检测结论', '检验结论', '检测结论:', '结论:'],
      reach: 'column',
    },
  ],
});
