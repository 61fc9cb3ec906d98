/** Trust on first use for the self-signed certificates of scanners: what was seen first must be seen again. */
import type { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import { AppError } from '#shared/errors.ts';

/** Origin → SHA-256 of the certificate seen first by this process. An address may carry a lasting pin instead. */
const seenFirst = new Map<string, string>();

/**
 * A connector for undici that lets a device in when its certificate is the known one.
 * @param pinned lower-case hex, or null to trust what this process saw first
 * @throws (through the connection) AppError `device.tls-untrusted`
 */
export function pinningConnector(origin: string, pinned: string | null, connectTimeoutMs: number): buildConnector.connector {
  // Printers sign their own certificates, so the chain proves nothing; the pin does.
  const connect = buildConnector({ timeout: connectTimeoutMs, rejectUnauthorized: false, autoSelectFamily: true });
  return (options, callback) => {
    connect(options, (error, socket) => {
      if (error) return callback(error, null);
      if (options.protocol === 'https:' && !isKnown(origin, pinned, socket as TLSSocket)) {
        socket.destroy();
        return callback(new AppError('device.tls-untrusted'), null);
      }
      return callback(null, socket);
    });
  };
}

function isKnown(origin: string, pinned: string | null, socket: TLSSocket): boolean {
  const certificate = socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase();
  if (!certificate) return false;
  const expected = pinned ?? seenFirst.get(origin);
  if (expected === undefined) seenFirst.set(origin, certificate);
  return expected === undefined || expected === certificate;
}
