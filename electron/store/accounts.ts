/** Staff accounts in SQLite. Passwords arrive here as hashes only. */
import type { Scope } from './scope.ts';
import type { AccountRepository, AccountRow } from './store.ts';
import type { AccountTable } from './tables.ts';

export function createAccounts(scope: Scope): AccountRepository {
  return {
    async get(account) {
      const row = await scope.db.selectFrom('accounts').selectAll().where('account', '=', account).executeTakeFirst();
      return row && toRow(row);
    },
    list: async () => (await scope.db.selectFrom('accounts').selectAll().orderBy('account').execute()).map(toRow),
    async save(row) {
      const { account, ...changed } = toTable(row);
      const insert = scope.db.insertInto('accounts').values({ account, ...changed });
      await insert.onConflict((conflict) => conflict.column('account').doUpdateSet(changed)).execute();
    },
  };
}

function toTable(row: AccountRow): AccountTable {
  return {
    account: row.account,
    display_name: row.displayName,
    role: row.role,
    password_hash: row.passwordHash,
    must_change_password: Number(row.mustChangePassword),
    failed_attempts: row.failedAttempts,
    locked_until: row.lockedUntil,
    disabled: Number(row.disabled),
  };
}

function toRow(row: AccountTable): AccountRow {
  return {
    account: row.account,
    displayName: row.display_name,
    role: row.role as AccountRow['role'],
    passwordHash: row.password_hash,
    mustChangePassword: row.must_change_password === 1,
    failedAttempts: row.failed_attempts,
    lockedUntil: row.locked_until,
    disabled: row.disabled === 1,
  };
}
