/** English texts of the document camera, at the counter and at the kiosk. */
import type { Translation } from '../zh/index.ts';

export const camera: Translation['camera'] = {
  title: 'Document camera',
  live: 'Live picture of the document camera',
  open: 'Open camera',
  opening: 'Opening the camera…',
  device: 'Camera',
  resolution: '{{width}}×{{height}}',
  automatic: 'Take when still',
  capture: 'Take this page',
  space: 'Space',
  retake: 'Retake last page',
  removeLast: 'Delete last page',
  close: 'Done',
  pages: '{{count}} pages taken',
  none: 'Pages appear here',
  state: { saving: 'Storing…', saved: 'Safe', failed: 'Not stored yet' },
  unsaved: '{{count}} pages are not stored yet. Storing goes on by itself, please keep this open.',
  waiting: 'Storing the pages before, please wait',
  saveAgain: 'Store again',
  hint: {
    searching: 'Lay the paper flat under the camera',
    moving: 'Lay it flat and take the hand away',
    holding: 'Keep still, taking it now',
    ready: 'Ready: press Space',
    taken: 'Taken. Next page, please',
  },
  trouble: {
    denied: {
      title: 'No permission to use the camera',
      action: 'Allow the camera in the address bar; else ask the administrator to enable it under Scanners and open this window again.',
    },
    busy: { title: 'Another program uses the camera', action: 'Close the other program and try again.' },
    removed: { title: 'No document camera found', action: 'Check the USB cable; it opens by itself once plugged in.' },
    hung: { title: 'The camera sends no picture', action: 'Unplug the USB cable, plug it in and try again.' },
    broken: { title: 'The camera has a fault', action: 'Try again; if it stays, plug it in again.' },
  },
};
