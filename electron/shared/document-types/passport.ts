/** 护照: told by its machine readable zone. */
import { defineDocumentType } from './schema.ts';

export const passport = defineDocumentType({
  id: 'passport',
  names: { zh: '护照', en: 'Passport' },
  evidence: {
    titles: [
      { text: '护照', weight: 0.4 },
      { text: 'PASSPORT', weight: 0.4 },
    ],
    words: [
      { text: '护照号', weight: 0.3 },
      { text: 'PassportNo', weight: 0.3 },
      { text: '签发地点', weight: 0.2 },
      { text: 'Nationality', weight: 0.1 },
    ],
    patterns: [{ pattern: 'P[<A-Z][A-Z]{3}[A-Z<]{20,}', name: '机读码', weight: 0.8 }],
    against: [{ text: '申请', weight: 0.5 }],
  },
});
