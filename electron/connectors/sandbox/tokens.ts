/** OAuth2 client credentials (RFC 6749 section 4.4): who may have a token, and which tokens are still good. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type Client = { id: string; secret: string };

export type TokenOffice = {
  /** @returns undefined when id or secret are wrong */
  issue(id: string, secret: string): { accessToken: string; expiresInS: number } | undefined;
  isGood(token: string): boolean;
  /** Ends every token at once, as a restart of the real system does. */
  expireAll(): void;
};

const digest = (value: string) => createHash('sha256').update(value).digest();

export function createTokenOffice(clients: readonly Client[], lifetimeMs: number, now: () => number): TokenOffice {
  const expiries = new Map<string, number>();
  return {
    issue(id, secret) {
      const client = clients.find((candidate) => candidate.id === id);
      // Digests have one length, so the comparison tells nothing about the secret's.
      if (!client || !timingSafeEqual(digest(client.secret), digest(secret))) return undefined;
      for (const [token, expiry] of expiries) if (expiry <= now()) expiries.delete(token);
      const accessToken = randomBytes(32).toString('base64url');
      expiries.set(accessToken, now() + lifetimeMs);
      return { accessToken, expiresInS: Math.floor(lifetimeMs / 1000) };
    },
    isGood: (token) => (expiries.get(token) ?? 0) > now(),
    expireAll: () => expiries.clear(),
  };
}
