/** 离婚证: as the 结婚证, with a number of its own kind. */
import { coupleLabels, registeredCouple } from './registered-couple.ts';
import { defineDocumentType } from './schema.ts';

export const divorceCertificate = defineDocumentType({
  id: 'divorce-certificate',
  names: { zh: '离婚证', en: 'Divorce certificate' },
  materialNames: [{ pattern: '离婚证', rank: 165 }],
  otherLabels: coupleLabels,
  evidence: {
    titles: [{ text: '离婚证', weight: 1.2 }],
    words: [
      { text: '离婚证字号', weight: 0.8 },
      { text: '持证人', weight: 0.3 },
      { text: '离婚登记', weight: 0.5 },
      { text: '婚姻登记', weight: 0.3 },
      { text: '婚姻登记专用章', weight: 0.3 },
      { text: '符合《中华人民共和国民法典》', weight: 0.1 },
      { text: '国籍', weight: 0.05 },
      { text: '登记日期', weight: 0.1 },
    ],
    patterns: [{ pattern: 'B?L\\d{6}-\\d{4}-\\d{6}', name: '离婚证字号', weight: 0.6 }],
    against: [
      { text: '户口', weight: 0.3 },
      { text: '结婚证', weight: 0.6 },
      { text: '协议', weight: 0.5 },
      { text: '证明', weight: 0.1 },
      { text: '申请', weight: 0.4 },
    ],
  },
  fields: registeredCouple({ label: '离婚证字号', letters: 'L', accept: 'never' }),
});
