/** A hundred seeded mishaps, and every shipped scenario file, through the host's services into a real store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawNumberedSheets } from '../../drivers/simulator/numbered-sheets.ts';
import { loadScenario, scenarioNames } from '../../drivers/simulator/scenario.ts';
import { hurriedTiming, openDeviceBench, patientTiming } from './device-bench.ts';
import type { DeviceBench } from './device-bench.ts';
import { describeMishap, inventMishap, numberedStack, runMishap } from './device-mishaps.ts';
import type { MishapResult } from './device-mishaps.ts';

let root: string;
let pages: string;
let bench: DeviceBench;
/** Whoever promises certain pauses must not meet one more because the machine was busy. */
let patient: DeviceBench;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'devices-mishaps-'));
  pages = await drawNumberedSheets(join(root, 'sheets'), numberedStack);
  bench = await openDeviceBench(root, hurriedTiming);
  patient = await openDeviceBench(root, patientTiming);
});
afterAll(async () => {
  await bench.close();
  await patient.close();
  await rm(root, { recursive: true, force: true });
});

/** Waits of one mishap are used by the others. */
async function runAll(seeds: readonly number[], lanes: number): Promise<MishapResult[]> {
  const waiting = [...seeds];
  const results: MishapResult[] = [];
  const lane = async (): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift())
      results.push(await runMishap(bench, pages, inventMishap(seed)));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

test('a hundred mishaps: every page is durable exactly once or reported as not taken, and none hangs', { timeout: 600_000 }, async () => {
  const results = await runAll(
    Array.from({ length: 100 }, (_, index) => index + 1),
    8,
  );
  const failed = results.filter(({ problems }) => problems.length > 0);
  expect(failed.map(({ mishap, problems, pauses }) => `${describeMishap(mishap)}: ${problems.join('; ')} (${pauses.join(', ')})`)).toEqual(
    [],
  );
  expect(bench.unexpected).toEqual([]);
  // The mishaps are worth their name: many needed a person, and most stacks came through whole all the same.
  expect(results.filter(({ pauses }) => pauses.length > 0).length).toBeGreaterThan(40);
  expect(results.filter(({ ended }) => ended === 'finished').length).toBeGreaterThan(60);
});

test.each(scenarioNames())('scenario %s ends with four pages and the pauses that it promises', async (name) => {
  const { jobs, pauses } = loadScenario(name);
  const result = await runMishap(patient, pages, { seed: 0, sheets: 4, duplex: false, jobs, cancelAfter: null, careless: false });
  expect(result.problems).toEqual([]);
  expect([result.ended, result.stored, result.pauses]).toEqual(['finished', 4, pauses]);
});
