/** The recognizer's child process: makes the engines and serves one page after the other. */
import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentOf } from '#shared/child-process.ts';
import type { ChildSideProcess } from '#shared/child-process.ts';
import { serveRecognizer } from './serve-recognizer.ts';

const host = parentOf(process as ChildSideProcess);
if (!host) {
  process.stderr.write('This is the recognizer’s child process; the host starts it.\n');
  process.exit(2);
}
// Pages are read on all cores; the screens and the store come first, or a stack that is read would hold up the one that is fed.
// Linux counts by thread: those that the runtime has started by now must be told too, and what they start follows them.
for (const thread of process.platform === 'linux' ? readdirSync('/proc/self/task') : ['0']) {
  try {
    setPriority(Number(thread), constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended meanwhile, or this system does not let it: reading works all the same.
  }
}
// Without its host nobody wants the result.
host.onDisconnect(() => process.exit(0));
await serveRecognizer(host, process.env);
