/** The feed log: a few lines beside a job's spool files that say, whatever is killed when, which sheet was under way. No personal data. */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { FeedLog, FeedState } from '../driver.ts';
import { syncFolder } from './sync-folder.ts';

const fileName = 'feed.log';

const whole = z.number().int().min(0);
const lineSchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('asking'), timeMs: z.number(), sheetsBefore: whole, duplex: z.boolean(), pages: whole, sides: whole }),
  z.object({ at: z.literal('started'), jobPath: z.string() }),
  z.object({ at: z.literal('received'), pages: whole, sides: whole }),
  z.object({ at: z.literal('settled') }),
  z.object({ at: z.literal('given-back') }),
  /** The job stopped and a person was told from which sheet on nothing was taken: what lies in the spool beyond that is void. */
  z.object({ at: z.literal('told'), sheetsBefore: whole, timeMs: z.number() }),
]);
type Line = z.infer<typeof lineSchema>;

/**
 * @param sheetsBefore sheets of the stack that are safe from earlier jobs of the device
 * Its methods reject with the file system's error, and a driver then feeds nothing.
 */
export function createFeedLog(folder: string, sheetsBefore: number): FeedLog {
  const write = (line: Line): Promise<void> => append(folder, line);
  return {
    asking: (feed) => write({ at: 'asking', timeMs: Date.now(), sheetsBefore, ...feed }),
    started: (jobPath) => write({ at: 'started', jobPath }),
    received: (count) => write({ at: 'received', ...count }),
    settled: () => write({ at: 'settled' }),
    givenBack: () => write({ at: 'given-back' }),
  };
}

/** A person is about to be told that nothing was taken from the sheet after `sheetsBefore` on. */
export function noteTold(folder: string, sheetsBefore: number): Promise<void> {
  return append(folder, { at: 'told', sheetsBefore, timeMs: Date.now() });
}

/** Opened anew for each line: a job has few, and the folder may be moved away below a process that should have ended. */
async function append(folder: string, line: Line): Promise<void> {
  const file = await open(join(folder, fileName), 'a', 0o600);
  try {
    const { size } = await file.stat();
    await file.write(`${JSON.stringify(line)}\n`);
    await file.datasync();
    if (size === 0) await syncFolder(folder);
  } finally {
    await file.close();
  }
}

/** Null when no device was asked for anything. A last line that was cut off counts as not written. */
export async function readFeedLog(folder: string): Promise<FeedState | null> {
  const text = await readFile(join(folder, fileName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  let state: FeedState | null = null;
  for (const line of text.split('\n').flatMap(parseLine)) state = follow(state, line);
  return state;
}

function parseLine(text: string): Line[] {
  try {
    const line = lineSchema.safeParse(JSON.parse(text));
    return line.success ? [line.data] : [];
  } catch {
    return [];
  }
}

function follow(state: FeedState | null, line: Line): FeedState | null {
  if (line.at === 'asking') {
    const { sheetsBefore, duplex, pages, sides, timeMs: askedAtMs } = line;
    return { stage: 'under-way', sheetsBefore, duplex, pages, sides, jobPath: null, askedAtMs, givenBack: false };
  }
  if (!state) return null;
  switch (line.at) {
    case 'started':
      return { ...state, jobPath: line.jobPath };
    case 'received':
      return { ...state, pages: line.pages, sides: line.sides };
    case 'settled':
      return { ...state, stage: 'settled' };
    case 'given-back':
      return { ...state, givenBack: true };
    case 'told':
      return { ...state, stage: 'told', sheetsBefore: line.sheetsBefore, sides: 0, pages: 0 };
  }
}
