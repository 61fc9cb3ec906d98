/** Tokens that admit one browser once, and the cookies that stand for its session afterwards. */
import { createHash, randomBytes } from 'node:crypto';
import type { Connection, Face } from '#shared/session.ts';

const newSecret = () => randomBytes(32).toString('base64url');
/** Secrets are looked up by their hash, so that a lookup takes no longer for a guess that begins right. */
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

export class Admissions {
  /** Cookies know no ports: two halls' programs on one machine must not overwrite each other's. */
  readonly cookieName = `intake_${randomBytes(4).toString('hex')}`;
  readonly #tokens = new Map<string, Face>();
  readonly #sessions = new Map<string, Connection>();
  /** By the token that was spent for it. */
  readonly #admitted = new Map<string, Connection>();

  /** A token that admits one browser to `face`. */
  issue(face: Face): string {
    const token = newSecret();
    this.#tokens.set(hashOf(token), face);
    return token;
  }

  /**
   * Spends a token.
   * @returns the `Set-Cookie` value of the new session, undefined when the token is unknown or was used before
   */
  redeem(token: string, open: (face: Face) => Connection): { cookie: string; face: Face } | undefined {
    const face = this.#tokens.get(hashOf(token));
    if (!face) return undefined;
    this.#tokens.delete(hashOf(token));
    const secret = newSecret();
    const session = open(face);
    this.#sessions.set(hashOf(secret), session);
    this.#admitted.set(hashOf(token), session);
    return { cookie: `${this.cookieName}=${secret}; Path=/; HttpOnly; SameSite=Strict`, face };
  }

  /** The session that a `Cookie` header stands for. */
  session(cookieHeader: string | undefined): Connection | undefined {
    for (const pair of (cookieHeader ?? '').split(';')) {
      const [name, value] = pair.trim().split('=', 2);
      if (name === this.cookieName && value) return this.#sessions.get(hashOf(value));
    }
    return undefined;
  }

  /** The session that this token admitted. */
  admitted(token: string): Connection | undefined {
    return this.#admitted.get(hashOf(token));
  }

  /** The token admits nobody any more. */
  withdraw(token: string): void {
    this.#tokens.delete(hashOf(token));
  }

  /** The cookie of this session is nobody's from now on. */
  revoke(connectionId: string): void {
    for (const sessions of [this.#sessions, this.#admitted])
      for (const [hash, { id }] of sessions) if (id === connectionId) sessions.delete(hash);
  }

  sessions(): Connection[] {
    return [...this.#sessions.values()];
  }
}
