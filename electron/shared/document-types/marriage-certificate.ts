/** 结婚证: holder, date, number, and both parties with the same labels. */
import { coupleLabels, registeredCouple } from './registered-couple.ts';
import { defineDocumentType } from './schema.ts';

export const marriageCertificate = defineDocumentType({
  id: 'marriage-certificate',
  names: { zh: '结婚证', en: 'Marriage certificate' },
  materialNames: [{ pattern: '结婚证|婚姻', rank: 160 }],
  otherLabels: coupleLabels,
  evidence: {
    titles: [{ text: '结婚证', weight: 0.9 }],
    words: [
      { text: '结婚证字号', weight: 0.6 },
      { text: '持证人', weight: 0.3 },
      { text: '结婚登记', weight: 0.3 },
      { text: '婚姻登记', weight: 0.3 },
      { text: '婚姻登记专用章', weight: 0.3 },
      { text: '符合《中华人民共和国民法典》', weight: 0.1 },
      { text: '国籍', weight: 0.05 },
      { text: '登记日期', weight: 0.1 },
    ],
    patterns: [{ pattern: 'B?[JL]\\d{6}-\\d{4}-\\d{6}', name: '结婚证字号', weight: 0.5 }],
    against: [
      { text: '户口', weight: 0.3 },
      { text: '离婚证', weight: 0.9 },
      { text: '证明', weight: 0.1 },
      { text: '申请', weight: 0.4 },
    ],
  },
  fields: registeredCouple({ label: '结婚证字号', letters: '[JL]', accept: 'confident' }),
});
