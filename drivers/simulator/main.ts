/** `npm run simulator`: a scanner for people who have none. */
import { parseArgs } from 'node:util';
import { models } from './models.ts';
import { loadScenario, scenarioNames } from './scenario.ts';
import { startSimulator } from './simulator.ts';

const usage = `usage: npm run simulator -- [--port 0] [--control-port 0] [--pages <folder>] [--ms-per-sheet 1000]
                            [--no-reload] [--publish] [--model office-50] [--scenario <file or name>]
  --pages         page images in natural order; "…-back.*" is the back of the sheet before it (default: the demo stack)
  --ms-per-sheet  1000 = 60 sheets a minute
  --no-reload     leave the feeder empty when a job has ended
  --publish       announce by mDNS on this computer
  --model         ${models.map(({ id }) => id).join(', ')}
  --scenario      faults per job: a JSON file, or one of ${scenarioNames().join(', ')}`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      'control-port': { type: 'string', default: '0' },
      pages: { type: 'string' },
      model: { type: 'string' },
      scenario: { type: 'string' },
      'ms-per-sheet': { type: 'string', default: '1000' },
      'no-reload': { type: 'boolean', default: false },
      reload: { type: 'boolean', default: true },
      publish: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const simulator = await startSimulator({
    port: whole(values.port, 'port'),
    controlPort: whole(values['control-port'], 'control-port'),
    msPerSheet: whole(values['ms-per-sheet'], 'ms-per-sheet'),
    reload: values.reload && !values['no-reload'],
    publish: values.publish,
    ...(values.pages === undefined ? {} : { pages: values.pages }),
    ...(values.model === undefined ? {} : { model: values.model }),
    ...(values.scenario === undefined ? {} : { scenario: loadScenario(values.scenario) }),
  });
  const { url, controlUrl, scanner } = simulator;
  console.log(`simulator listening on ${url}`);
  console.log(JSON.stringify({ url, controlUrl, sheets: scanner.sheetsLoaded, uuid: scanner.uuid, pid: process.pid }));
  const stop = (): void => void simulator.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Started by a program: it goes when that program goes.
  process.once('disconnect', stop);
  process.send?.({ url, controlUrl });
}

function whole(text: string, option: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${option} must be a whole number, not ${text}`);
  return value;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  process.exitCode = 2;
});
