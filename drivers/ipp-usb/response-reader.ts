/** Reads one HTTP/1.1 answer out of a byte stream that may be cut anywhere (RFC 9112), within limits. */
import { AppError } from '#shared/errors.ts';
import { BodyBuffer } from './body-buffer.ts';
import { MAX_FRAMING_BYTES, MAX_HEAD_BYTES, MAX_HEADERS, MAX_INTERIM_ANSWERS, MAX_LEADING_EMPTY_LINES } from './response-limits.ts';

type Phase = 'status-line' | 'headers' | 'body' | 'chunk-size' | 'chunk-data' | 'chunk-end' | 'trailers' | 'done';

const statusLine = /^HTTP\/1\.[01] ([1-5]\d\d)(?: .*)?$/;
const headerLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;
const chunkLine = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i;
const LINE_FEED = 10;

export class ResponseReader {
  /** 0 until the status line is read. */
  status = 0;
  readonly headers: Record<string, string> = {};
  /** Of the body; null while unknown, and for chunked bodies. */
  totalBytes: number | null = null;
  /** Body bytes so far. */
  receivedBytes = 0;
  /**
   * False when the end of the answer is a guess: an error without Content-Length, which devices send without a body.
   * The pipe must then be emptied before the next request.
   */
  framed = true;

  readonly #maxBytes: number;
  readonly #body = new BodyBuffer();
  #phase: Phase = 'status-line';
  /** The beginning of a line whose end has not come yet. */
  #line = '';
  #framingBytes = 0;
  #remaining = 0;
  #lengths = new Set<string>();
  #codings: string[] = [];
  #headerCount = 0;
  #interim = 0;
  #emptyLines = 0;

  /** @param maxBytes of the body */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get done(): boolean {
    return this.#phase === 'done';
  }

  /** Body bytes that must still come; null when that is not known. */
  get missingBytes(): number | null {
    return this.#phase === 'body' ? this.#remaining : null;
  }

  get body(): Uint8Array {
    return this.#body.bytes();
  }

  /** Nobody wants the body any more; it is still read to its end. */
  drop(): void {
    this.#body.drop();
  }

  /**
   * @returns what follows the end of the answer; not empty only for a device that says more than was asked
   * @throws AppError `device.protocol` (not HTTP, too large, cannot be delimited)
   */
  push(bytes: Uint8Array): Uint8Array {
    let at = 0;
    while (at < bytes.length && this.#phase !== 'done') {
      if (this.#phase === 'body' || this.#phase === 'chunk-data') at += this.#takeBody(bytes.subarray(at));
      else at += this.#takeLine(bytes.subarray(at));
    }
    return bytes.subarray(at);
  }

  #takeBody(bytes: Uint8Array): number {
    const piece = bytes.subarray(0, this.#remaining);
    this.#body.append(piece);
    this.receivedBytes += piece.length;
    this.#remaining -= piece.length;
    if (this.#remaining === 0) this.#phase = this.#phase === 'body' ? 'done' : 'chunk-end';
    return piece.length;
  }

  #takeLine(bytes: Uint8Array): number {
    const end = bytes.indexOf(LINE_FEED);
    const piece = end < 0 ? bytes : bytes.subarray(0, end + 1);
    this.#countFraming(piece.length);
    this.#line += Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1');
    if (end >= 0) {
      const line = this.#line.replace(/\r?\n$/, '');
      this.#line = '';
      this.#readLine(line);
    }
    return piece.length;
  }

  #countFraming(bytes: number): void {
    this.#framingBytes += bytes;
    const inHead = this.#phase === 'status-line' || this.#phase === 'headers';
    const limit = inHead ? MAX_HEAD_BYTES : MAX_FRAMING_BYTES + this.receivedBytes * 8;
    if (this.#framingBytes > limit || this.#line.length + bytes > MAX_HEAD_BYTES) throw malformed('head-too-large');
  }

  #readLine(line: string): void {
    switch (this.#phase) {
      case 'status-line':
        return this.#readStatusLine(line);
      case 'headers':
        return line === '' ? this.#endOfHead() : this.#readHeader(line);
      case 'chunk-size':
        return this.#readChunkSize(line);
      case 'chunk-end':
        if (line !== '') throw malformed('chunk-end');
        this.#phase = 'chunk-size';
        return;
      case 'trailers':
        if (line === '') this.#phase = 'done';
        return;
      default:
        throw malformed('not-http');
    }
  }

  #readStatusLine(line: string): void {
    if (line === '' && ++this.#emptyLines <= MAX_LEADING_EMPTY_LINES) return;
    const match = statusLine.exec(line);
    if (!match) throw malformed('not-http');
    this.status = Number(match[1]);
    this.#phase = 'headers';
  }

  #readHeader(line: string): void {
    const [, name, value] = headerLine.exec(line) ?? [];
    if (name === undefined || value === undefined || hasControlCharacter(value)) throw malformed('bad-header');
    if (++this.#headerCount > MAX_HEADERS) throw malformed('too-many-headers');
    const key = name.toLowerCase();
    if (key === 'content-length') for (const length of value.split(',')) this.#lengths.add(length.trim());
    if (key === 'transfer-encoding')
      this.#codings.push(
        ...value
          .toLowerCase()
          .split(',')
          .map((coding) => coding.trim()),
      );
    if (!Object.hasOwn(this.headers, key)) Object.defineProperty(this.headers, key, { value, enumerable: true, configurable: true });
  }

  #endOfHead(): void {
    if (this.status < 200) return this.#nextAnswer();
    const codings = this.#codings.filter((coding) => coding !== '' && coding !== 'identity');
    if (this.status === 204 || this.status === 304) this.#phase = 'done';
    else if (codings.length > 0) {
      if (codings.length > 1 || codings[0] !== 'chunked') throw malformed('transfer-encoding');
      this.#phase = 'chunk-size';
    } else if (this.#lengths.size > 0) this.#beginBody();
    // Over USB nothing ends a body but its own length: there is no connection to close.
    else if (this.status < 300) throw malformed('no-length');
    else {
      this.framed = false;
      this.#phase = 'done';
    }
  }

  #beginBody(): void {
    const [length = ''] = this.#lengths;
    if (this.#lengths.size > 1 || !/^\d{1,15}$/.test(length)) throw malformed('content-length');
    this.totalBytes = this.#remaining = Number(length);
    if (this.totalBytes > this.#maxBytes) throw tooLarge(this.#maxBytes);
    this.#phase = this.totalBytes === 0 ? 'done' : 'body';
  }

  #readChunkSize(line: string): void {
    const digits = chunkLine.exec(line)?.[1];
    if (digits === undefined) throw malformed('chunk-size');
    this.#remaining = Number.parseInt(digits, 16);
    if (this.receivedBytes + this.#remaining > this.#maxBytes) throw tooLarge(this.#maxBytes);
    this.#phase = this.#remaining === 0 ? 'trailers' : 'chunk-data';
  }

  /** An interim answer is over; the one that counts follows. */
  #nextAnswer(): void {
    if (++this.#interim > MAX_INTERIM_ANSWERS) throw malformed('too-many-interim-answers');
    for (const name of Object.keys(this.headers)) Reflect.deleteProperty(this.headers, name);
    this.#lengths.clear();
    this.#codings = [];
    this.status = 0;
    this.#phase = 'status-line';
  }
}

function hasControlCharacter(value: string): boolean {
  return [...value].some((sign) => (sign < ' ' && sign !== '\t') || sign === '\x7f');
}

function malformed(reason: string): AppError {
  return new AppError('device.protocol', { reason });
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('device.protocol', { reason: 'answer-too-large', maxBytes });
}
