/** Settings of a connection to an approval system: which there are, the connector says; how they are drawn and guarded is the same for all of them. */
import { z } from 'zod';

/**
 * `kind` names the connector, which knows the rest. Secrets are write-only: reads give an empty string, and an empty string on save keeps
 * the stored one for as long as everything that it is bound to stays.
 */
export const connectionSettingsSchema = z.object({ kind: z.string().min(1) }).catchall(z.json());
export type ConnectionSettings = z.infer<typeof connectionSettingsSchema>;

/** One setting of a connector. Its words are in i18n, under `connections.fields.<kind>.<key>`. */
export const settingFieldSchema = z.object({
  key: z.string(),
  /** `other`: kept as it is; no line of a form can show it. */
  type: z.enum(['text', 'url', 'number', 'yes-no', 'choice', 'other']),
  required: z.boolean(),
  secret: z.boolean(),
  /** Where the secrets go: they are bound to this value, or to the origin of this address. */
  binds: z.enum(['origin', 'value']).nullable(),
  options: z.array(z.string()),
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** Stored units in one shown unit: 1000 for milliseconds that people read as seconds. */
  scale: z.number(),
  initial: z.json().nullable(),
});
export type SettingField = z.infer<typeof settingFieldSchema>;

export const connectionKindSchema = z.object({ kind: z.string(), fields: z.array(settingFieldSchema) });
export type ConnectionKind = z.infer<typeof connectionKindSchema>;
