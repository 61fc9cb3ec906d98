/** A kind of connector, made from its folder's schema of settings: what a form draws, what a save refuses, what a push is given. */
import { z } from 'zod';
import type { ConnectionSettings, SettingField } from '#shared/connection/connection-settings.ts';
import { AppError } from '#shared/errors.ts';
import type { Connector, ConnectorKind } from './connector.ts';

/** What zod cannot know of a setting; `z.string().register(settingMeta, { secret: true })`, as the last call of the chain. */
export type SettingMeta = Partial<Pick<SettingField, 'secret' | 'binds' | 'scale'>>;
export const settingMeta = z.registry<SettingMeta>();

/** @param schema without `kind`; the order of its keys is the order of the form */
export function defineConnector<Shape extends z.ZodRawShape>(
  kind: string,
  schema: z.ZodObject<Shape>,
  create: (settings: z.infer<z.ZodObject<Shape>>) => Connector,
): ConnectorKind {
  const fields = Object.entries(schema.shape).map(([key, setting]) => describe(key, setting as z.ZodType));
  const strict = z.strictObject({ kind: z.literal(kind), ...schema.shape });
  const isEmptySecret = (settings: ConnectionSettings, key: PropertyKey | undefined): boolean =>
    fields.some((field) => field.key === key && field.secret && settings[field.key] === '');
  return {
    kind,
    fields,
    check(settings) {
      const { error } = strict.safeParse(settings);
      const wrong = error?.issues.find(({ path }) => !isEmptySecret(settings, path[0]));
      if (wrong) throw new AppError('bad-input', { field: String(wrong.path[0] ?? 'settings') });
    },
    create: ({ kind: _kind, ...settings }) => create(schema.parse(settings)),
  };
}

/** The part of JSON Schema that a line of a form can show. */
type Described = {
  type?: string;
  format?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  default?: SettingField['initial'];
};

function describe(key: string, setting: z.ZodType): SettingField {
  const described = z.toJSONSchema(setting, { io: 'input', unrepresentable: 'any' }) as Described;
  const { secret = false, binds = null, scale = 1 } = settingMeta.get(setting) ?? {};
  return {
    key,
    type: typeOf(described),
    required: [undefined, ''].every((nothing) => !setting.safeParse(nothing).success),
    secret,
    binds,
    scale,
    options: (described.enum ?? []).map(String),
    min: described.minimum ?? null,
    max: described.maximum ?? null,
    initial: described.default ?? null,
  };
}

function typeOf({ type, format, enum: options }: Described): SettingField['type'] {
  if (options) return 'choice';
  if (type === 'string') return format === 'uri' ? 'url' : 'text';
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'boolean' ? 'yes-no' : 'other';
}
