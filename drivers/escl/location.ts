/** The job's path from a Location header, of which nothing but the path can be trusted. */
import { AppError } from '#shared/errors.ts';

const MAX_LOCATION_CHARACTERS = 1024;

/**
 * Hosts are ignored: an HP Deskjet 3520 over USB invents one, a Xerox B205 cuts its IPv6 host in the middle.
 * @param location absolute or relative, with or without a trailing slash
 * @param requestPath what it is relative to, e.g. `/eSCL/ScanJobs`
 * @returns an absolute path without trailing slash
 * @throws AppError `device.protocol` when there is no usable path
 */
export function jobPathFromLocation(location: string | undefined, requestPath: string): string {
  const value = (location ?? '').trim();
  const hasControlCharacters = [...value].some((sign) => sign.charCodeAt(0) <= 0x20 || sign.charCodeAt(0) === 0x7f);
  if (value === '' || value.length > MAX_LOCATION_CHARACTERS || hasControlCharacters) throw noPath();
  const path = pathOf(value, requestPath).replace(/\/+$/, '');
  if (path === '' || path === requestPath) throw noPath();
  return path;
}

function pathOf(value: string, requestPath: string): string {
  // By hand, because `http://[fe80/eSCL/ScanJobs/1` is not a URL to any parser and still names the job.
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/.*)?$/i.exec(value);
  const reference = absolute ? (absolute[1] ?? '/') : value.replace(/^\/\/[^/]*/, '');
  const resolved = new URL(reference, `http://device${requestPath}`);
  return resolved.pathname + resolved.search;
}

function noPath(): AppError {
  return new AppError('device.protocol', { reason: 'no-job-location' });
}
