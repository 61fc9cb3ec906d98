/** 居民身份证 itself, in colour, one side per page: a card that lies alone and is cut out at its edges. */
import { createMarks } from './marks.ts';
import { emblemSide, idCardCss, portraitSide } from './id-card-copy.ts';
import type { IdCardFaces } from './id-card-copy.ts';
import { paperFrame } from './paper-frame.ts';
import { cardId1 } from './template.ts';
import type { Template } from './template.ts';

export const idCard: Template<IdCardFaces> = {
  id: 'id-card',
  paper: cardId1,
  pages: 2,
  fromStory: (story, random) => ({ person: story.operator, bilingual: random.chance(0.5) }),
  sheet(values, page, random) {
    const marks = createMarks();
    const face = page === 1 ? portraitSide(values, marks, random) : emblemSide(values, marks);
    return {
      html: paperFrame(cardId1, `${idCardCss}\n.card{left:0;top:0}`, `<div class="card">${face}</div>`),
      fields: marks.fields,
      documentType: 'id-card',
      side: page === 1 ? 'portrait' : 'emblem',
      sealPresent: false,
      signaturePresent: false,
      continuation: false,
      copied: false,
    };
  },
};
