/** Where the secrets of a connection may go: only to the system that they were typed for, whatever its connector is. */
import type { ConnectionSettings, SettingField } from '#shared/connection/connection-settings.ts';
import { AppError } from '#shared/errors.ts';

type Fields = readonly SettingField[];

/** As a screen may see them. */
export function withoutSecrets(fields: Fields, settings: ConnectionSettings): ConnectionSettings {
  const hidden = fields.flatMap(({ key, secret }) => (secret ? [[key, '']] : []));
  return { ...settings, ...(Object.fromEntries(hidden) as Record<string, string>) };
}

/**
 * Empty secrets filled in from the stored settings.
 * @param stored null when none are
 * @throws AppError `push.secret-required` when the stored ones were meant for another system, or another client of it
 */
export function withStoredSecrets(fields: Fields, given: ConnectionSettings, stored: ConnectionSettings | null): ConnectionSettings {
  const empty = fields.filter(({ key, secret }) => secret && (given[key] ?? '') === '');
  const isBound = stored?.kind === given.kind && JSON.stringify(boundTo(fields, stored)) === JSON.stringify(boundTo(fields, given));
  if (!stored || !isBound) {
    const isNeeded = empty.some(({ required }) => required);
    if (isNeeded) throw new AppError('push.secret-required', { boundTo: stored ? destinationOf(fields, stored) : '—' });
    return given;
  }
  return { ...given, ...Object.fromEntries(empty.map(({ key }) => [key, stored[key] ?? ''])) };
}

/** The system that the settings lead to, to be told to a person: the origin of its address, else what the secrets are bound to. */
export function destinationOf(fields: Fields, settings: ConnectionSettings): string {
  const origins = fields.filter(({ binds }) => binds === 'origin');
  return boundTo(origins.length > 0 ? origins : fields, settings).join(' ');
}

/** As `destinationOf`, with the whole address: two settings with the same one mean the same interface. */
export function addressOf(fields: Fields, settings: ConnectionSettings): string {
  const bound = fields.filter(({ binds }) => binds !== null);
  const origins = bound.filter(({ binds }) => binds === 'origin');
  return (origins.length > 0 ? origins : bound).map(({ key }) => String(settings[key])).join(' ');
}

const boundTo = (fields: Fields, settings: ConnectionSettings): string[] =>
  fields.flatMap(({ key, binds }) => (binds === null ? [] : [binds === 'origin' ? originOf(settings[key]) : String(settings[key] ?? '')]));

/** Scheme, host and port. */
function originOf(value: unknown): string {
  const text = String(value ?? '');
  return URL.canParse(text) ? new URL(text).origin : text;
}
