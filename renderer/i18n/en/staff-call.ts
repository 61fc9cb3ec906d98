/** English texts of a call for staff, at the counter. */
import type { Translation } from '../zh/index.ts';

export const staffCall: Translation['staffCall'] = {
  title: 'Call from the kiosk',
  text: 'Somebody at the kiosk needs help',
  waited: 'waiting for {{seconds}} s',
  go: 'I am going',
  answered: '{{name}} is on the way',
};
