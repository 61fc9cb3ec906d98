/** The empty back of a printed sheet: paper grain, punch holes, what shines through from the front. */
import { punchHoles } from './ornaments/punch-holes.ts';
import { paperFrame } from './paper-frame.ts';
import { a4Portrait } from './template.ts';
import type { Template } from './template.ts';

export type BlankBackValues = { punched: boolean };

export const blankBack: Template<BlankBackValues> = {
  id: 'blank-back',
  paper: a4Portrait,
  pages: 1,
  fromStory: () => ({ punched: true }),
  sheet({ punched }) {
    return {
      html: paperFrame(a4Portrait, '', punched ? punchHoles('right') : ''),
      fields: [],
      documentType: 'blank',
      side: null,
      sealPresent: false,
      signaturePresent: false,
      continuation: false,
      copied: false,
    };
  },
};
