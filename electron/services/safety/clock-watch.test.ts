/** A date that cannot be right, or was set, is told and audited. */
import { onTestFinished, expect, test } from 'vitest';
import { operator, temporaryStore } from '../../../tests/fixtures/store/examples.ts';
import { createClockWatch } from './clock-watch.ts';

const [minuteMs, dayMs] = [60_000, 86_400_000];

async function watched(loggedAt: string | null, startedAt: string) {
  const clock = { wallMs: Date.parse(loggedAt ?? startedAt), steadyMs: 0 };
  const now = () => new Date(clock.wallMs);
  const { store } = await temporaryStore(() => now().toISOString());
  if (loggedAt) await store.audit.append({ actor: operator, action: 'test', subject: 'case' });
  clock.wallMs = Date.parse(startedAt);
  const watch = createClockWatch({
    audit: store.audit,
    now,
    steadyMs: () => clock.steadyMs,
    onUnexpected: (error) => expect.fail(String(error)),
  });
  onTestFinished(() => watch.close());
  await watch.start();
  const actions = async () => (await store.audit.list()).map(({ action }) => action).filter((action) => action !== 'test');
  return { watch, clock, actions, store };
}

test.each([
  ['2026-03-02T01:00:00.000Z', '2026-03-02T00:59:30.000Z', null],
  ['2026-03-02T01:00:00.000Z', '2026-03-09T00:00:00.000Z', null],
  [null, '2026-03-02T00:00:00.000Z', null],
  ['2026-04-02T01:00:00.000Z', '2026-03-02T00:00:00.000Z', 'behind-log'],
  [null, '2015-01-01T00:00:00.000Z', 'before-release'],
])('with the newest row at %s a start at %s gives %s', async (loggedAt, startedAt, kind) => {
  const { watch, actions } = await watched(loggedAt, startedAt);
  expect(watch.doubt()?.kind ?? null).toBe(kind);
  expect(await actions()).toEqual(kind ? [`clock.${kind}`] : []);
});

test('a date that is set while the program runs is told once, with both dates', async () => {
  const { watch, clock, actions, store } = await watched(null, '2026-03-02T01:00:00.000Z');
  clock.wallMs += minuteMs;
  clock.steadyMs += minuteMs;
  await watch.look();
  expect(watch.doubt()).toBeNull();
  clock.wallMs += 30 * dayMs;
  await watch.look();
  await watch.look();
  expect(watch.doubt()).toEqual({ kind: 'jumped', from: '2026-03-02T01:01:00.000Z', to: '2026-04-01T01:01:00.000Z', byMs: 30 * dayMs });
  expect(await actions()).toEqual(['clock.jumped']);
  clock.wallMs -= 30 * dayMs;
  await watch.look();
  expect(watch.doubt()).toMatchObject({ byMs: -30 * dayMs });
  expect(await store.audit.verify()).toMatchObject({ brokenAt: null });
});

test('many small corrections that add up are a set date too, a single one is not', async () => {
  const { watch, clock } = await watched(null, '2026-03-02T01:00:00.000Z');
  clock.wallMs += 4 * minuteMs;
  await watch.look();
  expect(watch.doubt()).toBeNull();
  clock.wallMs += 2 * minuteMs;
  await watch.look();
  expect(watch.doubt()).toMatchObject({ byMs: 6 * minuteMs });
});
