/** English texts of a scanner at work, for staff. */
import type { Translation } from '../zh/index.ts';

export const scan: Translation['scan'] = {
  state: {
    ready: 'Ready',
    'warming-up': 'Warming up',
    'waiting-for-paper': 'Waiting for paper',
    feeding: 'Feeding',
    paused: 'Needs you',
    error: 'Fault',
  },
  needsYou: 'The scanner has stopped and needs you',
  notTaken: {
    page: 'Page {{page}} was NOT taken: put it back and continue',
    sheet: 'Sheet {{sheet}} (page {{page}}) was NOT taken: put it back and continue',
  },
  steps: {
    jam: 'Open the cover, take out the jammed sheet, smooth it, close the cover.',
    mispick: 'Take the paper out, fan and align it.',
    'multi-feed': 'Take out the sheets that went in together and separate them.',
    cover: 'Close the cover of the scanner.',
    overload: 'Take some paper out and feed it in several runs.',
    'page-size': 'Take out the sheet that is too large; use the flatbed or the camera for it later.',
    damaged: 'The image of this sheet did not arrive whole: take it back from the output.',
    empty: 'There is no paper in the feeder.',
    connection: "Check the scanner's power and cable and wait until it is ready.",
    storage: 'This computer is out of space: ask the administrator to clear some, then continue.',
    other: "Look at the scanner's panel and mend what it says.",
  },
  putBack: {
    page: 'Put page {{page}} back on top; leave the paper behind it.',
    sheet: 'Put sheet {{sheet}} back on top; leave the paper behind it.',
  },
  safe: 'The {{count}} pages before are safe, no need to scan them again.',
  resume: 'Done, continue',
  end: 'End scan',
  endHint: 'Stored pages stay',
  stopping: 'Stopping…',
  waitForPaper: 'Wait for paper',
  waitTitle: 'Put the paper into the feeder',
  waitText: 'Scanning starts by itself.',
  warmTitle: 'The scanner is warming up',
  warmText: 'It starts by itself, no need to press again.',
  blankBacks: '{{count}} of them blank backs, flagged',
  warnings: {
    'same-as-previous': 'The scanner sent two identical images; check for a double page',
    'taken-before': 'Some files had been taken before and were not taken twice; please check the number of pages',
    'settings-changed': 'The scanner does not offer these settings and used others',
  },
  profiles: 'One touch',
  unreadable: {
    title: '{{count}} files could not be read',
    where: 'They are in the folder "unreadable"; open this to see why',
    dismiss: 'Seen',
  },
  fold: 'Fold',
  unfold: 'Show',
};
