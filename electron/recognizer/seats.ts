/** The places of a recognizer pool: each holds one child at a time, pages queue for a free one. */
import { AppError } from '#shared/errors.ts';
import type { RecognizerChild } from './recognizer-child.ts';

export type SeatOptions = {
  size: number;
  /** A child is replaced after so many pages. */
  maxPagesPerChild: number;
  start: () => RecognizerChild;
};

/** A place taken for one page. */
export type Seat = {
  /** The child of this place for one reading, started when there is none or it has died. */
  child(): RecognizerChild;
  leave(): void;
};

type Place = { child: RecognizerChild | null; pages: number; busy: boolean };
type Waiting = { give: (place: Place) => void; cancel: () => void };
type Seats = { options: SeatOptions; places: Place[]; waiting: Waiting[]; restarts: number; peakRssBytes: number; closed: boolean };

export function createSeats(options: SeatOptions) {
  const places = Array.from({ length: options.size }, (): Place => ({ child: null, pages: 0, busy: false }));
  const seats: Seats = { options, places, waiting: [], restarts: 0, peakRssBytes: 0, closed: false };
  return {
    /** @throws AppError `cancelled` when the signal or the close of the pool comes first */
    async take(signal: AbortSignal | undefined): Promise<Seat> {
      if (seats.closed || signal?.aborted) throw new AppError('cancelled');
      // A child that runs already has its models loaded: prefer it.
      const free = places.find(({ busy, child }) => !busy && child?.alive) ?? places.find(({ busy }) => !busy);
      const place = free ?? (await waitForPlace(seats, signal));
      place.busy = true;
      const child = () => {
        const chosen = childOf(seats, place);
        place.pages++;
        return chosen;
      };
      return { child, leave: () => leave(seats, place) };
    },
    anyChild: () => childOf(seats, places.find(({ child }) => child?.alive) ?? places[0]!),
    /** Replaces every child, those at work after their page, so that nothing of the pages before stays in their memory. */
    recycle() {
      for (const place of places) {
        if (place.busy) place.pages = Infinity;
        else if (place.child) retire(seats, place);
      }
      // Models take seconds to load: one is ready for the next page.
      if (!seats.closed && places.some(({ child }) => child === null))
        childOf(
          seats,
          places.find(({ child }) => child === null)!,
        );
    },
    restarts: () => seats.restarts,
    memory() {
      const current = places.map(({ child }) => child?.memory() ?? { rssBytes: 0, peakRssBytes: 0 });
      return {
        rssBytes: current.reduce((sum, { rssBytes }) => sum + rssBytes, 0),
        peakRssBytes: Math.max(seats.peakRssBytes, ...current.map(({ peakRssBytes }) => peakRssBytes)),
      };
    },
    close() {
      seats.closed = true;
      for (const { cancel } of [...seats.waiting]) cancel();
      for (const { child } of places) child?.close();
    },
  };
}

function childOf(seats: Seats, place: Place): RecognizerChild {
  if (seats.closed) throw new AppError('cancelled');
  if (place.child && !place.child.alive) retire(seats, place);
  return (place.child ??= seats.options.start());
}

function leave(seats: Seats, place: Place): void {
  if (place.child && (!place.child.alive || place.pages >= seats.options.maxPagesPerChild)) retire(seats, place);
  const next = seats.waiting.shift();
  if (next) next.give(place);
  else place.busy = false;
}

/** Only a child that died counts as a restart. */
function retire(seats: Seats, place: Place): void {
  if (!place.child) return;
  if (!place.child.alive && !seats.closed) seats.restarts++;
  seats.peakRssBytes = Math.max(seats.peakRssBytes, place.child.memory().peakRssBytes);
  place.child.close();
  place.child = null;
  place.pages = 0;
}

function waitForPlace(seats: Seats, signal: AbortSignal | undefined): Promise<Place> {
  return new Promise((resolve, reject) => {
    const entry: Waiting = {
      give: (place) => {
        signal?.removeEventListener('abort', entry.cancel);
        resolve(place);
      },
      cancel: () => {
        signal?.removeEventListener('abort', entry.cancel);
        seats.waiting.splice(seats.waiting.indexOf(entry), 1);
        reject(new AppError('cancelled'));
      },
    };
    signal?.addEventListener('abort', entry.cancel, { once: true });
    seats.waiting.push(entry);
  });
}
