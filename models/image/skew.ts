/** Measures by how much the text lines of a page are tilted, from the projection of its ink. */

export type InkMask = { mask: Uint8Array; widthPx: number; heightPx: number };

const maxDegrees = 20;
/** More points make the sum slower, not better. */
const maxPoints = 30_000;
/** Fewer show no line. */
const minPoints = 200;

/**
 * Counter-clockwise tilt in degrees within ±20 (lines rise to the right = positive), found to about 0.05°; 0 when there
 * is too little ink or no direction stands out.
 */
export function measureSkew(ink: InkMask): number {
  const search = createSearch(ink);
  if (!search) return 0;
  const coarse = search.best(0, maxDegrees, 0.5);
  const fine = search.best(search.best(coarse, 0.5, 0.1), 0.1, 0.025);
  return search.standsOut(fine) ? fine : 0;
}

/** Sharpens a tilt that is known to about half a degree; gives it back unchanged when the ink shows nothing better. */
export function refineSkew(ink: InkMask, degrees: number): number {
  const search = createSearch(ink);
  if (!search) return degrees;
  const fine = search.best(search.best(degrees, 0.5, 0.1), 0.1, 0.025);
  return search.standsOut(fine) ? fine : degrees;
}

function createSearch({ mask, widthPx, heightPx }: InkMask) {
  const points = lowerEdges(mask, widthPx, heightPx);
  if (points.x.length < minPoints) return null;
  const score = (degrees: number) => profileSharpness(points, widthPx, heightPx, degrees);
  return {
    best(centre: number, reach: number, step: number): number {
      let best = { degrees: centre, score: score(centre) };
      for (let degrees = centre - reach; degrees <= centre + reach + 1e-9; degrees += step) {
        const candidate = { degrees, score: score(degrees) };
        if (candidate.score > best.score) best = candidate;
      }
      return Math.round(best.degrees * 1000) / 1000;
    },
    standsOut: (degrees: number) => score(degrees) > ((score(degrees - 4) + score(degrees + 4)) / 2) * 1.15,
  };
}

type Points = { x: Float32Array; y: Float32Array };

/** Ink pixels with paper below them: base lines gather many, and a filled area only its lower rim. */
function lowerEdges(mask: Uint8Array, widthPx: number, heightPx: number): Points {
  const indices = new Int32Array(mask.length);
  let found = 0;
  for (let at = 0; at < mask.length - widthPx; at++) if (mask[at] === 1 && mask[at + widthPx] === 0) indices[found++] = at;
  const stride = Math.max(1, found / maxPoints);
  const count = Math.floor(found / stride);
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    const at = indices[Math.floor(index * stride)]!;
    x[index] = (at % widthPx) - widthPx / 2;
    y[index] = Math.floor(at / widthPx) - heightPx / 2;
  }
  return { x, y };
}

/** Sum of squares of the row profile of the ink turned by `degrees`: highest when lines fall into few rows. */
function profileSharpness({ x, y }: Points, widthPx: number, heightPx: number, degrees: number): number {
  const radians = (degrees * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  const reach = Math.hypot(widthPx, heightPx) / 2;
  const rows = new Float32Array(Math.ceil(2 * reach) + 2);
  for (let index = 0; index < x.length; index++) {
    const row = y[index]! * cos + x[index]! * sin + reach;
    const whole = Math.floor(row);
    const part = row - whole;
    rows[whole]! += 1 - part;
    rows[whole + 1]! += part;
  }
  let sum = 0;
  for (const row of rows) sum += row * row;
  return sum;
}
