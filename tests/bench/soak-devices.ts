/** `npm run soak:devices -- [--minutes 10] [--quick] [--json]`: mishaps without end, a large stack at full speed, thumbnails and cancels. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawNumberedSheets } from '../../drivers/simulator/numbered-sheets.ts';
import { hurriedTiming, openDeviceBench } from '../integration/device-bench.ts';
import { describeMishap, inventMishap, numberedStack, runMishap } from '../integration/device-mishaps.ts';
import type { MishapResult } from '../integration/device-mishaps.ts';
import { atLeast, atMost, keepResults, reportBars, say } from './bars.ts';
import type { Bar, BenchOptions } from './bars.ts';
import { measureCancel } from './soak-devices-cancel.ts';
import { feedLargeStack } from './soak-devices-stack.ts';
import { measureThumbnails } from './soak-devices-thumbnail.ts';

const usage = 'usage: npm run soak:devices -- [--minutes 10] [--mishaps 1000] [--quick] [--json] [--only mishaps|stack|cancel|thumbnail]';

/** Seeds of the soak begin where those of the integration test end. */
const firstSeed = 1_001;
/** Their waits overlap; more lanes only lengthen each other's answers on two cores. */
const lanes = 8;

type SoakOptions = BenchOptions & { minutes: number; mishaps: number; only: string | undefined };

function readOptions(): SoakOptions {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      mishaps: { type: 'string', default: '1000' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error(usage);
  return {
    ...values,
    minutes: Number(values.minutes),
    mishaps: values.quick ? 40 : Number(values.mishaps),
    flags: new Set(),
    only: values.only,
  };
}

/** As many mishaps as were asked for, within the time; the soak says how many it did. */
async function soakMishaps(options: SoakOptions, root: string): Promise<{ bars: Bar[]; mishaps: object }> {
  const pages = await drawNumberedSheets(join(root, 'sheets'), numberedStack);
  const bench = await openDeviceBench(root, hurriedTiming);
  const deadline = Date.now() + (options.quick ? 0.4 : options.minutes) * 60_000;
  const results: MishapResult[] = [];
  let seed = firstSeed;
  const lane = async (): Promise<void> => {
    while (Date.now() < deadline && seed < firstSeed + options.mishaps) {
      const result = await runMishap(bench, pages, inventMishap(seed++));
      results.push(result);
      if (result.problems.length > 0) say(options, `${describeMishap(result.mishap)}: ${result.problems.join('; ')}`);
      if (results.length % 100 === 0) say(options, `${results.length} mishaps`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await bench.close();
  const bad = results.filter(({ problems }) => problems.length > 0);
  const count = (ended: string): number => results.filter((result) => result.ended === ended).length;
  const mishaps = {
    done: results.length,
    pagesStored: results.reduce((sum, { stored }) => sum + stored, 0),
    pauses: results.reduce((sum, { pauses }) => sum + pauses.length, 0),
    finished: count('finished'),
    failed: count('failed'),
    cancelled: count('cancelled'),
    longestMs: Math.round(Math.max(...results.map(({ durationMs }) => durationMs))),
    bad: bad.map(({ mishap, problems }) => ({ seed: mishap.seed, problems })),
    unexpectedErrors: bench.unexpected.length,
  };
  const bars = [
    atMost('mishaps with a lost or doubled page, or without an end', bad.length, 0),
    atMost('longest mishap, its pauses included, s', mishaps.longestMs / 1000, 30),
    atMost('errors that no service expected', bench.unexpected.length, 0),
    ...(options.quick ? [] : [atLeast('mishaps done', results.length, options.mishaps)]),
  ];
  return { bars, mishaps };
}

async function main(): Promise<void> {
  const options = readOptions();
  const root = await mkdtemp(join(tmpdir(), 'soak-devices-'));
  const wants = (part: string): boolean => options.only === undefined || options.only === part;
  try {
    const stack = wants('stack')
      ? await feedLargeStack({ root, sheets: options.quick ? 8 : 100, say: (text) => say(options, text) })
      : null;
    const cancel = wants('cancel') ? await measureCancel({ root, times: options.quick ? 3 : 20 }) : null;
    const thumbnail = wants('thumbnail')
      ? await measureThumbnails({ sheets: 16, quick: options.quick, say: (text) => say(options, text) })
      : null;
    const mishaps = wants('mishaps') ? await soakMishaps(options, root) : null;
    const bars = [stack, cancel, thumbnail, mishaps].flatMap((part) => part?.bars ?? []);
    if (!options.quick)
      keepResults(options, options.only ? `soak-devices-${options.only}` : 'soak-devices', {
        ...stack,
        ...cancel,
        ...thumbnail,
        ...mishaps,
        bars,
      });
    reportBars(options, bars);
    if (bars.some(({ pass }) => !pass)) process.exitCode = 1;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
