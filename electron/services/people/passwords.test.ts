/** The password policy and the hashes. */
import { expect, test } from 'vitest';
import { brokenPasswordRule, hashPassword, requireStrongPassword, verifyPassword } from './passwords.ts';

test('a hash verifies its own password only, and says nothing of it', async () => {
  const hash = await hashPassword('Window-7-open');
  expect(hash).toMatch(/^scrypt\$16\$8\$1\$/);
  expect(hash).not.toContain('Window');
  expect(await verifyPassword('Window-7-open', hash)).toBe(true);
  expect(await verifyPassword('Window-7-Open', hash)).toBe(false);
  expect(await hashPassword('Window-7-open')).not.toBe(hash);
}, 20_000);

test('the same characters in another Unicode form are the same password', async () => {
  const hash = await hashPassword('Ａbc-12345678'); // full-width A, as a Chinese input method types it
  expect(await verifyPassword('Abc-12345678', hash)).toBe(true);
}, 20_000);

test.each(['', 'scrypt$16$8$1$$', 'scrypt$99$8$1$AAAA$AAAA', 'bcrypt$16$8$1$AAAA$AAAA', 'scrypt$x$8$1$AAAA$AAAA'])(
  'a damaged hash %j matches nothing',
  async (hash) => expect(await verifyPassword('', hash)).toBe(false),
);

test.each([
  ['Abc-12345', 'length'],
  ['abcdefghij1', 'classes'],
  ['Clerk-123456', 'account-name'],
  // Chinese characters count as one kind beside digits and lower case.
  ['收件台收件台收件台9a', undefined],
  ['Window-7-open', undefined],
])('%s breaks the rule %s', (password, rule) => {
  expect(brokenPasswordRule(password, 'clerk')).toBe(rule);
});

test('the password in force must not be used again', async () => {
  const hash = await hashPassword('Window-7-open');
  await expect(requireStrongPassword('Window-7-open', 'clerk', hash)).rejects.toMatchObject({ details: { rule: 'reused' } });
  await expect(requireStrongPassword('Window-8-open', 'clerk', hash)).resolves.toBeUndefined();
}, 20_000);
