/** Settings as they are stored ⇄ values of the form: secrets empty, numbers in the unit that people read. */
import type { ConnectionKind, ConnectionSettings, SettingField } from '#shared/connection/connection-settings.ts';

export type SettingValues = Record<string, ConnectionSettings[string] | undefined>;

/** @param settings null, or of another kind, for a connection that is new */
export function toValues({ kind, fields }: ConnectionKind, settings: ConnectionSettings | null): SettingValues {
  const stored = settings?.kind === kind ? settings : null;
  const valueOf = ({ key, secret, scale, initial }: SettingField) => {
    const value = secret ? '' : (stored?.[key] ?? initial ?? undefined);
    return typeof value === 'number' ? value / scale : value;
  };
  return { kind, ...Object.fromEntries(fields.map((field) => [field.key, valueOf(field)])) };
}

/** What the form does not show stays as it is stored. */
export function toSettings(
  { kind, fields }: ConnectionKind,
  values: SettingValues,
  settings: ConnectionSettings | null,
): ConnectionSettings {
  const stored = settings?.kind === kind ? settings : null;
  const entries = fields.flatMap(({ key, secret, scale, type }) => {
    const value = type === 'other' ? stored?.[key] : (values[key] ?? (secret ? '' : undefined));
    if (value === undefined || value === null) return [];
    return [[key, typeof value === 'number' ? value * scale : value] as const];
  });
  return { ...Object.fromEntries(entries), kind };
}
