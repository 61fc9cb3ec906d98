/** Passwords: what is strong enough, and scrypt hashes that carry their own parameters. */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { AppError } from '#shared/errors.ts';

const minimumPasswordLength = 10;

/** N = 2^16, r = 8, p = 1: 64 MiB and about 0.2 s on a hall PC, so guessing a stolen database is slow. */
const parameters = { logN: 16, r: 8, p: 1, saltBytes: 16, keyBytes: 32 };

/** @returns `scrypt$<logN>$<r>$<p>$<salt>$<key>`, salt and key in base64 */
export async function hashPassword(password: string): Promise<string> {
  const { logN, r, p, saltBytes, keyBytes } = parameters;
  const salt = randomBytes(saltBytes);
  const key = await derive(password, salt, { logN, r, p, keyBytes });
  return ['scrypt', logN, r, p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** A hash that no password matches, as costly to check as any other. */
export function unmatchableHash(): string {
  const { logN, r, p, saltBytes, keyBytes } = parameters;
  return ['scrypt', logN, r, p, randomBytes(saltBytes).toString('base64'), randomBytes(keyBytes).toString('base64')].join('$');
}

/** False also for a hash that is damaged or of another kind. Takes the same time for every wrong password. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [kind, logN, r, p, salt, key] = hash.split('$');
  if (kind !== 'scrypt' || !salt || !key) return false;
  const expected = Buffer.from(key, 'base64');
  const cost = { logN: Number(logN), r: Number(r), p: Number(p), keyBytes: expected.length };
  if (!(cost.logN >= 1 && cost.logN <= 20 && cost.r >= 1 && cost.r <= 32 && cost.p >= 1 && cost.p <= 16)) return false;
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), cost), expected);
}

type Cost = { logN: number; r: number; p: number; keyBytes: number };

function derive(password: string, salt: Buffer, { logN, r, p, keyBytes }: Cost): Promise<Buffer> {
  const N = 2 ** logN;
  // The same characters typed through different input methods must give the same bytes.
  const normalised = password.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(normalised, salt, keyBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** Printed in the README: the demo's, and worth nothing anywhere else. */
export const publishedPasswords = ['Change-Me-Now-1', 'Demo-Window-1'] as const;

/** Without characters that look alike. */
const typable = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** 92 random bits in four groups that a person can type. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => typable[randomInt(typable.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

export type PasswordRule = 'length' | 'classes' | 'account-name' | 'published' | 'reused';

/** The first rule that `password` breaks: at least 10 characters, 3 of 4 kinds of character, neither the account's name nor a printed one. */
export function brokenPasswordRule(password: string, account: string): PasswordRule | undefined {
  if ([...password].length < minimumPasswordLength) return 'length';
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => kind.test(password));
  if (kinds.length < 3) return 'classes';
  if (password.toLowerCase().includes(account.toLowerCase())) return 'account-name';
  if ((publishedPasswords as readonly string[]).includes(password)) return 'published';
  return undefined;
}

/**
 * @param lastHash the hash in force, which must not be used again
 * @throws AppError `session.weak-password` with the rule in its details
 */
export async function requireStrongPassword(password: string, account: string, lastHash?: string): Promise<void> {
  const rule = brokenPasswordRule(password, account) ?? (lastHash && (await verifyPassword(password, lastHash)) ? 'reused' : undefined);
  if (rule) throw new AppError('session.weak-password', { rule, minimumLength: minimumPasswordLength });
}
