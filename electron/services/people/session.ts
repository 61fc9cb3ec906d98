/** Sessions: who is at which screen, signing in and out, and the lock of a screen that nobody touches. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '#shared/case.ts';
import { before, elapsedMs } from '#shared/elapsed-time.ts';
import type { Moment } from '#shared/elapsed-time.ts';
import { AppError } from '#shared/errors.ts';
import type { Connection, Face, IdleLock, SessionView } from '#shared/session.ts';
import type { AccountRow } from '../../store/store.ts';
import { accountNames } from './account-texts.ts';
import { accountSubject, closeDemoAccounts, createAccountAdmin, firstAdmin, prepareAccounts, systemActor } from './accounts.ts';
import type { AccountStore, FirstPasswordFile } from './accounts.ts';
import { createCredentials } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { loadIdleLimit, saveIdleLimit } from './idle-limit.ts';
import { hashPassword, requireStrongPassword } from './passwords.ts';
import { createPatientAudit } from './patient-audit.ts';
import type { PatientAudit } from './patient-audit.ts';
import { createRefusalLog } from './refusal-log.ts';
import type { RefusalLog } from './refusal-log.ts';

/** How late a screen may lock after its limit. */
const lookEveryMs = 500;

export type SessionOptions = {
  store: AccountStore;
  now?: () => Moment;
  /** The demo's own peers run, on a data folder that the demo made. */
  demo: boolean;
  /** Absent where nobody will sign in. */
  firstPassword?: FirstPasswordFile;
  /** Takes errors of audit rows that nobody waits for. */
  report: (where: string, error: unknown) => void;
};
type SignedIn = Pick<AccountRow, 'account' | 'displayName' | 'role' | 'mustChangePassword'> & { lastTouch: Moment; locked: boolean };
type Session = { connection: Connection; signedIn: SignedIn | null; listeners: Set<() => void> };
type EndReason = 'session.sign-out' | 'session.ended';

const systemNow = (): Moment => ({ monotonicMs: performance.now(), wallMs: Date.now() });

/** Ready when the first accounts exist. */
export async function createSessionService(options: SessionOptions): Promise<SessionService> {
  const firstRun = await prepareAccounts(options.store, options.demo, options.firstPassword);
  return new SessionService(options, { firstRun, idleLimitMs: await loadIdleLimit(options.store.settings) });
}

class SessionService {
  /** What an administrator may do to accounts. */
  readonly accounts: ReturnType<typeof createAccountAdmin>;
  /** What was refused at the door. */
  readonly refusals: RefusalLog;
  readonly #sessions = new Map<string, Session>();
  readonly #options: SessionOptions;
  readonly #now: () => Moment;
  readonly #credentials: Credentials;
  readonly #audit: PatientAudit;
  readonly #timer: ReturnType<typeof setInterval>;
  #firstRun: boolean;
  #idleLimitMs: number;
  #demo: boolean;

