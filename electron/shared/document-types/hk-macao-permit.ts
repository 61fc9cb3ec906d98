/** 港澳居民来往内地通行证, card and booklet. */
import { travelPermit } from './personal-fields.ts';
import { defineDocumentType } from './schema.ts';

export const hkMacaoPermit = defineDocumentType({
  id: 'hk-macao-permit',
  names: { zh: '港澳居民来往内地通行证', en: 'Mainland travel permit for Hong Kong and Macao residents' },
  materialNames: [{ pattern: '港澳居民来往内地|回乡证', rank: 200 }],
  identity: ['documentNumber'],
  printedOnly: true,
  evidence: {
    titles: [{ text: '港澳居民来往内地通行证', weight: 1.2 }],
    words: [
      { text: '换证次数', weight: 0.35 },
      { text: 'TRAVELTOTHEMAINLANDOFCHINA', weight: 0.5 },
      { text: 'ExitandEntryAdministration', weight: 0.2 },
      { text: '出入境管理局', weight: 0.3 },
      { text: '证件号码', weight: 0.1 },
    ],
    against: [
      { text: '申请', weight: 0.5 },
      { text: '证明', weight: 0.2 },
    ],
  },
  otherLabels: ['签发地点', '换证次数', '签发次数'],
  fields: travelPermit('[HM]\\d{8}(?:\\d{2})?'),
});
