/** Entry of the sandbox process: `npm run sandbox -- --port 0 --data <folder> [--faults]`. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { parentOf } from '#shared/child-process.ts';
import type { ChildSideProcess } from '#shared/child-process.ts';
import { startSandbox } from './start-sandbox.ts';

const options = new Command('sandbox')
  .description('行政审批系统沙箱：仅监听本机，供演示与测试')
  .option('--port <number>', 'loopback port, 0 = any free one', '0')
  .option('--data <folder>', 'where its SQLite file lives', join(tmpdir(), 'intake-desk-sandbox'))
  .option('--faults', 'open the control endpoint that makes it misbehave', false)
  .parse()
  .opts<{ port: string; data: string; faults: boolean }>();

const sandbox = await startSandbox({ dataFolder: options.data, port: Number(options.port), faults: options.faults });
console.log(`sandbox listening on ${sandbox.url}`);

const stop = (): void => void sandbox.close().then(() => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
// Started by a host: tell it where to push, and end with it.
const host = parentOf(process as ChildSideProcess);
host?.onDisconnect(stop);
host?.send({ url: sandbox.url });
