/** Staff accounts: the ones the first start creates, and what an administrator may do to them. */
import type { z } from 'zod';
import type { Actor } from '#shared/case.ts';
import type { accountViewSchema } from '#shared/contract/people-procedures.ts';
import { AppError } from '#shared/errors.ts';
import type { AccountRow, Store } from '../../store/store.ts';
import { accountNames } from './account-texts.ts';
import { manyFailures } from './guess-limits.ts';
import { hashPassword, newPassword, publishedPasswords, requireStrongPassword, unmatchableHash, verifyPassword } from './passwords.ts';

export type AccountStore = Pick<Store, 'accounts' | 'audit' | 'settings' | 'transaction'>;
export type AccountView = z.infer<typeof accountViewSchema>;
export type NewAccount = Pick<AccountRow, 'account' | 'displayName' | 'role'> & { password: string };

/** In the demo with the password that the README prints, elsewhere with a random one; nothing else is allowed before it is changed. */
export const firstAdmin = { account: 'admin', demoPassword: publishedPasswords[0] };

/** Exist only while the demo runs on a data folder that it made, so that nobody needs an account to try it. */
export const demoAccounts: readonly NewAccount[] = [
  { account: 'clerk', displayName: accountNames.demoClerk, role: 'operator', password: publishedPasswords[1] },
  { account: 'reviewer', displayName: accountNames.demoReviewer, role: 'reviewer', password: publishedPasswords[1] },
];

export const systemActor: Actor = { account: 'system', displayName: 'system', role: 'system' };

/** Where the first administrator finds the random password. */
export type FirstPasswordFile = {
  readonly path: string;
  read(): Promise<string | undefined>;
  write(password: string): Promise<void>;
  remove(): Promise<void>;
};

/**
 * Creates the first administrator, and opens or shuts the demo accounts.
 * @param file absent where nobody will sign in
 * @returns true while the administrator still has the first password
 */
export async function prepareAccounts(store: AccountStore, demo: boolean, file?: FirstPasswordFile): Promise<boolean> {
  if ((await store.accounts.list()).length === 0) {
    const row = { account: firstAdmin.account, displayName: accountNames.administrator, role: 'admin' as const };
    await insertHashed(store, systemActor, row, unmatchableHash(), true);
  }
  if (demo) await openDemoAccounts(store);
  else await closeDemoAccounts(store);
  return giveFirstPassword(store, demo, file);
}

/** An administrator who never chose a password has the demo's or a random one, whatever the folder was before. */
async function giveFirstPassword(store: AccountStore, demo: boolean, file: FirstPasswordFile | undefined): Promise<boolean> {
  const admins = (await store.accounts.list()).filter(({ role, disabled }) => role === 'admin' && !disabled);
  const [row] = admins;
  const waits = admins.length === 1 && row?.account === firstAdmin.account && row.mustChangePassword;
  if (!row || !waits) {
    await file?.remove();
    return false;
  }
  const known = demo ? firstAdmin.demoPassword : await file?.read();
  if (known === undefined || !(await verifyPassword(known, row.passwordHash))) {
    const password = demo ? firstAdmin.demoPassword : newPassword();
    // The file first: a crash between the two leaves a password of nothing, and the next start makes another.
    if (!demo) await file?.write(password);
    await store.accounts.save({ ...row, passwordHash: await hashPassword(password) });
  }
  if (demo) await file?.remove();
  return true;
}

async function openDemoAccounts(store: AccountStore): Promise<void> {
  for (const shipped of demoAccounts) {
    const row = await store.accounts.get(shipped.account);
    if (!row) await insert(store, systemActor, shipped, false);
    else if (row.disabled && (await hasPublishedPassword(row))) await setDisabled(store, systemActor, row, false);
  }
}

/** @returns the accounts that could be signed in to until now */
export async function closeDemoAccounts(store: AccountStore): Promise<string[]> {
  const closed: string[] = [];
  for (const { account } of demoAccounts) {
    const row = await store.accounts.get(account);
    // An account of the same name with a password of its own belongs to the hall, not to the demo.
    if (!row || row.disabled || !(await hasPublishedPassword(row))) continue;
    await setDisabled(store, systemActor, row, true);
    closed.push(account);
  }
  return closed;
}

