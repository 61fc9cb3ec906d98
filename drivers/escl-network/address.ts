/** Turns what a person types, or a device announces, into the one form of an eSCL address. */
import { AppError } from '#shared/errors.ts';

/**
 * `192.168.1.5`, `scanner.local:8080`, `http://10.0.0.7/eSCL/` → `http://192.168.1.5/eSCL`, …
 * What a Chinese input method makes of it (`192。168。1。5：8080`) is understood. An IPv6 address keeps its zone, written as in RFC 6874:
 * `fe80::1%eth0` → `http://[fe80::1%25eth0]/eSCL`. A fragment `#sha256=<hex>` pins the certificate of an https address and is kept.
 * @throws AppError `bad-input` when it is no http(s) address
 */
export function normaliseAddress(typed: string): string {
  const { url, zone } = parse(typed);
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/+$/, '');
  return `${writtenOrigin({ origin: url.origin, zone })}${path === '' ? '/eSCL' : path}${pinOf(url) === null ? '' : url.hash.toLowerCase()}`;
}

function parse(typed: string): { url: URL; zone: string | null } {
  const { text, zone } = withoutZone(typed.normalize('NFKC').replaceAll('。', '.').trim());
  const url = parseUrl(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw badAddress();
  if (url.hostname === '' || url.username !== '' || url.password !== '' || url.search !== '') throw badAddress();
  // `localhost` may mean ::1 first, where most services on this machine do not listen.
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  if (zone !== null && !url.hostname.startsWith('[')) throw badAddress();
  return { url, zone };
}

/** Link-local addresses exist once on each interface, which the zone names; URLs of the language know none. */
function withoutZone(text: string): { text: string; zone: string | null } {
  const [whole, address = '', zone = null] = /([0-9a-f]*:[0-9a-f:.]+)%(?:25)?([\w.-]{1,32})/i.exec(text) ?? [];
  return whole === undefined ? { text, zone } : { text: text.replace(whole, address), zone };
}

export type EsclAddress = {
  /** `http://host:port` */
  origin: string;
  /** The interface of a link-local IPv6 address. */
  zone: string | null;
  /** Where a device is that has switched http off; null for an address with a port of its own. */
  httpsOrigin: string | null;
  /** `/eSCL`, without trailing slash. */
  rootPath: string;
  /** SHA-256 of the device's certificate, lower-case hex, when the address pins it. */
  certificateSha256: string | null;
};

export function parseAddress(address: string): EsclAddress {
  const { url: typed, zone } = parse(normaliseAddress(address));
  const { protocol, port, host, origin, pathname } = typed;
  const httpsOrigin = protocol === 'http:' && port === '' ? `https://${host}` : null;
  return { origin, zone, httpsOrigin, rootPath: pathname, certificateSha256: pinOf(typed) };
}

/** With its zone, as addresses are stored. */
export const writtenOrigin = ({ origin, zone }: Pick<EsclAddress, 'origin' | 'zone'>): string =>
  zone === null ? origin : origin.replace(']', `%25${zone}]`);

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
