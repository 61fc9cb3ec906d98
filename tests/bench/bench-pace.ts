/**
 * `npm run bench:pace`: how soon everything is read that a 60 ppm duplex feeder has fed: the shipped demo stack, and a stack of 200 sides,
 * through the real host with its processes. `--quick` the demo stack alone, `--json` the bars as one object.
 */
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHost } from '../../electron/host.ts';
import type { Host } from '../../electron/host.ts';
import { createNodePlatform } from '../../electron/platform/node-platform.ts';
import { serviceItems } from '../../electron/shared/service-items/index.ts';
import { clerk, scannerAt } from '../integration/device-bench.ts';
import { atMost, benchOptions, keepResults, reportBars, say } from './bars.ts';
import { startSimulatorProcess } from './soak-devices-stack.ts';

const demoStack = fileURLToPath(new URL('../../drivers/simulator/demo-stack/', import.meta.url));
const situation = { hasAgent: true, lessorIsCompany: true };
const largeStackSides = 200;

type Pace = { sides: number; afterLastMs: number; perSideMs: number; unread: number };

const options = benchOptions();
const root = await mkdtemp(join(tmpdir(), 'intake-pace-'));
const results: Record<string, Pace> = {};
try {
  const env = { ...process.env, INTAKE_DATA_FOLDER: join(root, 'data'), INTAKE_KEY_FILE: join(root, 'key') };
  const host = await createHost({ platform: createNodePlatform(env), demo: false });
  try {
    results['demo'] = await feed(host, demoStack);
    if (!options.quick) results['large'] = await feed(host, await repeatStack(join(root, 'large'), largeStackSides));
  } finally {
    await host.close();
  }
} finally {
  await rm(root, { recursive: true, force: true });
}

/** One job of the whole stack into a new case. The recognizer's processes run already, but the first case loads their models. */
async function feed(host: Host, folder: string): Promise<Pace> {
  const { cases, jobs, queue, recognizer } = host.services;
  await recognizer.status();
  const simulator = await startSimulatorProcess(folder);
  try {
    const { case: opened } = await cases.create(serviceItems[0]!.code, situation, 'headless', clerk);
    const request = { source: 'feeder', duplex: true, colorMode: 'color', dpi: 300 } as const;
    const { done } = await jobs.start(opened.id, scannerAt(simulator.url), request, clerk);
    const progress = await done;
    if (progress.error) throw new Error(`the stack was not fed: ${progress.error.code}`);
    await queue.whenIdle();
    const readAt = Date.now();
    const sentAt = await simulator.pagesSentAt();
    const { pages } = (await cases.view(opened.id)).case;
    const unread = pages.filter(({ classification }) => !classification).length + Math.abs(pages.length - sentAt.length);
    const afterLastMs = readAt - Math.max(...sentAt);
    return { sides: pages.length, afterLastMs, perSideMs: (readAt - Math.min(...sentAt)) / pages.length, unread };
  } finally {
    simulator.stop();
  }
}

/** The sides of the demo stack again and again, in its order. */
async function repeatStack(folder: string, sides: number): Promise<string> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(demoStack)).filter((name) => name.endsWith('.jpg')).sort();
  for (let side = 0; side < sides; side++) {
    const sheet = String(Math.floor(side / 2) + 1).padStart(3, '0');
    await copyFile(join(demoStack, names[side % names.length]!), join(folder, `${sheet}-${side % 2 === 0 ? 'front' : 'back'}.jpg`));
  }
  return folder;
}

const { demo, large } = results;
const bars = [
  atMost('demo stack: last side fed to all read, s', demo!.afterLastMs / 1000, 4),
  atMost('sides that nobody read', demo!.unread + (large?.unread ?? 0), 0),
  ...(large ? [atMost(`stack of ${large.sides} sides: s per side`, large.perSideMs / 1000, 0.6)] : []),
];
for (const [name, { sides, afterLastMs, perSideMs }] of Object.entries(results))
  say(
    options,
    `${name}: ${sides} sides, last side fed to all read ${(afterLastMs / 1000).toFixed(1)} s, ${(perSideMs / 1000).toFixed(2)} s per side`,
  );
reportBars(options, bars);
if (!options.quick) keepResults(options, 'pace', { bars, results });
