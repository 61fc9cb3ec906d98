/** Every way in which a browser refuses a camera has a code of ours and a text. */
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { cameraError } from './camera-error.ts';
import { cameraTrouble } from './camera-trouble.ts';

const named = (name: string) => Object.assign(new Error('from the browser'), { name });

test.each([
  ['NotAllowedError', 'device.access-denied', 'denied'],
  ['SecurityError', 'device.access-denied', 'denied'],
  ['NotFoundError', 'device.removed', 'removed'],
  ['OverconstrainedError', 'device.removed', 'removed'],
  ['NotReadableError', 'device.busy', 'busy'],
  ['AbortError', 'device.error', 'broken'],
  ['SomethingNew', 'device.error', 'broken'],
] as const)('%s is %s', (name, code, trouble) => {
  const error = cameraError(named(name));
  expect(error.code).toBe(code);
  expect(cameraTrouble(error.code)).toBe(trouble);
});

test('an error of ours stays what it is, and what was thrown that is no error is a broken camera', () => {
  const own = new AppError('cancelled');
  expect(cameraError(own)).toBe(own);
  expect(cameraError('no').code).toBe('device.error');
});
