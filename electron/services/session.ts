/** Sessions: who is at which screen, signing in and out, and the automatic sign-out of staff who walked away. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import type { Connection, Face, SessionView } from '#shared/session.ts';
import type { AccountRow } from '../store/store.ts';
import { accountSubject, createAccountAdmin, firstAdmin, isLocked, prepareAccounts, systemActor } from './accounts.ts';
import type { AccountStore } from './accounts.ts';
import { hashPassword, requireStrongPassword, unmatchableHash, verifyPassword } from './passwords.ts';

export const lockAfterFailures = 5;
export const lockMs = 15 * 60_000;
export const defaultIdleMs = 15 * 60_000;

export type SessionOptions = {
  store: AccountStore;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Staff are signed out after this long without a call of theirs. */
  idleMs?: number;
  /** Runs on the shipped simulator and sandbox: the demo accounts exist. */
  demo: boolean;
  /** Takes errors of audit rows that nobody waits for. */
  report: (where: string, error: unknown) => void;
};
type SignedIn = Pick<AccountRow, 'account' | 'displayName' | 'role' | 'mustChangePassword'> & { lastActivity: number };
type Session = { connection: Connection; signedIn: SignedIn | null };
type EndReason = 'session.sign-out' | 'session.idle-sign-out' | 'session.ended';

/** Ready when the first accounts exist. */
export async function createSessionService(options: SessionOptions): Promise<SessionService> {
  const firstRun = await prepareAccounts(options.store, options.demo);
  return new SessionService(options, firstRun);
}

export class SessionService {
  /** What an administrator may do to accounts. */
  readonly accounts: ReturnType<typeof createAccountAdmin>;
  readonly #sessions = new Map<string, Session>();
  readonly #options: SessionOptions;
  readonly #now: () => number;
  /** Checked when the account is unknown, so that the answer takes as long as for a wrong password. */
  readonly #dummyHash = unmatchableHash();
  readonly #oneAtATime = createQueue();
  #firstRun: boolean;

  constructor(options: SessionOptions, firstRun: boolean) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#firstRun = firstRun;
    this.accounts = createAccountAdmin(options.store, this.#now, (account) => this.#endSessions(account));
  }

  /** A new session: `applicant` for good at a kiosk, `visitor` until somebody signs in elsewhere. */
  open(face: Face): Connection {
    const signedIn = () => this.#awake(session);
    const connection: Connection = {
      id: randomUUID(),
      face,
      role: () => (face === 'kiosk' && this.#sessions.has(connection.id) ? 'applicant' : (signedIn()?.role ?? 'visitor')),
      actor: () => actorOf(face, signedIn()),
      mustChangePassword: () => signedIn()?.mustChangePassword ?? false,
      touch: () => {
        if (session.signedIn) session.signedIn.lastActivity = this.#now();
      },
    };
    const session: Session = { connection, signedIn: null };
    this.#sessions.set(connection.id, session);
    return connection;
  }

  /** Ends the session for good; its connection stays a visitor's. Unknown ids are ignored. */
  close(id: string): void {
    const session = this.#sessions.get(id);
    if (!session) return;
    this.#end(session, 'session.sign-out');
    this.#sessions.delete(id);
  }

  current(connection: Connection): SessionView {
    const signedIn = this.#awake(this.#sessionOf(connection));
    return {
      role: connection.role(),
      account: signedIn?.account ?? null,
      displayName: signedIn?.displayName ?? null,
      mustChangePassword: signedIn?.mustChangePassword ?? false,
      firstRun: this.#firstRun,
      demo: this.#options.demo,
    };
  }

  /** @throws AppError `session.bad-credentials`, `session.locked-out`, `forbidden` at a kiosk */
  signIn(connection: Connection, account: string, password: string): Promise<SessionView> {
    return this.#oneAtATime(async () => {
      const session = this.#sessionOf(connection);
      if (connection.face === 'kiosk') throw new AppError('forbidden');
      this.#end(session, 'session.sign-out');
      const row = await this.#checkCredentials(account, password);
      await this.#audit(toActor(row), 'session.sign-in', row.account);
      const { displayName, role, mustChangePassword } = row;
      session.signedIn = { account: row.account, displayName, role, mustChangePassword, lastActivity: this.#now() };
      return this.current(connection);
    });
  }

