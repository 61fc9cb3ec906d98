/** Whether a page is empty: nothing on it is read, placed or asked for. */
import type { Page } from './case.ts';
import { blank } from './document-types/special-types.ts';

/** Empty by its ink, as the preparation found, or with nothing but ink that shows through, as the classifier found. */
export const isBlank = ({ preparation, classification }: Pick<Page, 'preparation' | 'classification'>): boolean =>
  preparation?.blank === true || classification?.documentType === blank.id;
