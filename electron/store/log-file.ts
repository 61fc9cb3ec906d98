/**
 * Reads SQLite's write-ahead log (`intake.db-wal`) before SQLite does: SQLite stops without a word at the first frame
 * whose checksum is wrong, and what was committed after it is gone. Format: sqlite.org/fileformat2.html, section 4.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { systemCode } from './store-error.ts';

const headerBytes = 32;
const frameHeaderBytes = 24;
/** The lowest bit says whether checksums read their words big-endian. */
const magic = 0x377f0682;

export type LogFile = {
  /**
   * `torn`: only the last, unfinished transaction is cut, as after a power cut. `damaged`: a bad frame is followed by
   * committed ones. `bad-header`: nothing of it would be read.
   */
  state: 'absent' | 'empty' | 'whole' | 'torn' | 'damaged' | 'bad-header';
  /** Both salts, hex; empty without a header. */
  salt: string;
  /** Frames that SQLite will read, up to the last commit. */
  frames: number;
  /** Of the file. */
  bytes: number;
};

const without = (state: LogFile['state'], bytes = 0): LogFile => ({ state, salt: '', frames: 0, bytes });

/** Only the header: cheap enough for a running store. The log file carries no locks, so it may be opened at any time. */
export function readLogSalt(file: string): string {
  return withFile(file, '', (descriptor) => {
    const header = Buffer.alloc(headerBytes);
    return readSync(descriptor, header, 0, headerBytes, 0) === headerBytes ? saltOf(header) : '';
  });
}

export function inspectLog(file: string): LogFile {
  return withFile(file, without('absent'), (descriptor) => {
    const { size } = fstatSync(descriptor);
    if (size === 0) return without('empty');
    const header = Buffer.alloc(headerBytes);
    readSync(descriptor, header, 0, headerBytes, 0);
    const pageBytes = header.readUInt32BE(8) === 1 ? 65536 : header.readUInt32BE(8);
    const bigEndian = (header.readUInt32BE(0) & 1) === 1;
    const start = checksum(header.subarray(0, 24), [0, 0], bigEndian);
    const isLog = (header.readUInt32BE(0) & 0xfffffffe) >>> 0 === magic && agrees(header, 24, start);
    // Nothing can have been committed to a log that ends with its header.
    if (!isLog) return without(size <= headerBytes ? 'empty' : 'bad-header', size);
    return readFrames(descriptor, { size, pageBytes, bigEndian, salt: saltOf(header), start });
  });
}

type Log = { size: number; pageBytes: number; bigEndian: boolean; salt: string; start: Sums };
type Sums = [number, number];

function readFrames(descriptor: number, { size, pageBytes, bigEndian, salt, start }: Log): LogFile {
  const frame = Buffer.alloc(frameHeaderBytes + pageBytes);
  const count = Math.floor((size - headerBytes) / frame.length);
  const read = (into: Buffer, index: number) => readSync(descriptor, into, 0, into.length, headerBytes + index * frame.length);
  let sums: Sums = start;
  let frames = 0;
  for (let index = 0; index < count; index++) {
    read(frame, index);
    sums = checksum(frame.subarray(frameHeaderBytes), checksum(frame.subarray(0, 8), sums, bigEndian), bigEndian);
    const isOurs = saltOf(frame, 8) === salt;
    if (!isOurs || !agrees(frame, 16, sums)) return { state: judgeRest(isOurs ? index : index + 1), salt, frames, bytes: size };
    if (commits(frame)) frames = index + 1;
  }
  return { state: frames === count ? 'whole' : 'torn', salt, frames, bytes: size };

  /**
   * Frames with other salts are left over from before the log began anew. Each commit is synced before the next
   * begins, so a power cut can only leave frames of one transaction unfinished, with its commit as their last.
   */
  function judgeRest(first: number): LogFile['state'] {
    const head = Buffer.alloc(frameHeaderBytes);
    let [found, committed] = [false, false];
    for (let index = first; index < count; index++) {
      read(head, index);
      if (saltOf(head, 8) !== salt) continue;
      if (committed) return 'damaged';
      [found, committed] = [true, commits(head)];
    }
    return found ? 'torn' : 'whole';
  }
}

/** The last frame of a transaction carries the size of the database after it. */
const commits = (frame: Buffer): boolean => frame.readUInt32BE(4) > 0;

const saltOf = (bytes: Buffer, at = 16): string => bytes.toString('hex', at, at + 8);

function agrees(bytes: Buffer, at: number, [first, second]: Sums): boolean {
  return bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;
}

/** The cumulative checksum of the format over pairs of 32-bit words. */
function checksum(bytes: Buffer, [first, second]: Sums, bigEndian: boolean): Sums {
  const word = (at: number) => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  let [one, two] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + word(at) + two) >>> 0;
    two = (two + word(at + 4) + one) >>> 0;
  }
  return [one, two];
}

function withFile<T>(file: string, absent: T, work: (descriptor: number) => T): T {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return absent;
    throw error;
  }
  try {
    return work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
