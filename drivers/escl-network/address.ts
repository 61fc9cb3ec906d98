/** Turns what a person types, or a device announces, into the one form of an eSCL address. */
import { AppError } from '#shared/errors.ts';

/**
 * `192.168.1.5`, `scanner.local:8080`, `http://10.0.0.7/eSCL/` → `http://192.168.1.5/eSCL`, …
 * A fragment `#sha256=<hex>` pins the certificate of an https address and is kept.
 * @throws AppError `bad-input` when it is no http(s) address
 */
export function normaliseAddress(typed: string): string {
  const url = parseUrl(typed.trim());
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw badAddress();
  if (url.hostname === '' || url.username !== '' || url.password !== '' || url.search !== '') throw badAddress();
  // `localhost` may mean ::1 first, where most services on this machine do not listen.
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/+$/, '');
  return `${url.protocol}//${url.host}${path === '' ? '/eSCL' : path}${pinOf(url) === null ? '' : url.hash.toLowerCase()}`;
}

export type EsclAddress = {
  /** `http://host:port` */
  origin: string;
  /** `/eSCL`, without trailing slash. */
  rootPath: string;
  /** SHA-256 of the device's certificate, lower-case hex, when the address pins it. */
  certificateSha256: string | null;
};

export function parseAddress(address: string): EsclAddress {
  const url = new URL(normaliseAddress(address));
  return { origin: url.origin, rootPath: url.pathname, certificateSha256: pinOf(url) };
}

function pinOf(url: URL): string | null {
  return /^#sha256=([0-9a-f]{64})$/i.exec(url.hash)?.[1]?.toLowerCase() ?? null;
}

function parseUrl(typed: string): URL {
  // A bare IPv6 address needs brackets before it can be part of a URL.
  const bare = /^[0-9a-f:]+$/i.test(typed) && (typed.match(/:/g)?.length ?? 0) > 1 ? `[${typed}]` : typed;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `http://${bare}`;
  if (typed === '' || /\s/.test(text) || !URL.canParse(text)) throw badAddress();
  return new URL(text);
}

function badAddress(): AppError {
  return new AppError('bad-input', { field: 'address' });
}
