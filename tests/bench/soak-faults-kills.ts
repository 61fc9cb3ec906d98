/** Section `kills`: the host, the scanners' process or both die with paper in the feeder; the clerk then does what the screen says. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawNumberedSheets } from '../../drivers/simulator/numbered-sheets.ts';
import { numberedStack } from '../integration/device-mishaps.ts';
import { inventKill, runKill } from '../integration/feeder-kills.ts';
import type { Kill, KillResult } from '../integration/feeder-kills.ts';
import { atMost, say } from './bars.ts';
import type { FaultSection } from './soak-faults.ts';

const firstSeed = 1;
const kills = 100;
const quickKills = 3;
/** A third of its time a run waits for motors. */
const lanes = 3;

/** A run without an end is the worst of all ends. */
function failed(kill: Kill, error: unknown): KillResult {
  const problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  return { kill, problems, untold: 0, lostOrDoubled: 0, freeAfterMs: 0, told: null };
}

export const soakKills: FaultSection = async (options) => {
  const root = await mkdtemp(join(tmpdir(), 'soak-kills-'));
  const end = firstSeed + (options.quick ? quickKills : kills);
  const results: KillResult[] = [];
  let seed = firstSeed;
  try {
    const pages = await drawNumberedSheets(join(root, 'sheets'), numberedStack);
    const lane = async (): Promise<void> => {
      while (seed < end) {
        const kill = inventKill(seed++);
        const result = await runKill(root, pages, kill).catch((error: unknown) => failed(kill, error));
        results.push(result);
        if (result.problems.length > 0) say(options, `${JSON.stringify(result.kill)}: ${result.problems.join('; ')}`);
        if (results.length % 20 === 0) say(options, `${results.length} kills`);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
  const sum = (of: (result: KillResult) => number): number => results.reduce((total, result) => total + of(result), 0);
  const slowest = results.toSorted((a, b) => b.freeAfterMs - a.freeAfterMs).slice(0, 5);
  const longestS = slowest[0]!.freeAfterMs / 1000;
  const bars = [
    atMost(
      'kills with paper in the feeder: pages lost or doubled',
      sum(({ lostOrDoubled }) => lostOrDoubled),
      0,
    ),
    atMost(
      'kills with paper in the feeder: sheets untold',
      sum(({ untold }) => untold),
      0,
    ),
    atMost(
      'kills that did not end as they should',
      sum(({ problems }) => Math.sign(problems.length)),
      0,
    ),
    atMost('longest until the device is free, s', longestS, 10),
  ];
  const victims = Object.fromEntries(['host', 'scanners', 'both'].map((name) => [name, sum(({ kill }) => Number(kill.victim === name))]));
  const figures = {
    kills: results.length,
    seeds: `${firstSeed}-${end - 1}`,
    victims,
    told: sum(({ told }) => Number(told !== null)),
    toldThoughAllHadArrived: sum(({ told, kill }) => Number(told !== null && told > kill.sheets)),
    longestS,
    slowest: slowest.map(({ kill, freeAfterMs }) => ({ freeAfterMs: Math.round(freeAfterMs), ...kill })),
  };
  say(options, JSON.stringify(figures));
  return { bars, figures };
};