  constructor(options: SessionOptions, { firstRun, idleLimitMs }: { firstRun: boolean; idleLimitMs: number }) {
    const { store, now = systemNow, demo, report } = options;
    this.#options = options;
    this.#now = now;
    this.#firstRun = firstRun;
    this.#idleLimitMs = idleLimitMs;
    this.#demo = demo;
    const append = store.audit.append.bind(store.audit);
    this.#audit = createPatientAudit({ append, now: () => new Date(now().wallMs), onChange: () => this.#changedAll(), report });
    this.refusals = createRefusalLog({ append: (entry) => this.#audit.append(entry), report });
    this.#credentials = createCredentials({
      accounts: store.accounts,
      nowMs: () => now().monotonicMs,
      failed: (account) => this.#write(systemActor, 'session.sign-in-failed', account),
      refused: () => this.refusals.note({ kind: 'guess' }),
    });
    this.accounts = createAccountAdmin(store, {
      endSessions: (account) => this.#endSessions(account),
      passwordSet: (account) => this.#passwordSet(account),
      isDemo: () => this.#demo,
    });
    // A timer of its own, and not the next call: nobody may call for hours, and the screen must not stay open for the first who does.
    this.#timer = setInterval(() => this.#lockIdle(), lookEveryMs).unref();
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
      isLocked: () => signedIn() === null && session.signedIn !== null,
      onChange(listener) {
        session.listeners.add(listener);
        return () => session.listeners.delete(listener);
      },
    };
    const session: Session = { connection, signedIn: null, listeners: new Set() };
    this.#sessions.set(connection.id, session);
    return connection;
  }

  /** Ends the session for good; its connection stays a visitor's. Unknown ids are ignored. */
  close(id: string): void {
    const session = this.#sessions.get(id);
    if (!session) return;
    this.#sessions.delete(id);
    this.#credentials.limits.forgetScreen(id);
    this.#end(session, 'session.sign-out');
  }

  /** Writes what is still to be written. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.refusals.close();
    await this.#audit.close();
  }

  /** Where the first administrator's password lies; null once it was changed, and in the demo. */
  get firstPasswordPath(): string | null {
    return this.#firstRun && !this.#demo ? (this.#options.firstPassword?.path ?? null) : null;
  }

  current(connection: Connection): SessionView {
    const session = this.#sessionOf(connection);
    const role = connection.role();
    const { signedIn } = session;
    return {
      role,
      account: signedIn?.account ?? null,
      displayName: signedIn?.displayName ?? null,
      mustChangePassword: signedIn?.mustChangePassword ?? false,
      locked: signedIn?.locked ?? false,
      idleLimitMs: this.#idleLimitMs,
      firstRun: this.#firstRun,
      firstPasswordFile: connection.face === 'admin' ? this.firstPasswordPath : null,
      demo: this.#demo,
      diskFull: this.#audit.isWaiting(),
    };
  }

  /** What `current` gives, now and after every change, until `signal` aborts or the session is closed. */
  async *watch(connection: Connection, signal: AbortSignal): AsyncGenerator<SessionView> {
    while (!signal.aborted && this.#sessions.has(connection.id)) {
      const change = Promise.withResolvers<void>();
      const stop = connection.onChange(change.resolve);
      signal.addEventListener('abort', () => change.resolve(), { once: true });
      try {
        yield this.current(connection);
        await change.promise;
      } finally {
        stop();
      }
    }
  }

  /** @throws AppError `session.bad-credentials`, `session.too-many-failures`, `forbidden` at a kiosk */
  signIn(connection: Connection, account: string, password: string): Promise<SessionView> {
    return this.#credentials.inTurn(connection.id, async () => {
      const session = this.#sessionOf(connection);
      if (connection.face === 'kiosk') throw new AppError('forbidden');
      const row = await this.#credentials.check(connection.id, account, password);
      this.#end(session, 'session.sign-out');
      await this.#write(toActor(row), 'session.sign-in', row.account);
      const { displayName, role, mustChangePassword } = row;
      session.signedIn = { account: row.account, displayName, role, mustChangePassword, lastTouch: this.#now(), locked: false };
      this.#changed(session);
      return this.current(connection);
    });
  }

  signOut(connection: Connection): SessionView {
    this.#end(this.#sessionOf(connection), 'session.sign-out');
    return this.current(connection);
  }

  /** A person touched the screen. @param agoMs before now, in milliseconds */
  touched(connection: Connection, agoMs: number): void {
    const signedIn = this.#awake(this.#sessionOf(connection));
    const at = before(this.#now(), agoMs);
    if (signedIn && at.monotonicMs > signedIn.lastTouch.monotonicMs) signedIn.lastTouch = at;
  }

  /** Covers the screen now. */
  lock(connection: Connection): SessionView {
    const session = this.#sessionOf(connection);
    if (this.#awake(session)) this.#lock(session, 'session.lock');
    return this.current(connection);
  }

  /**
   * For the person behind the cover alone.
   * @throws AppError `session.bad-credentials`, `session.too-many-failures`, `session.signed-out` when nobody is signed in any more
   */
  unlock(connection: Connection, password: string): Promise<SessionView> {
    return this.#credentials.inTurn(connection.id, async () => {
      const session = this.#sessionOf(connection);
      const { signedIn } = session;
      if (!signedIn) throw new AppError('session.signed-out');
      const row = await this.#credentials.check(connection.id, signedIn.account, password);
      if (session.signedIn !== signedIn) throw new AppError('session.signed-out');
      await this.#write(toActor(row), 'session.unlock', row.account);
      Object.assign(signedIn, { locked: false, lastTouch: this.#now(), mustChangePassword: row.mustChangePassword });
      this.#changed(session);
      return this.current(connection);
    });
  }

  /** @throws AppError `session.bad-credentials`, `session.too-many-failures`, `session.weak-password` */
  changePassword(connection: Connection, oldPassword: string, newPassword: string): Promise<SessionView> {
    return this.#credentials.inTurn(connection.id, async () => {
      const signedIn = this.#awake(this.#sessionOf(connection));
      if (!signedIn) throw new AppError('session.signed-out');
      const row = await this.#credentials.check(connection.id, signedIn.account, oldPassword);
      await requireStrongPassword(newPassword, row.account, row.passwordHash);
      const passwordHash = await hashPassword(newPassword);
      await this.#options.store.transaction(async ({ accounts, audit }) => {
        await accounts.save({ ...row, passwordHash, mustChangePassword: false, failedAttempts: 0, lockedUntil: null });
        await audit.append({ actor: toActor(row), action: 'session.password-changed', subject: accountSubject(row.account) });
      });
      signedIn.mustChangePassword = false;
      this.#passwordSet(row.account);
      return this.current(connection);
    });
  }

  idleLock = (): IdleLock => ({ minutes: Math.max(1, Math.round(this.#idleLimitMs / 60_000)) });

  async saveIdleLock({ minutes }: IdleLock, actor: Actor): Promise<IdleLock> {
    this.#idleLimitMs = await saveIdleLimit(this.#options.store, minutes, actor);
    this.#changedAll();
    return this.idleLock();
  }

  /** The hall's own machines are set up: nobody signs in with a printed password any more, and who did is out. */
  async endDemo(): Promise<void> {
    if (!this.#demo) return;
    this.#demo = false;
    for (const account of await closeDemoAccounts(this.#options.store)) this.#endSessions(account);
    this.#changedAll();
  }

  #passwordSet(account: string): void {
    this.#credentials.limits.forgetAccount(account);
    if (account !== firstAdmin.account || !this.#firstRun) return;
    this.#firstRun = false;
    this.#options.firstPassword?.remove().catch((error: unknown) => this.#options.report('session', error));
    this.#changedAll();
  }

  #write(actor: Actor, action: string, account: string): Promise<void> {
    return this.#audit.append({ actor, action, subject: accountSubject(account) });
  }

  #writeLater(actor: Actor, action: string, account: string): void {
    this.#write(actor, action, account).catch((error: unknown) => this.#options.report('session', error));
  }

  /** Signs the session out, with an audit row that nobody waits for. */
  #end(session: Session, action: EndReason): void {
    const { signedIn } = session;
    if (signedIn) {
      session.signedIn = null;
      this.#writeLater(toActor(signedIn), action, signedIn.account);
    }
    this.#changed(session);
  }

  #endSessions(account: string): void {
    for (const session of this.#sessions.values()) if (session.signedIn?.account === account) this.#end(session, 'session.ended');
  }

  #lock(session: Session, action: 'session.lock' | 'session.idle-lock'): void {
    const { signedIn } = session;
    if (!signedIn || signedIn.locked) return;
    signedIn.locked = true;
    this.#writeLater(toActor(signedIn), action, signedIn.account);
    this.#changed(session);
  }

  #lockIdle(): void {
    for (const session of this.#sessions.values()) this.#awake(session);
  }

  /** The signed-in person, unless the screen is locked or is to be locked now. */
  #awake(session: Session): SignedIn | null {
    const { signedIn } = session;
    if (!signedIn || signedIn.locked) return null;
    if (elapsedMs(signedIn.lastTouch, this.#now()) < this.#idleLimitMs) return signedIn;
    this.#lock(session, 'session.idle-lock');
    return null;
  }

  #changed(session: Session): void {
    for (const listener of [...session.listeners]) listener();
  }

  #changedAll(): void {
    for (const session of this.#sessions.values()) this.#changed(session);
  }

  #sessionOf(connection: Connection): Session {
    const session = this.#sessions.get(connection.id);
    if (!session) throw new AppError('session.signed-out');
    return session;
  }
}
export type { SessionService };

function actorOf(face: Face, signedIn: SignedIn | null): Actor | null {
  if (face === 'kiosk') return { account: 'kiosk', displayName: accountNames.applicant, role: 'applicant' };
  return signedIn && toActor(signedIn);
}

function toActor({ account, displayName, role }: Pick<AccountRow, 'account' | 'displayName' | 'role'>): Actor {
  return { account, displayName, role };
}
