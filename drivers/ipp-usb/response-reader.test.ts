/** The HTTP codec byte by byte: any cut of the stream gives the same answer, and hostile bytes give an error, never a wait. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import { encodeRequest } from './encode-request.ts';
import { ResponseReader } from './response-reader.ts';

const LIMIT = 4096;

function read(stream: Uint8Array, cuts: readonly number[] = [], limit = LIMIT): { reader: ResponseReader; rest: Uint8Array } {
  const reader = new ResponseReader(limit);
  const ends = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((a, b) => a - b);
  let rest = new Uint8Array(0) as Uint8Array;
  let at = 0;
  for (const end of [...ends, stream.length]) {
    const left = reader.push(stream.subarray(at, end));
    if (reader.done) rest = Buffer.concat([rest, left]);
    at = end;
  }
  return { reader, rest };
}
const reasonOf = (stream: Uint8Array | string, limit = LIMIT): unknown => {
  try {
    read(Buffer.from(stream as string, 'latin1'), [], limit);
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(error.code).toBe('device.protocol');
    return error.details['reason'];
  }
};

const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,14}$/).filter((name) => !/^(content-length|transfer-encoding)$/i.test(name));
const value = fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/);
const bodyBytes = fc.uint8Array({ maxLength: 600 });
const message = fc.record({
  status: fc.constantFrom(200, 201, 404, 409, 503),
  reason: fc.constantFrom('', ' OK', ' Service Unavailable'),
  headers: fc.uniqueArray(fc.tuple(token, value), { maxLength: 6, selector: ([name]) => name.toLowerCase() }),
  body: bodyBytes,
  /** Sizes of chunks; null = Content-Length. */
  chunks: fc.option(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 8 }), { nil: null }),
  extension: fc.constantFrom('', ';a=b', ' ; name="x"'),
  trailers: fc.constantFrom('', 'X-Checksum: 12\r\n'),
  lineEnd: fc.constantFrom('\r\n', '\n'),
  interim: fc.integer({ min: 0, max: 2 }),
});
type Message = typeof message extends fc.Arbitrary<infer Value> ? Value : never;

function encode({ status, reason, headers, body, chunks, extension, trailers, lineEnd, interim }: Message): Buffer {
  const end = (text: string): string => text.replaceAll('\r\n', lineEnd);
  const fields = headers.map(([name, text]) => `${name}: ${text}\r\n`).join('');
  const before = 'HTTP/1.1 100 Continue\r\nX-Interim: yes\r\n\r\n'.repeat(interim);
  const framing = chunks ? 'Transfer-Encoding: chunked\r\n' : `Content-Length: ${body.length}\r\n`;
  const head = Buffer.from(end(`${before}HTTP/1.1 ${status}${reason}\r\n${fields}${framing}\r\n`), 'latin1');
  if (!chunks) return Buffer.concat([head, body]);
  const parts: Uint8Array[] = [head];
  let at = 0;
  for (const size of [...chunks, body.length]) {
    const piece = body.subarray(at, at + size);
    at += piece.length;
    if (piece.length > 0) parts.push(Buffer.from(end(`${piece.length.toString(16)}${extension}\r\n`)), piece, Buffer.from(lineEnd));
  }
  return Buffer.concat([...parts, Buffer.from(end(`0\r\n${trailers}\r\n`))]);
}

test('however the bytes are cut, the answer is the same and ends at the same byte', () => {
  fc.assert(
    fc.property(message, fc.array(fc.nat(), { maxLength: 12 }), fc.uint8Array({ maxLength: 20 }), (each, cuts, following) => {
      const stream = Buffer.concat([encode(each), following]);
      const { reader, rest } = read(stream, cuts);
      expect(reader.done).toBe(true);
      expect(reader.status).toBe(each.status);
      expect(Buffer.from(reader.body).equals(Buffer.from(each.body))).toBe(true);
      for (const [name, text] of each.headers) expect(reader.headers[name.toLowerCase()]).toBe(text);
      expect(reader.headers['x-interim']).toBeUndefined();
      expect(Buffer.from(rest).equals(Buffer.from(following))).toBe(true);
      expect(reader.totalBytes).toBe(each.chunks ? null : each.body.length);
    }),
    { numRuns: 200 },
  );
});

test('one byte at a time is a cut like any other', () => {
  fc.assert(
    fc.property(message, (each) => {
      const stream = encode(each);
      const reader = new ResponseReader(LIMIT);
      // Not done before the last byte: an answer is never taken too early.
      for (const [index] of stream.entries()) {
        expect(reader.done).toBe(false);
        reader.push(stream.subarray(index, index + 1));
      }
      expect(reader.done).toBe(true);
      expect(Buffer.from(reader.body).equals(Buffer.from(each.body))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('random and damaged bytes end in an AppError or in a wait for more, never in another error', () => {
  const damaged = fc
    .tuple(message, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }))
    .map(([each, changes]) => {
      const stream = encode(each);
      for (const [at, byte] of changes) stream[at % stream.length] = byte;
      return stream;
    });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), damaged), fc.array(fc.nat(), { maxLength: 6 }), (stream, cuts) => {
      try {
        const { reader } = read(stream, cuts);
        expect(reader.receivedBytes).toBeLessThanOrEqual(LIMIT);
      } catch (error) {
        expect(isAppError(error) && error.code).toBe('device.protocol');
      }
    }),
    { numRuns: 500 },
  );
});

