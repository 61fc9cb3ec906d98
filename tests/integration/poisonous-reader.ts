/** A recognizer's process for tests: pages that say so kill it or make it hang, others are read at once. */
import { parentOf } from '#shared/child-process.ts';
import type { ChildSideProcess } from '#shared/child-process.ts';
import type { FromChild, ToChild } from '../../electron/recognizer/messages.ts';

const host = parentOf(process as ChildSideProcess)!;
const say = (message: FromChild) => host.send(message);
host.onDisconnect(() => process.exit());
host.onMessage((message) => {
  const request = message as ToChild;
  if (request.kind === 'cancel') return;
  const text = Buffer.from(request.bytes).toString();
  if (text === 'kills') process.kill(process.pid, 'SIGKILL');
  if (text === 'hangs') return;
  const error = { code: 'file.unreadable', details: {} } as const;
  say({ kind: 'failed', page: request.page, error, rssBytes: 1, peakRssBytes: 1 });
});
say({ kind: 'ready', models: { classifier: 'none', ocr: 'none' }, rssBytes: 1 });
