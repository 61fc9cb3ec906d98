/** Finds text lines on a page with a PP-OCR detection model (DB: differentiable binarisation). */
import type { Box, Quad } from '#shared/page.ts';
import type { PixelImage } from '../../image/pixel-image.ts';
import { resizePart } from '../../image/resize.ts';
import type { FloatTensor, ModelSession } from '../../session.ts';
import type { DetectionPlan } from './detection-plan.ts';
import { rectangleQuad } from './geometry.ts';
import { findTextRegions } from './text-regions.ts';
import type { TextRegionOptions } from './text-regions.ts';

export type DetectionOptions = {
  plan: DetectionPlan;
  regions?: Partial<TextRegionOptions>;
  /** Called when the model has all it needs of the image, or of its first part. */
  onStarted?: (() => void) | undefined;
};

/** The network halves its input five times. */
const sideMultiple = 32;

/** So many pixels wait for the model at a time: inputs of a page with tiny text would take a hundred megabytes. */
const waitingPixels = 1_000_000;

/** Quads in pixels of `image`, in no particular order; long sides horizontal or vertical as printed. */
export async function detectText(
  session: Pick<ModelSession, 'run'>,
  image: PixelImage,
  { plan, regions, onStarted }: DetectionOptions,
): Promise<Quad[]> {
  const found: FoundLine[] = [];
  // Around a line at the edge of a levelled page a window may lie beyond it.
  const parts = plan.windows.map((window) => cutWindow(image, window, plan.scale)).filter(({ part }) => part.width > 0 && part.height > 0);
  while (parts.length > 0) {
    let pixels = 0;
    const tooMany = parts.findIndex(({ width, height }) => (pixels += width * height) > waitingPixels);
    const together = parts.splice(0, tooMany < 0 ? parts.length : Math.max(1, tooMany));
    const inputs = await Promise.all(together.map(async (part) => toDetectionTensor(await resizeToPart(image, part))));
    const maps = inputs.map((input) => session.run(input));
    onStarted?.();
    for (const [index, map] of (await Promise.all(maps)).entries()) found.push(...linesOf(map, together[index]!, regions));
  }
  return (plan.windows.length > 1 ? withoutDoubles(found) : found).map(({ quad }) => quad);
}

const resizeToPart = (image: PixelImage, { x, y, part, width, height }: DetectionPart) =>
  resizePart(image, [x, y, part.width, part.height], width, height);

function linesOf({ data }: FloatTensor, at: DetectionPart, regions?: Partial<TextRegionOptions>): FoundLine[] {
  const { x, y, part, width, height } = at;
  const scaleX = part.width / width;
  const scaleY = part.height / height;
  return findTextRegions({ width, height, data }, regions).map(({ rectangle }) => {
    const quad = rectangleQuad(rectangle).map((corner) => [x + corner[0] * scaleX, y + corner[1] * scaleY]) as Quad;
    return { quad, bounds: boundsOf(quad), window: at };
  });
}

/** Whole pixels of the page, and the size at which the model sees them. */
function cutWindow(image: PixelImage, [left, top, boxWidth, boxHeight]: Box, scale: number) {
  const x = Math.max(0, Math.floor(left));
  const y = Math.max(0, Math.floor(top));
  const part = {
    width: Math.min(image.widthPx, Math.ceil(left + boxWidth)) - x,
    height: Math.min(image.heightPx, Math.ceil(top + boxHeight)) - y,
  };
  const side = (px: number) => Math.max(sideMultiple, Math.round((px * scale) / sideMultiple) * sideMultiple);
  return { x, y, part, width: side(part.width), height: side(part.height) };
}

type DetectionPart = ReturnType<typeof cutWindow>;
type FoundLine = { quad: Quad; bounds: Box; window: DetectionPart };

function boundsOf(quad: Quad): Box {
  const xs = quad.map((corner) => corner[0]);
  const ys = quad.map((corner) => corner[1]);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return [x, y, Math.max(...xs) - x, Math.max(...ys) - y];
}

/** Where windows overlap a line is found twice: the larger find stays. What the edge of a window cut is one line again. */
function withoutDoubles(found: readonly FoundLine[]): FoundLine[] {
  const area = ({ bounds }: FoundLine) => bounds[2] * bounds[3];
  const kept: FoundLine[] = [];
  for (const line of [...found].sort((a, b) => area(b) - area(a))) {
    const cut = kept.findIndex((other) => other.window !== line.window && isContinued(other, line));
    if (cut >= 0) kept[cut] = joined(kept[cut]!, line);
    else if (!kept.some((other) => sharedArea(other.bounds, line.bounds) > area(line) / 2)) kept.push(line);
  }
  return kept;
}

/** Parts of one row share at least so much of the lower one's height. */
const sharedHeight = 0.6;
/** What lies within another line is found twice, not cut. */
const beyond = 0.5;

/** The other reaches into the one along the same row, or the same column, and goes on beyond its end. */
function isContinued({ bounds: one }: FoundLine, { bounds: other }: FoundLine): boolean {
  const level = one[2] >= one[3];
  if (level !== other[2] >= other[3]) return false;
  const [along, across] = level ? ([0, 1] as const) : ([1, 0] as const);
  const overlap = (axis: 0 | 1) => Math.min(one[axis] + one[axis + 2]!, other[axis] + other[axis + 2]!) - Math.max(one[axis], other[axis]);
  const lower = Math.min(one[across + 2]!, other[across + 2]!);
  const shared = overlap(along);
  return shared > 0 && overlap(across) >= sharedHeight * lower && other[along + 2]! - shared > beyond * lower;
}

function joined(one: FoundLine, other: FoundLine): FoundLine {
  const level = one.bounds[2] >= one.bounds[3];
  const axis = level ? 0 : 1;
  const [{ quad: first }, { quad: last }] = one.bounds[axis] <= other.bounds[axis] ? [one, other] : [other, one];
  const quad: Quad = level ? [first[0], last[1], last[2], first[3]] : [first[0], first[1], last[2], last[3]];
  return { quad, bounds: boundsOf(quad), window: other.window };
}

function sharedArea([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): number {
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  return Math.max(0, width) * Math.max(0, height);
}

/** Channel statistics of the training set, for channels in the order blue, green, red. */
const mean = [0.485, 0.456, 0.406] as const;
const deviation = [0.229, 0.224, 0.225] as const;

function toDetectionTensor(image: PixelImage): FloatTensor {
  const { widthPx, heightPx, channels, data } = image;
  const plane = widthPx * heightPx;
  const tensor = new Float32Array(3 * plane);
  for (let channel = 0; channel < 3; channel++) {
    const scaled = Float32Array.from({ length: 256 }, (_, level) => (level / 255 - mean[channel]!) / deviation[channel]!);
    const end = (channel + 1) * plane;
    for (let to = channel * plane, from = channels === 3 ? 2 - channel : 0; to < end; to++, from += channels)
      tensor[to] = scaled[data[from]!]!;
  }
  return { dims: [1, 3, heightPx, widthPx], data: tensor };
}
