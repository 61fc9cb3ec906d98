/** Decides when the picture has been still long enough to be taken, and that one paper is taken once. */
import type { Quad } from '#shared/page.ts';

/** What the worker says about one frame. */
export type Look = {
  /** Milliseconds; only differences count. */
  at: number;
  /** Corners as shares 0..1 of the picture's width and height; null when no paper was found. */
  quad: Quad | null;
  /** Share of the picture that differs from the frame before. */
  motion: number;
  /** Share of the picture that differs from the page taken last; null when none was taken. */
  sinceTaken: number | null;
  /** How many pages the worker has been told were taken. */
  takenCount: number;
};

/** `taken`: what lies there is the page that was taken last. */
export type SteadyPhase = 'searching' | 'moving' | 'holding' | 'taken';
export type SteadyState = {
  phase: SteadyPhase;
  /** 0..1 of the time the picture must be still. */
  progress: number;
  /** Where the paper lay when the picture came to rest, and when it was last seen there. */
  still: { since: number; seen: number; quad: Quad } | null;
  /** Pages taken so far; while the worker has been told of fewer, `sinceTaken` speaks of an older page. */
  captures: number;
};

const holdMs = 800;
/** A hand that lays down paper changes far more, grain far less. */
const maxMotion = 0.004;
/** Farthest a corner may creep while the picture counts as still, as share of the picture. */
const maxDrift = 0.012;
/** The same sheet, put back or not touched, differs less; the next sheet of the same form is never laid so exactly. */
const samePage = 0.006;
/** A search may miss the outline of a paper that lies still; this long it is taken to be there yet. */
const patienceMs = 350;

export const steadyStart: SteadyState = { phase: 'searching', progress: 0, still: null, captures: 0 };

/** @returns the next state; `capture` is true once per paper, at the moment to take it */
export function watchSteady(state: SteadyState, look: Look): { state: SteadyState; capture: boolean } {
  const { captures, still } = state;
  const goOn = (next: Omit<SteadyState, 'captures'>) => ({ state: { ...next, captures }, capture: false });
  if (look.motion > maxMotion) return goOn({ phase: 'moving', progress: 0, still: null });
  const isSame = look.sinceTaken !== null && look.sinceTaken < samePage;
  if (isSame || look.takenCount < captures) return goOn({ phase: 'taken', progress: 0, still: null });
  if (!look.quad) {
    if (still && look.at - still.seen < patienceMs) return { state, capture: false };
    return goOn({ phase: 'searching', progress: 0, still: null });
  }
  if (!still || drift(still.quad, look.quad) > maxDrift)
    return goOn({ phase: 'holding', progress: 0, still: { since: look.at, seen: look.at, quad: look.quad } });
  const progress = Math.min(1, (look.at - still.since) / holdMs);
  if (progress < 1) return goOn({ phase: 'holding', progress, still: { ...still, seen: look.at } });
  return { state: afterCapture(state), capture: true };
}

/** After a page was taken, also by hand: what lies there is not taken again by itself. */
export function afterCapture({ captures }: SteadyState): SteadyState {
  return { phase: 'taken', progress: 0, still: null, captures: captures + 1 };
}

const drift = (a: Quad, b: Quad) => Math.max(...a.map(([x, y], index) => Math.max(Math.abs(x - b[index]![0]), Math.abs(y - b[index]![1]))));
