/** What IT staff enter: the form is drawn from this, in this order. Its words go to renderer/i18n, `connections`, under the kind. */
import { z } from 'zod';
import { settingMeta } from '../connector-kind.ts';

export const templateSettings = z.object({
  // A secret is sent nowhere but to what it was typed for: an address binds it to its origin, any other setting to its value.
  baseUrl: z.url({ protocol: /^https?$/ }).register(settingMeta, { binds: 'origin' }),
  clientId: z.string().min(1).register(settingMeta, { binds: 'value' }),
  clientSecret: z.string().min(1).register(settingMeta, { secret: true }),
  signature: z.enum(['SM3', 'SHA-256']).default('SM3'),
  sendsCopies: z.boolean().default(false),
  // Stored in milliseconds, shown in seconds.
  timeoutMs: z.number().int().min(1000).max(600_000).default(30_000).register(settingMeta, { scale: 1000 }),
});
export type TemplateSettings = z.infer<typeof templateSettings>;
