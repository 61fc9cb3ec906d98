/** Samples by URL: for administrators alone, files in, images out, nothing else. */
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { Connection, Role } from '#shared/session.ts';
import { answerSample } from './sample-bytes.ts';
import type { SampleBytes } from './sample-bytes.ts';

const sampleId = '00000000-0000-4000-8000-000000000001';
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const taken: [string, number][] = [];
const samples: SampleBytes = {
  readSample: (id, rendition) => Promise.resolve(id === sampleId && rendition === 'original' ? jpeg : undefined),
  readCandidate: (id) => Promise.resolve(id === sampleId ? jpeg : undefined),
  addFile(_connection, typeId, bytes) {
    if (bytes.length < 4) throw new AppError('file.unsupported');
    taken.push([typeId, bytes.length]);
    return Promise.resolve(2);
  },
};
const connection = (role: Role, mustChangePassword = false): Connection =>
  ({
    role: () => role,
    actor: () => ({ account: 'zhao', displayName: '赵', role: 'admin' }),
    mustChangePassword: () => mustChangePassword,
    isLocked: () => false,
    onChange: () => () => undefined,
  }) as unknown as Connection;

function ask(path: string, role: Role = 'admin', init?: RequestInit, mustChangePassword = false): Promise<Response> {
  const request = new Request(`http://127.0.0.1${path}`, init);
  return answerSample(samples, request, path, connection(role, mustChangePassword));
}

test('an administrator sees a sample with the type of its bytes', async () => {
  const response = await ask(`/sample/${sampleId}/original`);
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(jpeg);
  expect((await ask(`/sample/candidate/${sampleId}`)).status).toBe(200);
});

test.each(['operator', 'reviewer', 'applicant'] as const)('%s may not', async (role) => {
  await expect(ask(`/sample/${sampleId}/original`, role)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(ask('/sample/taught-abc123/files', role, { method: 'POST', body: jpeg })).rejects.toMatchObject({ code: 'forbidden' });
});

test('neither may a visitor, nor an administrator before the first password is changed', async () => {
  await expect(ask(`/sample/${sampleId}/original`, 'visitor')).rejects.toMatchObject({ code: 'session.signed-out' });
  await expect(ask(`/sample/${sampleId}/original`, 'admin', {}, true)).rejects.toMatchObject({ code: 'session.password-change-required' });
});

test('unknown samples and addresses are not found', async () => {
  for (const path of [`/sample/${sampleId}/thumbnail`, `/sample/${sampleId}/prepared`, '/sample/../page', '/sample/taught-abc123/files'])
    await expect(ask(path), path).rejects.toMatchObject({ code: 'not-found' });
  await expect(ask('/sample/id-card/files', 'admin', { method: 'POST', body: jpeg })).rejects.toMatchObject({ code: 'not-found' });
});

test('a file goes to its type and the answer tells how many samples it gave', async () => {
  const response = await ask('/sample/taught-abc123/files', 'admin', { method: 'POST', body: jpeg });
  expect(await response.json()).toEqual({ added: 2 });
  expect(taken).toEqual([['taught-abc123', jpeg.length]]);
});
