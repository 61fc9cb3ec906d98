import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CaseEvent } from '#shared/contract/case-view.ts';
import { AppError } from '#shared/errors.ts';
import { followStream } from './follow-stream.ts';

type Open = () => Promise<AsyncIterable<CaseEvent>>;
const changed = (revision: number): CaseEvent => ({ kind: 'changed', revision });

/** A host whose streams tell these events, one list per connection; the last stream refuses, which ends the following. */
function hostTelling(...streams: CaseEvent[][]): { watch: Open; open(): void } {
  const gate = Promise.withResolvers<void>();
  const watch = async () => {
    await gate.promise;
    const events = streams.shift();
    if (!events) throw new AppError('forbidden');
    return (async function* () {
      await Promise.resolve();
      yield* events;
    })();
  };
  return { watch, open: () => gate.resolve() };
}

let heard: (string | number)[];
beforeEach(() => {
  heard = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const follow = (watch: Open) =>
  followStream(watch, new AbortController().signal, {
    opened: () => heard.push('opened'),
    told: (event) => heard.push(event.kind === 'changed' ? event.revision : event.kind),
  });

test('a stream that opens late says so, and before its first event', async () => {
  const host = hostTelling([changed(7)]);
  const following = follow(host.watch);
  await vi.advanceTimersByTimeAsync(5_000);
  // What the host would have told by now is lost.
  expect(heard).toEqual([]);
  host.open();
  await vi.advanceTimersByTimeAsync(5_000);
  await following;
  expect(heard).toEqual(['opened', 7]);
});

test('a stream that breaks is opened again, and that is said too', async () => {
  const host = hostTelling([changed(1)], [changed(4)]);
  host.open();
  const following = follow(host.watch);
  await vi.advanceTimersByTimeAsync(10_000);
  await following;
  expect(heard).toEqual(['opened', 1, 'opened', 4]);
});
