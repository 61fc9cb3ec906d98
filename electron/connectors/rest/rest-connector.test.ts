/** The parts of the REST connector that need no server: envelopes, Retry-After, published schemas, addresses. */
import { expect, test } from 'vitest';
import { readEnvelope } from './envelope.ts';
import { parseRetryAfter } from './exchange.ts';
import { maxRetryAfterDateMs, maxRetryAfterMs } from './limits.ts';
import { findPayloadSchema } from './published-schema.ts';
import { createRestConnector } from './rest-connector.ts';

test.each([
  [
    { code: 0, message: '成功', data: { caseNumber: '1' } },
    { kind: 'ok', data: { caseNumber: '1' } },
  ],
  [
    { code: '200', message: '', data: null },
    { kind: 'ok', data: {} },
  ],
  [{ code: 500, message: '不允许重复提交办件', data: null }, { kind: 'duplicate' }],
  [{ code: 500, message: '已存在该条服务信息，请勿重复提交！', data: null }, { kind: 'duplicate' }],
  // A name that is taken is a refusal of the content, not a case that has arrived.
  [
    { code: 500, message: '同名个体工商户已存在', data: null },
    { kind: 'refused', problems: [{ path: null, reason: { code: 'system-words', details: { words: '同名个体工商户已存在' } } }] },
  ],
  [{ code: 4041, message: '', data: null }, { kind: 'unknown-case' }],
  [
    { code: 401, message: 'token 失效', data: null },
    { kind: 'unauthorised', reason: { code: 'system-words', details: { words: 'token 失效' } } },
  ],
  [
    { code: 7, data: null },
    { kind: 'refused', problems: [{ path: null, reason: { code: 'system-code', details: { code: '7' } } }] },
  ],
  [
    { code: 4220, message: '校验不通过', data: { problems: [{ path: '/a', message: '必填' }, 'junk', { message: '其他' }] } },
    {
      kind: 'refused',
      problems: [
        { path: '/a', reason: { code: 'system-words', details: { words: '必填' } } },
        { path: null, reason: { code: 'system-words', details: { words: '其他' } } },
      ],
    },
  ],
])('envelope %j', (json, expected) => {
  expect(readEnvelope(json)).toMatchObject(expected);
});

test.each([[null], ['text'], [[]], [{ status: true }], [undefined]])('%j is no envelope', (json) => {
  expect(readEnvelope(json)).toBeUndefined();
});

test.each([
  ['7', 7000],
  ['0', 0],
  ['Mon, 02 Mar 2026 00:00:30 GMT', 30_000],
  ['Sun, 01 Mar 2026 00:00:00 GMT', 0],
  ['99999999', maxRetryAfterMs],
  // A far side whose clock is a month ahead of its own Date header.
  ['Thu, 02 Apr 2026 00:00:00 GMT', maxRetryAfterDateMs],
  ['soon', null],
  [undefined, null],
])('Retry-After %j', (value, expected) => {
  expect(parseRetryAfter(value, Date.parse('2026-03-02T00:00:00Z'))).toBe(expected);
});

test('a date that comes without a Date header says nothing: it may be meant by any clock', () => {
  expect(parseRetryAfter('Mon, 02 Mar 2026 00:00:30 GMT', Number.NaN)).toBeNull();
  expect(parseRetryAfter('7', Number.NaN)).toBe(7000);
});

const documentOf = (schema: unknown, schemas: unknown = {}) => ({
  paths: { '/cases/{id}/submission': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
  components: { schemas },
});

test('the payload schema is found and its references are resolved', () => {
  const schemas = { Body: { properties: { payload: { $ref: '#/components/schemas/A~1B' } } }, 'A/B': { type: 'object', title: '办件' } };
  expect(findPayloadSchema(documentOf({ $ref: '#/components/schemas/Body' }, schemas))).toEqual({ type: 'object', title: '办件' });
});

test('a schema that refers to itself ends, a foreign reference is not followed', () => {
  const schemas = { Loop: { type: 'object', properties: { payload: { $ref: '#/components/schemas/Loop' } } } };
  expect(findPayloadSchema(documentOf({ $ref: '#/components/schemas/Loop' }, schemas))).toMatchObject({ type: 'object' });
  expect(findPayloadSchema(documentOf({ properties: { payload: { $ref: 'http://192.0.2.1/x.json' } } }))).toEqual({});
});

test.each([[undefined], [{}], [{ paths: {} }], [documentOf({ type: 'string' })]])('no payload schema in %j', (document) => {
  expect(findPayloadSchema(document)).toBeNull();
});

test.each([['ftp://127.0.0.1/'], ['file:///etc/passwd'], ['http://user:pass@127.0.0.1/'], ['http://127.0.0.1/?a=1'], ['not a url']])(
  'the address %s is refused',
  (baseUrl) => {
    const settings = { baseUrl, clientId: 'c', clientSecret: 's', timeoutMs: 1000 };
    expect(() => createRestConnector(settings)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  },
);
