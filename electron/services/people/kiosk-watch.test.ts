/** When the host ends a kiosk's session by itself, on a clock of the test's own. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Connection } from '#shared/session.ts';
import { createKioskWatch } from './kiosk-watch.ts';
import type { KioskWatch } from './kiosk-watch.ts';

const kiosk = { id: 'kiosk', face: 'kiosk' } as Connection;
let time: number;
let log: string[];
let busy: boolean;
let holds: boolean;
let watch: KioskWatch;

beforeEach(() => {
  vi.useFakeTimers();
  [time, log, busy, holds] = [1_000_000, [], false, true];
  watch = createKioskWatch({
    endSession: (id) => void log.push(`end ${id}`),
    wipe: (id) => void log.push(`wipe ${id}`),
    holdsCase: () => holds,
    isBusy: () => busy,
    now: () => time,
  });
  watch.opened(kiosk);
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

/** Seconds pass, and `each` happens in every one of them. */
function pass(seconds: number, each: () => void = () => undefined): void {
  for (let second = 0; second < seconds; second += 1) {
    time += 1000;
    vi.advanceTimersByTime(1000);
    each();
  }
}

test('a page that is gone ends the session soon; a reload does not', () => {
  watch.pageOpened(kiosk)();
  pass(5);
  const gone = watch.pageOpened(kiosk);
  pass(60);
  expect(log).toEqual([]);
  gone();
  pass(40);
  expect(log).toEqual([]);
  pass(10);
  expect(log).toEqual(['end kiosk']);
  expect(watch.present(kiosk, false)).toEqual({ ended: true });
});

test('a launch address that no page was opened from ends, too', () => {
  pass(50);
  expect(log).toEqual(['end kiosk']);
});

test('a frozen page keeps its socket open and says nothing: the session ends', () => {
  watch.pageOpened(kiosk);
  pass(60, () => watch.present(kiosk, true));
  pass(50);
  expect(log).toEqual(['end kiosk']);
});

test('nobody touches the screen of a living page: wiped, and the page is told once', () => {
  watch.pageOpened(kiosk);
  let told = 0;
  pass(500, () => (told += Number(watch.present(kiosk, false).ended)));
  expect(log).toEqual(['wipe kiosk']);
  expect(told).toBe(1);
});

test('feeding and reading need no touch, and a kiosk that holds nothing may stand for days', () => {
  watch.pageOpened(kiosk);
  busy = true;
  pass(2_000, () => watch.present(kiosk, false));
  [busy, holds] = [false, false];
  pass(2_000, () => watch.present(kiosk, false));
  expect(log).toEqual([]);
});

test('touches count, words of the page alone do not', () => {
  watch.pageOpened(kiosk);
  pass(1_000, () => watch.present(kiosk, time % 60_000 === 0));
  expect(log).toEqual([]);
});

test('after a night asleep the page may speak first, and the papers of the evening are wiped', () => {
  watch.pageOpened(kiosk);
  pass(10, () => watch.present(kiosk, true));
  time += 12 * 3_600_000;
  pass(2);
  expect(log).toEqual(['wipe kiosk']);
  expect(watch.present(kiosk, false)).toEqual({ ended: true });
  pass(15, () => expect(watch.present(kiosk, false)).toEqual({ ended: false }));
  expect(log).toEqual(['wipe kiosk']);
});

test('a host that stood still for a minute ends nobody', () => {
  watch.pageOpened(kiosk);
  pass(10, () => watch.present(kiosk, true));
  time += 60_000;
  pass(2);
  expect(watch.present(kiosk, true)).toEqual({ ended: false });
  pass(30, () => watch.present(kiosk, false));
  expect(log).toEqual([]);
});

test('staff faces are not watched', () => {
  watch.opened({ id: 'counter', face: 'counter' } as Connection);
  watch.pageOpened({ id: 'counter', face: 'counter' } as Connection)();
  pass(10);
  watch.closed('kiosk');
  pass(3_000);
  expect(log).toEqual([]);
});
