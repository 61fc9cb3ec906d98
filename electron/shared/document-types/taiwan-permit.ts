/** 台湾居民来往大陆通行证, card and booklet. */
import { travelPermit } from './personal-fields.ts';
import { defineDocumentType } from './schema.ts';

export const taiwanPermit = defineDocumentType({
  id: 'taiwan-permit',
  names: { zh: '台湾居民来往大陆通行证', en: 'Mainland travel permit for Taiwan residents' },
  materialNames: [{ pattern: '台湾居民来往大陆|台胞证', rank: 200 }],
  identity: ['documentNumber'],
  printedOnly: true,
  evidence: {
    titles: [{ text: '台湾居民来往大陆通行证', weight: 1.2 }],
    words: [
      { text: '签发次数', weight: 0.3 },
      { text: '台湾居民', weight: 0.4 },
      { text: '出入境管理局', weight: 0.3 },
      { text: '签发地点', weight: 0.15 },
      { text: '证件号码', weight: 0.1 },
    ],
    against: [
      { text: '申请', weight: 0.5 },
      { text: '证明', weight: 0.2 },
      { text: '居住证', weight: 0.6 },
    ],
  },
  otherLabels: ['签发地点', '换证次数', '签发次数'],
  fields: travelPermit('\\d{8}(?:\\d{2})?'),
});
