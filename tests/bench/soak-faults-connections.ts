/** Whom the product reaches out to: the demo, `npm start` with its window and an applicant at the kiosk, watched in a network of their own. */
import { findBrowser } from '../../electron/ports/find-browser.ts';
import { watchConnections, watchMissing } from '../connections/watch.ts';
import { buildRenderer } from '../e2e/build-renderer.ts';
import { atMost, say, skipped } from './bars.ts';
import type { Bar, BenchOptions } from './bars.ts';
import type { FaultFigures } from './soak-faults.ts';

const session = 'tests/connections/session.ts';
/** Browsers ask for updates a minute or two after their start. */
const staysSeconds = '180';
const runs: Readonly<Record<string, readonly [script: string, ...args: string[]]>> = {
  'a loaded model': [session, 'model', '7'],
  demo: ['electron/cli.ts', 'demo'],
  'reading with Tesseract': [
    'electron/cli.ts',
    'recognize',
    'drivers/simulator/demo-stack/01-lease-contract-page-1.jpg',
    '--ocr',
    'tesseract',
  ],
  start: [session, 'start', staysSeconds],
  'kiosk session': [session, 'kiosk', staysSeconds],
};
const barName = (name: string) => `connections to undeclared addresses during ${name}`;

export async function measureConnections(options: BenchOptions): Promise<FaultFigures> {
  const missing = watchMissing();
  const names = options.quick ? ['a loaded model'] : Object.keys(runs);
  if (missing) return { bars: names.map((name) => skipped(barName(name), 0, missing)), figures: {} };
  if (!options.quick && (await buildRenderer()) !== 0) throw new Error('the screens could not be built');
  const bars: Bar[] = [];
  const figures: Record<string, readonly string[]> = {};
  for (const name of names) {
    const [script, ...args] = runs[name]!;
    if (['start', 'kiosk'].includes(args[0] ?? '') && !findBrowser({ platform: process.platform, env: process.env })) {
      bars.push(skipped(barName(name), 0, 'no browser with windows (apt-get install chromium)'));
      continue;
    }
    const { exitCode, output, undeclared } = await watchConnections(script, args);
    if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}:\n${output}`);
    for (const address of undeclared) say(options, `${name}: ${address}`);
    bars.push(atMost(barName(name), undeclared.length, 0));
    figures[name] = undeclared;
  }
  return { bars, figures };
}
