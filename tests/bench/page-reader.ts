/** The bench's side of a reader: its child process, a deadline per page, a new child after a crash. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Floor, FromReader, PageReading, ToReader } from './serve-pages.ts';

export type PageReader = {
  readonly name: string;
  readonly version: string;
  /** @throws Error with the reason when the reader fails, crashes or does not finish in time */
  read(file: string): Promise<PageReading>;
  measureFloor(file: string): Promise<Floor>;
  /** Peak memory counts from now. */
  resetPeak(): Promise<void>;
  close(): void;
};

const startDeadlineMs = 60_000;
const pageDeadlineMs = 180_000;

/**
 * @param script relative to this folder
 * @throws Error with the reason when the reader cannot start here
 */
export async function openReader(name: string, script: string, env: Readonly<Record<string, string>> = {}): Promise<PageReader> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  let child = startChild(path, env);
  const version = await greeting(child);
  const ask = async (message: ToReader): Promise<FromReader> => {
    if (!child.connected) {
      child = startChild(path, env);
      await greeting(child);
    }
    const reply = nextMessage(child, message.kind === 'floor' ? pageDeadlineMs * 5 : pageDeadlineMs);
    child.send(message);
    const answer = await reply;
    if (answer.kind === 'failed') throw new Error(answer.reason);
    return answer;
  };
  return {
    name,
    version,
    async read(file) {
      const answer = await ask({ kind: 'read', file });
      if (answer.kind !== 'reading') throw new Error(`unexpected ${answer.kind}`);
      return answer.reading;
    },
    async measureFloor(file) {
      const answer = await ask({ kind: 'floor', file });
      if (answer.kind !== 'floor') throw new Error(`unexpected ${answer.kind}`);
      return answer.floor;
    },
    async resetPeak() {
      await ask({ kind: 'reset-peak' });
    },
    close: () => void child.kill('SIGKILL'),
  };
}

/** What readers print is no result: it goes to stderr, and stdout stays the bench's own. */
function startChild(path: string, env: Readonly<Record<string, string>>): ChildProcess {
  return fork(path, [], {
    // Peers load the library by themselves (models/session.ts says why).
    env: { ...process.env, ORT_DISABLE_TELEMETRY: '1', ...env },
    stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
    serialization: 'advanced',
  });
}

async function greeting(child: ChildProcess): Promise<string> {
  const first = await nextMessage(child, startDeadlineMs).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  if (first.kind === 'ready') return first.version;
  child.kill('SIGKILL');
  throw new Error(first.kind === 'unfit' ? first.reason : `unexpected ${first.kind}`);
}

function nextMessage(child: ChildProcess, deadlineMs: number): Promise<FromReader> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      child.off('error', onError);
    };
    const timer = setTimeout(() => {
      finish();
      child.kill('SIGKILL');
      reject(new Error(`no answer within ${deadlineMs / 1000} s`));
    }, deadlineMs);
    const onMessage = (message: unknown) => {
      finish();
      resolve(message as FromReader);
    };
    const onExit = (code: number | null, signal: string | null) => {
      finish();
      reject(new Error(`the process ended (${signal ?? code})`));
    };
    const onError = (error: Error) => {
      finish();
      reject(error);
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.on('error', onError);
  });
}
