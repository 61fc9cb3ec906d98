/** Sessions: who is at which screen, signing in and out, and the automatic sign-out of staff who walked away. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import type { Connection, Face, Role, SessionView } from '#shared/session.ts';
import type { AccountRow } from '../store/store.ts';
import { accountSubject, createAccountAdmin, firstAdmin, isLocked, prepareAccounts, systemActor } from './accounts.ts';
import type { AccountStore } from './accounts.ts';
import { hashPassword, requireStrongPassword, verifyPassword } from './passwords.ts';

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
export type SessionService = Awaited<ReturnType<typeof createSessionService>>;

type SignedIn = Pick<AccountRow, 'account' | 'displayName' | 'role' | 'mustChangePassword'> & { lastActivity: number };
type Session = { connection: Connection; signedIn: SignedIn | null };

/** Ready when the first accounts exist. */
export async function createSessionService({ store, now = Date.now, idleMs = defaultIdleMs, demo, report }: SessionOptions) {
  const sessions = new Map<string, Session>();
  let firstRun = await prepareAccounts(store, demo);
  // Compared when the account is unknown, so that the answer takes as long as for a wrong password.
  const dummyHash = await hashPassword(randomUUID());
  const oneAtATime = createQueue();

  const audit = (actor: Actor, action: string, account: string) =>
    store.audit.append({ actor, action, subject: accountSubject(account) });

  /** Signs the session out, with an audit row that nobody waits for. */
  function end(session: Session, action: 'session.sign-out' | 'session.idle-sign-out' | 'session.ended'): void {
    const { signedIn } = session;
    if (!signedIn) return;
    session.signedIn = null;
    audit(toActor(signedIn), action, signedIn.account).catch((error: unknown) => report('session', error));
  }

  /** The signed-in person, unless idle for too long. */
  function awake(session: Session): SignedIn | null {
    if (session.signedIn && now() - session.signedIn.lastActivity > idleMs) end(session, 'session.idle-sign-out');
    return session.signedIn;
  }

  const sessionOf = (connection: Connection): Session => {
    const session = sessions.get(connection.id);
    if (!session) throw new AppError('session.signed-out');
    return session;
  };

  function view(connection: Connection): SessionView {
    const signedIn = awake(sessionOf(connection));
    return {
      role: connection.role(),
      account: signedIn?.account ?? null,
      displayName: signedIn?.displayName ?? null,
      mustChangePassword: signedIn?.mustChangePassword ?? false,
      firstRun,
      demo,
    };
  }

  function endSessions(account: string): void {
    for (const session of sessions.values()) if (session.signedIn?.account === account) end(session, 'session.ended');
  }

  async function signIn(connection: Connection, account: string, password: string): Promise<SessionView> {
    const session = sessionOf(connection);
    if (connection.face === 'kiosk') throw new AppError('forbidden');
    end(session, 'session.sign-out');
    const row = await checkCredentials(account, password);
    await audit(toActor(row), 'session.sign-in', row.account);
    const { displayName, role, mustChangePassword } = row;
    session.signedIn = { account: row.account, displayName, role, mustChangePassword, lastActivity: now() };
    return view(connection);
  }

  async function checkCredentials(account: string, password: string): Promise<AccountRow> {
    const row = await store.accounts.get(account);
    if (row && isLocked(row, now())) throw new AppError('session.locked-out', { minutes: Math.ceil(lockMs / 60_000) });
    const matches = await verifyPassword(password, row?.passwordHash ?? dummyHash);
    if (row && matches && !row.disabled) {
      if (row.failedAttempts > 0 || row.lockedUntil) await store.accounts.save({ ...row, failedAttempts: 0, lockedUntil: null });
      return row;
    }
    if (row) await countFailure(row);
    // What was typed as the name of no account may be a password: it is not written down.
    else await audit(systemActor, 'session.sign-in-failed', 'unknown');
    throw new AppError('session.bad-credentials');
  }

  async function countFailure(row: AccountRow): Promise<void> {
    const failedAttempts = row.failedAttempts + 1;
    const locks = failedAttempts >= lockAfterFailures;
    const lockedUntil = locks ? new Date(now() + lockMs).toISOString() : null;
    await store.accounts.save({ ...row, failedAttempts: locks ? 0 : failedAttempts, lockedUntil });
    await audit(systemActor, locks ? 'session.locked-out' : 'session.sign-in-failed', row.account);
  }

  async function changePassword(connection: Connection, oldPassword: string, newPassword: string): Promise<SessionView> {
    const signedIn = awake(sessionOf(connection));
    if (!signedIn) throw new AppError('session.signed-out');
    const row = await checkCredentials(signedIn.account, oldPassword);
    await requireStrongPassword(newPassword, row.account, row.passwordHash);
    const passwordHash = await hashPassword(newPassword);
    await store.transaction(async (repositories) => {
      await repositories.accounts.save({ ...row, passwordHash, mustChangePassword: false, failedAttempts: 0, lockedUntil: null });
      const entry = { actor: toActor(row), action: 'session.password-changed', subject: accountSubject(row.account) };
      await repositories.audit.append(entry);
    });
    signedIn.mustChangePassword = false;
    if (row.account === firstAdmin.account) firstRun = false;
    return view(connection);
  }

  return {
    /** A new session: `applicant` for good at a kiosk, `visitor` until somebody signs in elsewhere. */
    open(face: Face): Connection {
      const connection: Connection = {
        id: randomUUID(),
        face,
        role: () => roleOf(face, sessions.has(connection.id) ? awake(session) : null),
        actor: () => actorOf(face, awake(session)),
        mustChangePassword: () => awake(session)?.mustChangePassword ?? false,
        touch: () => void (session.signedIn && (session.signedIn.lastActivity = now())),
      };
      const session: Session = { connection, signedIn: null };
      sessions.set(connection.id, session);
      return connection;
    },
    /** Ends the session for good; its connection stays a visitor's. Unknown ids are ignored. */
    close(id: string): void {
      const session = sessions.get(id);
      if (!session) return;
      end(session, 'session.sign-out');
      sessions.delete(id);
    },
    current: view,
    /** @throws AppError `session.bad-credentials`, `session.locked-out`, `forbidden` at a kiosk */
    signIn: (connection: Connection, account: string, password: string) => oneAtATime(() => signIn(connection, account, password)),
    signOut(connection: Connection): SessionView {
      end(sessionOf(connection), 'session.sign-out');
      return view(connection);
    },
    /** @throws AppError `session.bad-credentials`, `session.locked-out`, `session.weak-password` */
    changePassword: (connection: Connection, oldPassword: string, newPassword: string) =>
      oneAtATime(() => changePassword(connection, oldPassword, newPassword)),
    accounts: createAccountAdmin(store, now, endSessions),
  };
}

function roleOf(face: Face, signedIn: SignedIn | null): Role {
  return face === 'kiosk' ? 'applicant' : (signedIn?.role ?? 'visitor');
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
