/** Keeps the drawn outline calm: small jitter is averaged, a jump is followed at once, a missed look is bridged. */
import type { Quad } from '#shared/page.ts';

export type SmoothQuad = { quad: Quad; seenAt: number };

/** Corners that move farther than this share of the picture have been moved by a hand. */
const jump = 0.03;
const newShare = 0.45;
const bridgeMs = 300;

/** @returns null when no paper has been seen for a while */
export function smoothQuad(before: SmoothQuad | null, { at, quad }: { at: number; quad: Quad | null }): SmoothQuad | null {
  if (!quad) return before && at - before.seenAt < bridgeMs ? before : null;
  if (!before) return { quad, seenAt: at };
  const moved = Math.max(...quad.map(([x, y], index) => Math.hypot(x - before.quad[index]![0], y - before.quad[index]![1])));
  if (moved > jump) return { quad, seenAt: at };
  const blended = quad.map(([x, y], index) => {
    const [oldX, oldY] = before.quad[index]!;
    return [oldX + (x - oldX) * newShare, oldY + (y - oldY) * newShare];
  });
  return { quad: blended as Quad, seenAt: at };
}
