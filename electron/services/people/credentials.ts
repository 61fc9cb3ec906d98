/** Account and password against the store: in turn, with waits after wrong ones, and the same answer for every way to be wrong. */
import { AppError } from '#shared/errors.ts';
import type { AccountRepository, AccountRow } from '../../store/store.ts';
import { createGuessLimits, createTurns } from './guess-limits.ts';
import { unmatchableHash, verifyPassword } from './passwords.ts';
import { isOutOfSpace } from './patient-audit.ts';

export type CredentialsOptions = {
  accounts: Pick<AccountRepository, 'get' | 'save'>;
  /** A monotonic clock. */
  nowMs: () => number;
  /** A wrong password; `unknown` when there is no such account. */
  failed: (account: string) => Promise<void>;
  /** A password came while the screen has to wait; it was not looked at. */
  refused: () => void;
};
export type Credentials = ReturnType<typeof createCredentials>;

export function createCredentials({ accounts, nowMs, failed, refused }: CredentialsOptions) {
  const limits = createGuessLimits(nowMs);
  /** Checked when the account is unknown, so that the answer takes as long as for a wrong password. */
  const dummyHash = unmatchableHash();

  function requirePatience(screen: string, account: string): void {
    try {
      limits.check(screen, account);
    } catch (error) {
      refused();
      throw error;
    }
  }

  /** The count of failures is no reason to keep anybody out while the disk is full; the screen's own waits are in memory. */
  async function saveIfRoom(row: AccountRow): Promise<void> {
    await accounts.save(row).catch((error: unknown) => {
      if (!isOutOfSpace(error)) throw error;
    });
  }

  return {
    limits,
    /** For everything that checks or makes a hash for a screen. @throws AppError `session.too-many-failures` when too many wait already */
    inTurn: createTurns(),
    /** @param screen id of the connection @throws AppError `session.bad-credentials`, `session.too-many-failures` */
    async check(screen: string, account: string, password: string): Promise<AccountRow> {
      requirePatience(screen, account);
      const row = await accounts.get(account);
      const matches = await verifyPassword(password, row?.passwordHash ?? dummyHash);
      if (row && matches && !row.disabled) {
        limits.succeeded(screen, account);
        const cleared = { ...row, failedAttempts: 0, lockedUntil: null };
        if (row.failedAttempts > 0 || row.lockedUntil) await saveIfRoom(cleared);
        return cleared;
      }
      const failedAttempts = (row?.failedAttempts ?? 0) + 1;
      limits.failed(screen, account, failedAttempts);
      if (row) await saveIfRoom({ ...row, failedAttempts });
      // What was typed as the name of no account may be a password: it is not written down.
      await failed(row ? row.account : 'unknown');
      throw new AppError('session.bad-credentials');
    },
  };
}
