/** Payload against the published schema, and the schema's paths for the mapping table. */
import { expect, test } from 'vitest';
import type { Connector } from '../../connectors/connector.ts';
import { casePayloadSchema } from '../../connectors/sandbox/payload-schema.ts';
import { checkPayload, createPayloadSchemaSource, listSchemaPaths } from './payload-schema.ts';

const schema = casePayloadSchema as unknown as Record<string, unknown>;

const payload = {
  caseId: 'd4c1b2de-1c5f-4f3f-9a58-7f0f52b5a001',
  item: { taskCode: 'ITEM-1', name: '样例事项', version: 1 },
  applicationType: 'window',
  applicant: { type: 'naturalPerson', name: '覃样例', idType: '111', idNumber: '450103199003070012' },
  form: {},
  materials: [],
  review: { reviewer: '李核验', reviewedAt: '2026-03-02T01:00:00.000Z' },
  timestamps: { appliedAt: '2026-03-02T00:30:00.000Z' },
};

test('a complete payload has no problem', () => {
  expect(checkPayload(schema, payload)).toEqual([]);
});

test('problems carry the dotted target and never the value', () => {
  const wrong = {
    ...payload,
    review: undefined,
    applicant: { ...payload.applicant, idNumber: '4501031990' },
    form: { employees: 'many' },
    surplus: 1,
  };
  const problems = checkPayload(schema, wrong);
  expect(problems.map(({ target }) => target).sort()).toEqual(['applicant.idNumber', 'form.employees', 'review', 'surplus']);
  expect(JSON.stringify(problems)).not.toMatch(/4501031990|many/);
});

test('a schema that nobody can read judges nothing', () => {
  expect(checkPayload({ $ref: '#/nowhere' }, payload)).toEqual([]);
  expect(checkPayload({ type: 'object', properties: { a: { type: 'string', format: 'gb-18030' } } }, { a: 'x' })).toEqual([]);
});

test('paths are leaves; a leaf of an optional object is optional; materials are not offered', () => {
  const paths = listSchemaPaths(schema);
  expect(paths).toContainEqual({ path: 'applicant.idNumber', required: true, title: '证件号码' });
  expect(paths).toContainEqual({ path: 'agent.name', required: false, title: '姓名' });
  expect(paths.some(({ path }) => path.startsWith('materials'))).toBe(false);
  expect(paths.some(({ path }) => path === 'applicant')).toBe(false);
});

test('the schema of the last time serves while the system cannot be reached', async () => {
  const stored = new Map<string, unknown>();
  const settings = {
    get: (name: string) => Promise.resolve(stored.get(name)),
    put: (name: string, value: unknown) => Promise.resolve(void stored.set(name, value)),
    history: () => Promise.resolve([]),
  };
  const connection = { kind: 'rest' as const, baseUrl: 'http://127.0.0.1:1', clientId: 'c', clientSecret: 's', timeoutMs: 1000 };
  const sourceOf = (answer: () => Promise<Record<string, unknown> | null>) =>
    createPayloadSchemaSource({
      store: { settings },
      connection: () => Promise.resolve(connection),
      connectorFor: () => ({ payloadSchema: answer }) as unknown as Connector,
      addressOf: ({ baseUrl }) => String(baseUrl),
    });
  const down = () => Promise.reject(new Error('unreachable'));
  expect(await sourceOf(down)()).toBeNull();
  expect(await sourceOf(() => Promise.resolve({ type: 'object' }))()).toEqual({ type: 'object' });
  expect(await sourceOf(down)()).toEqual({ type: 'object' });
  connection.baseUrl = 'http://127.0.0.1:2';
  expect(await sourceOf(down)()).toBeNull();
});
