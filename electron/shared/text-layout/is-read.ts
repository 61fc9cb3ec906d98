/** Which lines of a page say something about what it is. */
import type { TextLine } from '../page.ts';

/** Lines read with less are noise of pictures and textures. */
const minLineConfidence = 0.55;
export const isRead = ({ confidence }: TextLine): boolean => confidence >= minLineConfidence;
