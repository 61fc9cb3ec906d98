/** Who an https scanner is: an authority vouches for it, or a person has pinned its own certificate; nobody else gets in. */
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import type { ScannerCertificate } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import { writtenOrigin, type EsclAddress } from './address.ts';

/**
 * A connector for undici that lets a device in when its certificate is the pinned one, or, without a pin, one that this computer trusts.
 * @param pinned lower-case hex of the SHA-256 that a person accepted
 * @param zone of a link-local address
 * @throws (through the connection) AppError `device.tls-untrusted` with the fingerprint to compare, `device.certificate-changed`
 */
export function pinningConnector(pinned: string | null, connectTimeoutMs: number, zone: string | null = null): buildConnector.connector {
  // Printers sign their own certificates: the chain is looked at afterwards, and only where there is no pin.
  // No session is resumed: the device would show no certificate there, and each handshake is compared with the pin. It costs a weak
  // scanner some hundred milliseconds a page, while it scans the next one.
  const connector = buildConnector({ timeout: connectTimeoutMs, rejectUnauthorized: false, autoSelectFamily: true, maxCachedSessions: 0 });
  return (options, callback) => {
    connector({ ...options, hostname: withZone(options.hostname, zone) }, (error, socket) => {
      if (error) return callback(error, null);
      const refused = options.protocol === 'https:' ? refusal(socket as TLSSocket, pinned) : null;
      if (!refused) return callback(null, socket);
      socket.destroy();
      return callback(refused, null);
    });
  };
}

const withZone = (host: string, zone: string | null): string => (zone === null ? host : `${host}%${zone}`);

function refusal(socket: TLSSocket, pinned: string | null): AppError | null {
  const sha256 = fingerprint(socket.getPeerCertificate());
  if (pinned === null) return socket.authorized ? null : new AppError('device.tls-untrusted', { reason: 'not-pinned', sha256 });
  return sha256 === pinned ? null : new AppError('device.certificate-changed', { sha256 });
}

/** Lower-case hex; empty when the device showed none. */
function fingerprint({ fingerprint256 = '' }: Partial<PeerCertificate>): string {
  return fingerprint256.replaceAll(':', '').toLowerCase();
}

/**
 * What the device shows, before anybody trusts it; nothing is sent to it.
 * @throws AppError `device.offline`, `device.timeout`, `device.tls-untrusted` (shows none), `cancelled`
 */
export async function readCertificate(address: EsclAddress, timeoutMs: number, signal: AbortSignal): Promise<ScannerCertificate | null> {
  const url = new URL(address.origin);
  if (url.protocol !== 'https:') return null;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const { certificate, trusted } = await shake(withZone(host, address.zone), Number(url.port || 443), timeoutMs, signal);
  const sha256 = fingerprint(certificate);
  if (sha256 === '') throw new AppError('device.tls-untrusted', { reason: 'no-certificate' });
  return {
    sha256,
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validFrom: new Date(certificate.valid_from).toISOString(),
    validTo: new Date(certificate.valid_to).toISOString(),
    trusted,
    pin: address.certificateSha256 === null ? 'none' : address.certificateSha256 === sha256 ? 'matches' : 'differs',
    pinnedAddress: `${writtenOrigin(address)}${address.rootPath}#sha256=${sha256}`,
  };
}

function shake(
  host: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<{ certificate: PeerCertificate; trusted: boolean }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: /^[\d.]+$|:/.test(host) ? '' : host, rejectUnauthorized: false });
    const fail = (error: AppError): void => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(timeoutMs, () => fail(new AppError('device.timeout', { reason: 'tls' })));
    signal.addEventListener('abort', () => fail(new AppError('cancelled')), { once: true });
    socket.once('error', (error) =>
      fail(new AppError('device.offline', { reason: (error as NodeJS.ErrnoException).code ?? 'tls' }, error)),
    );
    socket.once('secureConnect', () => {
      resolve({ certificate: socket.getPeerCertificate(), trusted: socket.authorized });
      socket.destroy();
    });
  });
}

const nameOf = (name: PeerCertificate['subject'] | undefined): string =>
  Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${[value].flat().join('+')}`)
    .join(', ')
    .slice(0, 200);
