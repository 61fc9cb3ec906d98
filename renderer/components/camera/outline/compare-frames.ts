/** How much of the picture is different between two frames: between neighbours that is movement, against an older one another paper. */
import type { GreyFrame } from './grey-frame.ts';

/** Grain and flicker of lamps stay below; a printed line that moved by a pixel does not. */
const minStep = 18;

/** Share 0..1 of the pixels that differ; a picture that only became brighter or darker as a whole has not changed. */
export function changedShare(a: GreyFrame, b: GreyFrame): number {
  if (a.grey.length !== b.grey.length) return 1;
  let sum = 0;
  for (let at = 0; at < a.grey.length; at++) sum += b.grey[at]! - a.grey[at]!;
  const brightening = sum / a.grey.length;
  let changed = 0;
  for (let at = 0; at < a.grey.length; at++) if (Math.abs(b.grey[at]! - a.grey[at]! - brightening) > minStep) changed++;
  return changed / a.grey.length;
}
