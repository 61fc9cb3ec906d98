/** Staff accounts: the ones the first start creates, and what an administrator may do to them. */
import type { z } from 'zod';
import type { Actor } from '#shared/case.ts';
import type { accountViewSchema } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { AccountRow, Store } from '../store/store.ts';
import { hashPassword, requireStrongPassword, verifyPassword } from './passwords.ts';

export type AccountStore = Pick<Store, 'accounts' | 'audit' | 'transaction'>;
export type AccountView = z.infer<typeof accountViewSchema>;
export type NewAccount = Pick<AccountRow, 'account' | 'displayName' | 'role'> & { password: string };

/** Shipped, printed in the README, and worthless after the first sign-in: nothing else is allowed before it is changed. */
export const firstAdmin = { account: 'admin', password: 'Change-Me-Now-1' };

/** Exist only while the product runs in demo mode, so that nobody needs an account to try it. */
export const demoAccounts: readonly NewAccount[] = [
  { account: 'clerk', displayName: '演示收件员', role: 'operator', password: 'Demo-Window-1' },
  { account: 'reviewer', displayName: '演示审核员', role: 'reviewer', password: 'Demo-Window-1' },
];

export const systemActor: Actor = { account: 'system', displayName: 'system', role: 'system' };

/**
 * Creates the first administrator, and opens or shuts the demo accounts.
 * @returns true while the administrator still has the shipped password
 */
export async function prepareAccounts(store: AccountStore, demo: boolean): Promise<boolean> {
  if ((await store.accounts.list()).length === 0) {
    const { account, password } = firstAdmin;
    await insert(store, systemActor, { account, displayName: '系统管理员', role: 'admin', password }, true);
  }
  for (const shipped of demoAccounts) {
    const row = await store.accounts.get(shipped.account);
    // An account of the same name with a password of its own belongs to the hall, not to the demo.
    const isShipped = row !== undefined && (await verifyPassword(shipped.password, row.passwordHash));
    if (!row && demo) await insert(store, systemActor, shipped, false);
    if (isShipped && row.disabled === demo) await setDisabled(store, systemActor, row, !demo);
  }
  const admin = await store.accounts.get(firstAdmin.account);
  return admin !== undefined && (await verifyPassword(firstAdmin.password, admin.passwordHash));
}

async function insert(store: AccountStore, actor: Actor, account: NewAccount, mustChangePassword: boolean): Promise<void> {
  const { password, ...rest } = account;
  const passwordHash = await hashPassword(password);
  await store.transaction(async ({ accounts, audit }) => {
    if (await accounts.get(account.account)) throw new AppError('conflict', { reason: 'account-exists' });
    await accounts.save({ ...rest, passwordHash, mustChangePassword, failedAttempts: 0, lockedUntil: null, disabled: false });
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

/** @param now milliseconds since 1970; @param endSessions signs the account out wherever it is signed in */
export function createAccountAdmin(store: AccountStore, now: () => number, endSessions: (account: string) => void) {
  const list = async (): Promise<AccountView[]> => (await store.accounts.list()).map((row) => toView(row, now()));
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
    /** Also lifts a lock-out. @throws AppError `not-found`, `session.weak-password` */
    async resetPassword(actor: Actor, account: string, password: string): Promise<AccountView[]> {
      const row = await existing(account);
      await requireStrongPassword(password, account, row.passwordHash);
      const passwordHash = await hashPassword(password);
      await store.transaction(async ({ accounts, audit }) => {
        await accounts.save({ ...row, passwordHash, mustChangePassword: true, failedAttempts: 0, lockedUntil: null });
        await audit.append({ actor, action: 'account.password-reset', subject: accountSubject(account) });
      });
      endSessions(account);
      return list();
    },
    /** @throws AppError `not-found`, `conflict` for the last administrator */
    async setDisabled(actor: Actor, account: string, disabled: boolean): Promise<AccountView[]> {
      await setDisabled(store, actor, await existing(account), disabled);
      if (disabled) endSessions(account);
      return list();
    },
  };
}

function toView(row: AccountRow, now: number): AccountView {
  const { account, displayName, role, disabled, mustChangePassword } = row;
  return { account, displayName, role, disabled, mustChangePassword, locked: isLocked(row, now) };
}

export function isLocked(row: AccountRow, now: number): boolean {
  return row.lockedUntil !== null && Date.parse(row.lockedUntil) > now;
}
