/** The recognizer's child process: makes the engines and serves one page after the other. */
import { parentOf } from '#shared/child-process.ts';
import type { ChildSideProcess } from '#shared/child-process.ts';
import { serveRecognizer } from './serve-recognizer.ts';

const host = parentOf(process as ChildSideProcess);
if (!host) {
  process.stderr.write('This is the recognizer’s child process; the host starts it.\n');
  process.exit(2);
}
// Without its host nobody wants the result.
host.onDisconnect(() => process.exit(0));
await serveRecognizer(host, process.env);
