/** Errors of every shape that a call can reject with become one of our codes. */
import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { errorOf } from './error-of.ts';

test('an AppError keeps its code and details', () => {
  expect(errorOf(new AppError('device.paper-jam', { pagesCommitted: 4 }))).toEqual({
    code: 'device.paper-jam',
    details: { pagesCommitted: 4 },
  });
});

test('an oRPC error may carry the code in its data', () => {
  const error = new ORPCError('CONFLICT', { data: { code: 'case.stale', details: { revision: 3 } } });
  expect(errorOf(error)).toEqual({ code: 'case.stale', details: { revision: 3 } });
});

test('an oRPC error may be named by our code, with the details as data', () => {
  expect(errorOf(new ORPCError('session.too-many-failures', { status: 403, data: { minutes: 10 } }))).toEqual({
    code: 'session.too-many-failures',
    details: { minutes: 10 },
  });
});

test('a lost connection and an unknown error do not look the same', () => {
  expect(errorOf(new TypeError('Failed to fetch')).code).toBe('connection-lost');
  expect(errorOf(new Error('boom')).code).toBe('internal');
  expect(errorOf('boom').code).toBe('internal');
});
