/** A recognizer whose engine can be changed while the product runs: the new one must prove itself before the old one goes. */
import { AppError } from '#shared/errors.ts';
import type { Recognizer } from '../pipeline/recognizer.ts';
import type { ModelVersions } from './messages.ts';

export type SwitchableRecognizer = Recognizer & {
  /**
   * Starts the engine and takes it when it is fit; pages in work end with the one before.
   * @param ocr as `RecognizerPoolOptions.ocr`
   * @throws AppError `recognizer.model-missing`, `recognizer.model-mismatch`; then nothing has changed
   */
  switchTo(ocr: string): Promise<ModelVersions>;
  /** Starts the engine, asks for its versions and ends it. Throws as `switchTo` does. */
  check(ocr: string): Promise<ModelVersions>;
  /** Of the engine in force. */
  models(): ModelVersions;
};

type Running = { recognizer: Recognizer; models: ModelVersions; pages: number };
type State = { open: Set<Recognizer>; current: Running | null; switching: Promise<unknown>; closed: boolean };

/** Reads nothing before the first `switchTo`. */
export function createSwitchableRecognizer(create: (ocr: string) => Recognizer): SwitchableRecognizer {
  const state: State = { open: new Set(), current: null, switching: Promise.resolve(), closed: false };
  const current = (): Running => {
    if (!state.current) throw new AppError('internal');
    return state.current;
  };
  const start = (ocr: string) => startEngine(state, create, ocr);
  return {
    recognize: (bytes, options) => readWith(state, current(), () => current().recognizer.recognize(bytes, options)),
    status: () => current().recognizer.status(),
    recycle: () => state.current?.recognizer.recycle?.(),
    models: () => current().models,
    switchTo(ocr) {
      const next = state.switching.then(async () => {
        const before = state.current;
        state.current = await start(ocr);
        if (before?.pages === 0) await end(state, before);
        return state.current.models;
      });
      state.switching = next.catch(() => undefined);
      return next;
    },
    async check(ocr) {
      const candidate = await start(ocr);
      await end(state, candidate);
      return candidate.models;
    },
    async close() {
      state.closed = true;
      await Promise.all([...state.open].map((recognizer) => recognizer.close()));
    },
  };
}

async function startEngine(state: State, create: (ocr: string) => Recognizer, ocr: string): Promise<Running> {
  if (state.closed) throw new AppError('cancelled');
  const recognizer = create(ocr);
  state.open.add(recognizer);
  try {
    return { recognizer, models: (await recognizer.status()).models, pages: 0 };
  } catch (error) {
    state.open.delete(recognizer);
    await recognizer.close();
    throw error;
  }
}

/** The last page of an engine that was replaced ends it. */
async function readWith<T>(state: State, running: Running, read: () => Promise<T>): Promise<T> {
  running.pages++;
  try {
    return await read();
  } finally {
    running.pages--;
    if (running.pages === 0 && state.current !== running) await end(state, running);
  }
}

async function end(state: State, { recognizer }: Running): Promise<void> {
  state.open.delete(recognizer);
  await recognizer.close();
}