/** Accounts of the demo that anybody who read the README can sign in to. */
export async function openPublishedAccounts(store: Pick<AccountStore, 'accounts'>): Promise<string[]> {
  const open: string[] = [];
  for (const account of [firstAdmin.account, ...demoAccounts.map((shipped) => shipped.account)]) {
    const row = await store.accounts.get(account);
    if (row && !row.disabled && (await hasPublishedPassword(row))) open.push(account);
  }
  return open;
}

async function hasPublishedPassword(row: AccountRow): Promise<boolean> {
  for (const password of publishedPasswords) if (await verifyPassword(password, row.passwordHash)) return true;
  return false;
}

async function insert(store: AccountStore, actor: Actor, account: NewAccount, mustChangePassword: boolean): Promise<void> {
  const { password, ...row } = account;
  await insertHashed(store, actor, row, await hashPassword(password), mustChangePassword);
}

type AccountName = Pick<AccountRow, 'account' | 'displayName' | 'role'>;

async function insertHashed(
  store: AccountStore,
  actor: Actor,
  account: AccountName,
  passwordHash: string,
  mustChangePassword: boolean,
): Promise<void> {
  await store.transaction(async ({ accounts, audit }) => {
    if (await accounts.get(account.account)) throw new AppError('conflict', { reason: 'account-exists' });
    await accounts.save({ ...account, passwordHash, mustChangePassword, failedAttempts: 0, lockedUntil: null, disabled: false });
    await audit.append({ actor, action: 'account.created', subject: accountSubject(account.account), details: { role: account.role } });
  });
}

async function setDisabled(store: AccountStore, actor: Actor, row: AccountRow, disabled: boolean): Promise<void> {
  await store.transaction(async ({ accounts, audit }) => {
    const rows = await accounts.list();
    const otherAdmins = rows.filter((other) => other.role === 'admin' && !other.disabled && other.account !== row.account);
    if (disabled && row.role === 'admin' && otherAdmins.length === 0) throw new AppError('conflict', { reason: 'last-admin' });
    await accounts.save({ ...row, disabled });
    await audit.append({ actor, action: disabled ? 'account.disabled' : 'account.enabled', subject: accountSubject(row.account) });
  });
}

export const accountSubject = (account: string): string => `account:${account}`;

type Watchers = {
  /** Signs the account out wherever it is signed in. */
  endSessions(account: string): void;
  /** The account has another password now. */
  passwordSet(account: string): void;
  /** Published passwords open accounts here. */
  isDemo(): boolean;
};

export function createAccountAdmin(store: AccountStore, { endSessions, passwordSet, isDemo }: Watchers) {
  const list = async (): Promise<AccountView[]> => (await store.accounts.list()).map(toView);
  const existing = async (account: string): Promise<AccountRow> => {
    const row = await store.accounts.get(account);
    if (!row) throw new AppError('not-found');
    return row;
  };
  return {
    list,
    /** The person must change the password at the first sign-in. @throws AppError `conflict`, `session.weak-password` */
    async create(actor: Actor, account: NewAccount): Promise<AccountView[]> {
      await requireStrongPassword(account.password, account.account);
      await insert(store, actor, account, true);
      return list();
    },
    /** Also ends the waits after wrong passwords. @throws AppError `not-found`, `session.weak-password` */
    async resetPassword(actor: Actor, account: string, password: string): Promise<AccountView[]> {
      const row = await existing(account);
      await requireStrongPassword(password, account, row.passwordHash);
      const passwordHash = await hashPassword(password);
      await store.transaction(async ({ accounts, audit }) => {
        await accounts.save({ ...row, passwordHash, mustChangePassword: true, failedAttempts: 0, lockedUntil: null });
        await audit.append({ actor, action: 'account.password-reset', subject: accountSubject(account) });
      });
      passwordSet(account);
      endSessions(account);
      return list();
    },
    /** @throws AppError `not-found`, `conflict` for the last administrator, and for an account that still has the demo's password */
    async setDisabled(actor: Actor, account: string, disabled: boolean): Promise<AccountView[]> {
      const row = await existing(account);
      if (!disabled && !isDemo() && (await hasPublishedPassword(row))) throw new AppError('session.weak-password', { rule: 'published' });
      await setDisabled(store, actor, row, disabled);
      if (disabled) endSessions(account);
      return list();
    },
  };
}

function toView(row: AccountRow): AccountView {
  const { account, displayName, role, disabled, mustChangePassword, failedAttempts } = row;
  return { account, displayName, role, disabled, mustChangePassword, locked: failedAttempts >= manyFailures };
}
