/** How long a cancelled job keeps the device: from the cancel here until the device says Idle. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { drawNumberedSheets } from '../../drivers/simulator/numbered-sheets.ts';
import { startSimulator } from '../../drivers/simulator/simulator.ts';
import { clerk, openCase, openDeviceBench, scannerAt } from '../integration/device-bench.ts';
import { numberedStack } from '../integration/device-mishaps.ts';
import { atMost } from './bars.ts';
import type { Bar } from './bars.ts';

export type CancelResult = { bars: Bar[]; cancel: { times: number; longestMs: number } };

/** At different moments of a feeding job, and with a device that has stopped answering. */
export async function measureCancel({ root, times }: { root: string; times: number }): Promise<CancelResult> {
  const pages = await drawNumberedSheets(join(root, 'cancel-sheets'), numberedStack);
  const simulator = await startSimulator({ pages, msPerSheet: 400 });
  const bench = await openDeviceBench(root, 'child');
  const took: number[] = [];
  try {
    await bench.scanners.capabilities('escl-network', simulator.url);
    for (let time = 0; time < times; time++) {
      simulator.scanner.faults.set(time % 4 === 3 ? [{ kind: 'hang', afterPages: 1 }] : []);
      const { jobId, done } = await bench.jobs.start(await openCase(bench.store), scannerAt(simulator.url), {}, clerk);
      await wait(300 + 97 * (time % 10));
      const cancelledAt = performance.now();
      bench.jobs.cancel(jobId);
      await done;
      while (simulator.scanner.state !== 'Idle') await wait(5);
      took.push(performance.now() - cancelledAt);
    }
  } finally {
    await bench.close();
    await simulator.close();
  }
  const longestMs = Math.max(...took);
  return { bars: [atMost('cancel to idle device, longest of all, ms', longestMs, 2_000)], cancel: { times, longestMs } };
}
