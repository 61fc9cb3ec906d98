/** Cuts a stack into documents where it costs least, and brings home pages that were scanned apart from theirs. */
import { laterness, segmentCost } from './segment-cost.ts';
import type { SegmentPage } from './segment-cost.ts';

/** No paper of a case is longer; it also keeps the search short. */
const maxPages = 60;
/** A page apart from its document pays this, and a little for every sheet between. */
const awayCost = 0.5;
const sheetCost = 0.04;
/** A page is looked after when it looks like a later page of something. */
const fragmentLaterness = 1;

type Segment = { positions: number[]; cost: number };

/** @param pages in the order of scanning @returns positions of the pages of each document, each page in exactly one */
export function cutSegments(pages: readonly SegmentPage[]): number[][] {
  return bringHome(pages, cheapestCut(pages)).map(({ positions }) => positions);
}

/** Cuts only between neighbours: for each end the cheapest last document before it. */
function cheapestCut(pages: readonly SegmentPage[]): Segment[] {
  const best: { cost: number; from: number; own: number }[] = [{ cost: 0, from: 0, own: 0 }];
  for (let end = 1; end <= pages.length; end++) {
    let found = { cost: Infinity, from: end - 1, own: 0 };
    let titles = 0;
    for (let from = end - 1; from >= Math.max(0, end - maxPages); from--) {
      if (pages[from]!.features.title !== null) titles++;
      // A third title can only make it worse than cutting there.
      if (titles > 3) break;
      const own = segmentCost(pages.slice(from, end));
      const total = best[from]!.cost + own;
      if (total < found.cost - 1e-9) found = { cost: total, from, own };
    }
    best.push(found);
  }
  const segments: Segment[] = [];
  for (let end = pages.length; end > 0; end = best[end]!.from) {
    const { from, own } = best[end]!;
    segments.unshift({ positions: Array.from({ length: end - from }, (_, index) => from + index), cost: own });
  }
  return segments;
}

/** Joins two segments as long as that is cheaper, the best pair first; one of the two must be without a first page. */
function bringHome(pages: readonly SegmentPage[], cut: readonly Segment[]): Segment[] {
  const segments = [...cut];
  for (;;) {
    const best = segments
      .flatMap((fragment) => (isFragment(pages, fragment) ? segments.flatMap((host) => joining(pages, host, fragment) ?? []) : []))
      .toSorted((a, b) => b.saved - a.saved)[0];
    if (!best) return segments.toSorted((a, b) => a.positions[0]! - b.positions[0]!);
    segments.splice(segments.indexOf(best.fragment), 1);
    segments.splice(segments.indexOf(best.host), 1, best.joined);
  }
}

const isFragment = (pages: readonly SegmentPage[], { positions }: Segment): boolean =>
  positions.every((position) => laterness(pages[position]!) >= fragmentLaterness);

function joining(pages: readonly SegmentPage[], host: Segment, fragment: Segment) {
  if (host === fragment) return null;
  const positions = [...host.positions, ...fragment.positions].toSorted((a, b) => a - b);
  const between = Math.min(...fragment.positions.flatMap((one) => host.positions.map((other) => Math.abs(one - other)))) - 1;
  const cost = segmentCost(positions.map((position) => pages[position]!));
  const saved = host.cost + fragment.cost - cost - awayCost - sheetCost * between;
  return saved > 1e-9 ? { host, fragment, saved, joined: { positions, cost } } : null;
}
