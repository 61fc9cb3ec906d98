/** Runs SANE's `scanimage`, a process of its own for each call: backends crash, hang and keep devices locked. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { AppError } from '#shared/errors.ts';
import { codeSaid } from './exit-code.ts';
import { endingWithParent } from './left-process.ts';

export type SaneEnvironment = Readonly<Record<string, string | undefined>>;
export type Finished = { code: number | null; stdout: string; stderr: string };

/** What a backend prints about one scan; more is a loop. */
const MAX_OUTPUT_CHARACTERS = 1_000_000;

/** Messages in English, whatever the desktop speaks: they are evidence. */
function start(given: readonly string[], env: SaneEnvironment): ChildProcessWithoutNullStreams {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...env, LC_ALL: 'C' };
  const { program, args } = endingWithParent('scanimage', given, environment.PATH);
  return spawn(program, args, { env: environment, stdio: 'pipe' });
}

/**
 * A call that answers and ends.
 * @throws AppError `device.software-missing`, `device.timeout`, `cancelled`
 */
export function runScanimage(
  args: readonly string[],
  options: { env: SaneEnvironment; timeoutMs: number; signal?: AbortSignal },
): Promise<Finished> {
  const child = start(args, options.env);
  child.stdin.end();
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout = (stdout + text).slice(0, MAX_OUTPUT_CHARACTERS)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-MAX_OUTPUT_CHARACTERS)));
    const give = (error: AppError): void => {
      child.kill('SIGKILL');
      reject(error);
    };
    const timer = setTimeout(() => give(new AppError('device.timeout', { reason: 'scanimage' })), options.timeoutMs);
    options.signal?.addEventListener('abort', () => give(new AppError('cancelled')), { once: true });
    child.once('error', (error) => reject(spawnError(error)));
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

function spawnError(error: Error): AppError {
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return new AppError(missing ? 'device.software-missing' : 'device.error', { program: 'scanimage' }, error);
}

export type BatchEvent = { kind: 'page'; file: string } | { kind: 'end'; code: number | null } | { kind: 'failed'; error: AppError };

/** A second signal makes `scanimage` give up a device that does not answer; the first asks the backend to stop the motor. */
const SECOND_SIGNAL_MS = 1_000;
const KILL_MS = 5_000;
/** A flatbed at 600 dpi warms up and moves for a minute before its first word; silence beyond that is a hanging backend. */
const SILENCE_MS = 120_000;
const SILENCE_CHECK_MS = 5_000;
const KEPT_LINES = 40;
const LAST_WORDS_MS = 500;
/** After its "Batch terminated" only the device has to be let go; a backend that hangs there (the test backend does once in a hundred) is not waited for. */
const LETTING_GO_MS = 3_000;

/** One batch: `release` lets it scan the next page, `next` waits for that page or for the end. */
export class ScanimageBatch {
  /** The last lines of stderr. */
  readonly lines: string[] = [];
  readonly ended: Promise<void>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #onLine: (line: string) => void;
  readonly #events: BatchEvent[] = [];
  #wake: () => void = () => undefined;
  #hasEnded = false;
  #heardAt = performance.now();

  constructor(args: readonly string[], options: { env: SaneEnvironment; onLine: (line: string) => void }) {
    this.#onLine = options.onLine;
    const child = start(args, options.env);
    this.#child = child;
    // The process may be gone when a line is written to it; its end is reported anyway.
    child.stdin.on('error', () => undefined);
    splitLines(child.stdout, (file) => this.#push({ kind: 'page', file }));
    splitLines(child.stderr, (line) => this.#hear(line));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    const watching = setInterval(() => {
      if (performance.now() - this.#heardAt > SILENCE_MS)
        this.#push({ kind: 'failed', error: new AppError('device.timeout', { reason: 'silent' }) });
    }, SILENCE_CHECK_MS);
    child.once('error', (error) => {
      clearInterval(watching);
      this.#push({ kind: 'failed', error: spawnError(error) });
      resolve();
    });
    // Not `close`: a backend's own child may keep the pipes open after `scanimage` has gone.
    child.once('exit', (code) => {
      clearInterval(watching);
      this.#hasEnded = true;
      let told = false;
      const end = (): void => {
        if (!told) this.#push({ kind: 'end', code });
        told = true;
        resolve();
      };
      // What it printed last is still on its way.
      child.once('close', end);
      // Behind the next look at the pipes: after a long pause of this process they may hold all of it.
      setTimeout(() => setImmediate(end), LAST_WORDS_MS).unref();
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** `--batch-prompt` waits for a line before each page: that is the back-pressure. */
  release(): void {
    this.#heardAt = performance.now();
    this.#child.stdin.write('\n');
  }

  async next(): Promise<BatchEvent> {
    for (;;) {
      const event = this.#events.shift();
      if (event) return event;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** SIGTERM would leave real hardware feeding; see scanimage.c: only SIGINT, SIGHUP and SIGPIPE cancel at the device. */
  stop(): void {
    if (this.#hasEnded) return;
    this.#child.stdin.end();
    this.#child.kill('SIGINT');
    const timers = [setTimeout(() => this.#child.kill('SIGINT'), SECOND_SIGNAL_MS), setTimeout(() => this.#child.kill('SIGKILL'), KILL_MS)];
    void this.ended.then(() => timers.forEach(clearTimeout));
  }

  #hear(line: string): void {
    this.#heardAt = performance.now();
    this.lines.push(line);
    if (this.lines.length > KEPT_LINES) this.lines.shift();
    if (line.startsWith('Batch terminated')) this.#expectEnd();
    this.#onLine(line);
  }

  /** Everything is told: what is left is to end, on its own or by a signal. */
  #expectEnd(): void {
    const timer = setTimeout(() => {
      this.#push({ kind: 'end', code: codeSaid(this.lines) });
      this.stop();
    }, LETTING_GO_MS);
    void this.ended.then(() => clearTimeout(timer));
  }

  #push(event: BatchEvent): void {
    this.#events.push(event);
    this.#wake();
  }
}

/** Progress ends with a carriage return, and lines arrive in pieces. */
function splitLines(stream: NodeJS.ReadableStream, sink: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/[\r\n]/);
    rest = (lines.pop() ?? '').slice(-MAX_OUTPUT_CHARACTERS);
    for (const line of lines) if (line !== '') sink(line);
  });
}
