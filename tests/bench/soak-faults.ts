/** `npm run soak:faults -- [--quick] [--json] [--only <section>]`: the store, the feeder, the idle screens and the network when things go wrong. */
import { parseArgs } from 'node:util';
import { keepResults, reportBars, say } from './bars.ts';
import type { Bar, BenchOptions } from './bars.ts';

/** What one section measured: its bars, and what is kept beside them. */
export type FaultFigures = { bars: Bar[]; figures: object };
export type FaultSection = (options: BenchOptions) => Promise<FaultFigures>;

/** Loaded one by one: a section that needs a browser or a namespace must not keep the others from running. */
const sections: Readonly<Record<string, () => Promise<FaultSection>>> = {
  clock: async () => (await import('./soak-faults-clock.ts')).faultClock,
  idle: async () => (await import('./soak-faults-idle.ts')).idleScreens,
  connections: async () => (await import('./soak-faults-connections.ts')).measureConnections,
  memory: async () => (await import('./soak-faults-memory.ts')).memoryAfterWipe,
  kills: async () => (await import('./soak-faults-kills.ts')).soakKills,
  store: async () => (await import('./soak-faults-store.ts')).storeFaults,
};

const usage = `usage: npm run soak:faults -- [--quick] [--json] [--only ${Object.keys(sections).join('|')}]`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
  });
  const unknown = values.only !== undefined && !(values.only in sections);
  if (values.help || unknown) throw new Error(usage);
  const options: BenchOptions = { quick: values.quick ?? false, json: values.json ?? false, flags: new Set() };
  const bars: Bar[] = [];
  const figures: Record<string, object> = {};
  for (const [name, load] of Object.entries(sections)) {
    if (values.only !== undefined && values.only !== name) continue;
    say(options, `${name} …`);
    const section = await load();
    const measured = await section(options);
    bars.push(...measured.bars);
    figures[name] = measured.figures;
  }
  if (!options.quick) keepResults(options, values.only === undefined ? 'soak-faults' : `soak-faults-${values.only}`, { bars, figures });
  reportBars(options, bars);
  if (bars.some(({ pass }) => !pass)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});