const head = 'HTTP/1.1 200 OK\r\n';
test.each([
  ['not-http', 'Content-Type: text/html\r\n'],
  ['not-http', 'HTTP/2 200\r\n'],
  ['not-http', '\r\n'.repeat(9)],
  ['not-http', `${'stale page '.repeat(300)}\r\n`],
  ['bad-header', `${head}no colon here\r\n\r\n`],
  ['bad-header', `${head}X: 1\r\n folded\r\n\r\n`],
  ['bad-header', `${head}X: a\0b\r\n\r\n`],
  ['content-length', `${head}Content-Length: -1\r\n\r\n`],
  ['content-length', `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n`],
  ['content-length', `${head}Content-Length: 5, 6\r\n\r\n`],
  ['content-length', `${head}Content-Length: 0x5\r\n\r\n`],
  ['answer-too-large', `${head}Content-Length: 4097\r\n\r\n`],
  ['answer-too-large', `${head}Transfer-Encoding: chunked\r\n\r\nffffffff\r\n`],
  ['transfer-encoding', `${head}Transfer-Encoding: gzip, chunked\r\n\r\n`],
  ['chunk-size', `${head}Transfer-Encoding: chunked\r\n\r\n-5\r\n`],
  ['chunk-size', `${head}Transfer-Encoding: chunked\r\n\r\n1ffffffff\r\n`],
  ['chunk-end', `${head}Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n`],
  ['no-length', `${head}X: 1\r\n\r\n`],
  ['too-many-headers', `${head}${'X: 1\r\n'.repeat(200)}`],
  ['head-too-large', `${head}X: ${'a'.repeat(40_000)}`],
  ['head-too-large', 'H'.repeat(40_000)],
  ['too-many-interim-answers', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(7)],
  ['head-too-large', `${head}Transfer-Encoding: chunked\r\n\r\n0\r\n${'X: trailer of a device that never stops\r\n'.repeat(30_000)}`],
])('%s: %j', (reason, stream) => {
  expect(reasonOf(stream)).toBe(reason);
});

test('tiny chunks with long extensions end before they fill anything', () => {
  const chunk = `1;${'x'.repeat(2000)}\r\na\r\n`;
  expect(reasonOf(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(2000)}`, 1e9)).toBe('head-too-large');
});

test('a body of single bytes keeps no more than its own size', () => {
  const { reader } = read(Buffer.from(`${head}Transfer-Encoding: chunked\r\n\r\n${'1\r\na\r\n'.repeat(4000)}0\r\n\r\n`));
  expect(reader.body.length).toBe(4000);
  expect(reader.body.buffer.byteLength).toBeLessThanOrEqual(64 * 1024);
});

test('equal lengths twice are one; an error without length has no body and is told to be a guess', () => {
  expect(read(Buffer.from(`${head}Content-Length: 2\r\nContent-Length: 2, 2\r\n\r\nok`)).reader.done).toBe(true);
  const { reader } = read(Buffer.from('HTTP/1.1 404 Not Found\r\n\r\n'));
  expect([reader.done, reader.framed, reader.body.length]).toEqual([true, false, 0]);
  expect(read(Buffer.from('HTTP/1.1 204 No Content\r\n\r\n')).reader).toMatchObject({ done: true, framed: true });
});

test('names that JavaScript knows too are headers like others', () => {
  const { reader } = read(Buffer.from(`${head}__proto__: 1\r\nconstructor: 2\r\nContent-Length: 0\r\n\r\n`));
  expect(Object.entries(reader.headers)).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
    ['content-length', '0'],
  ]);
});

test('a dropped answer is still read to its end', () => {
  const reader = new ResponseReader(LIMIT);
  reader.push(Buffer.from(`${head}Content-Length: 10\r\n\r\n12345`));
  reader.drop();
  expect(reader.missingBytes).toBe(5);
  reader.push(Buffer.from('67890'));
  expect([reader.done, reader.body.length, reader.receivedBytes]).toEqual([true, 0, 10]);
});

test('a request is one block of bytes with its length, without Expect and Connection', () => {
  const text = (request: Parameters<typeof encodeRequest>[0]): string => Buffer.from(encodeRequest(request)).toString();
  expect(text({ method: 'GET', path: '/eSCL/ScannerStatus' })).toBe(
    'GET /eSCL/ScannerStatus HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n',
  );
  const post = text({ method: 'POST', path: '/eSCL/ScanJobs', headers: { 'content-type': 'text/xml' }, body: '<纸/>' });
  expect(post).toContain('Content-Length: 6\r\n');
  expect(post).toContain('Content-Type: text/xml\r\n');
  expect(post).not.toMatch(/expect|connection/i);
  expect(text({ method: 'GET', path: '/', headers: { host: 'other' } })).toContain('Host: other\r\n');
});

test.each<{ path: string; headers?: Record<string, string> }>([
  { path: '/a b' },
  { path: '/a\r\nX: y' },
  { path: 'http://other/' },
  { path: '/', headers: { x: 'a\r\nb: c' } },
  { path: '/', headers: { 'x y': 'a' } },
])('a request cannot break out of its line: %j', (request) => {
  expect(() => encodeRequest({ method: 'GET', ...request })).toThrow(expect.objectContaining({ code: 'bad-input' }));
});