  signOut(connection: Connection): SessionView {
    this.#end(this.#sessionOf(connection), 'session.sign-out');
    return this.current(connection);
  }

  /** @throws AppError `session.bad-credentials`, `session.locked-out`, `session.weak-password` */
  changePassword(connection: Connection, oldPassword: string, newPassword: string): Promise<SessionView> {
    return this.#oneAtATime(async () => {
      const signedIn = this.#awake(this.#sessionOf(connection));
      if (!signedIn) throw new AppError('session.signed-out');
      const row = await this.#checkCredentials(signedIn.account, oldPassword);
      await requireStrongPassword(newPassword, row.account, row.passwordHash);
      const passwordHash = await hashPassword(newPassword);
      await this.#options.store.transaction(async ({ accounts, audit }) => {
        await accounts.save({ ...row, passwordHash, mustChangePassword: false, failedAttempts: 0, lockedUntil: null });
        await audit.append({ actor: toActor(row), action: 'session.password-changed', subject: accountSubject(row.account) });
      });
      signedIn.mustChangePassword = false;
      if (row.account === firstAdmin.account) this.#firstRun = false;
      return this.current(connection);
    });
  }

  async #checkCredentials(account: string, password: string): Promise<AccountRow> {
    const { accounts } = this.#options.store;
    const row = await accounts.get(account);
    if (row && isLocked(row, this.#now())) throw new AppError('session.locked-out', { minutes: lockMs / 60_000 });
    const matches = await verifyPassword(password, row?.passwordHash ?? this.#dummyHash);
    if (row && matches && !row.disabled) {
      const cleared = { ...row, failedAttempts: 0, lockedUntil: null };
      if (row.failedAttempts > 0 || row.lockedUntil) await accounts.save(cleared);
      return cleared;
    }
    if (row) await this.#countFailure(row);
    // What was typed as the name of no account may be a password: it is not written down.
    else await this.#audit(systemActor, 'session.sign-in-failed', 'unknown');
    throw new AppError('session.bad-credentials');
  }

  async #countFailure(row: AccountRow): Promise<void> {
    const failedAttempts = row.failedAttempts + 1;
    const locks = failedAttempts >= lockAfterFailures;
    const lockedUntil = locks ? new Date(this.#now() + lockMs).toISOString() : null;
    await this.#options.store.accounts.save({ ...row, failedAttempts: locks ? 0 : failedAttempts, lockedUntil });
    await this.#audit(systemActor, locks ? 'session.locked-out' : 'session.sign-in-failed', row.account);
  }

  #audit(actor: Actor, action: string, account: string): Promise<void> {
    return this.#options.store.audit.append({ actor, action, subject: accountSubject(account) });
  }

  /** Signs the session out, with an audit row that nobody waits for. */
  #end(session: Session, action: EndReason): void {
    const { signedIn } = session;
    if (!signedIn) return;
    session.signedIn = null;
    this.#audit(toActor(signedIn), action, signedIn.account).catch((error: unknown) => this.#options.report('session', error));
  }

  #endSessions(account: string): void {
    for (const session of this.#sessions.values()) if (session.signedIn?.account === account) this.#end(session, 'session.ended');
  }

  /** The signed-in person, unless idle for too long. */
  #awake(session: Session): SignedIn | null {
    const { signedIn } = session;
    const idleMs = this.#options.idleMs ?? defaultIdleMs;
    if (signedIn && this.#now() - signedIn.lastActivity > idleMs) this.#end(session, 'session.idle-sign-out');
    return session.signedIn;
  }

  #sessionOf(connection: Connection): Session {
    const session = this.#sessions.get(connection.id);
    if (!session) throw new AppError('session.signed-out');
    return session;
  }
}

function actorOf(face: Face, signedIn: SignedIn | null): Actor | null {
  if (face === 'kiosk') return { account: 'kiosk', displayName: '申请人', role: 'applicant' };
  return signedIn && toActor(signedIn);
}

function toActor({ account, displayName, role }: Pick<AccountRow, 'account' | 'displayName' | 'role'>): Actor {
  return { account, displayName, role };
}

/** Guesses in parallel would all read the same count of failures, and each hash takes 64 MiB: one after the other. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };
}
