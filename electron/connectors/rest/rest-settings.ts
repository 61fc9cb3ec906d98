/** What IT staff enter to reach an approval system with a JSON API. The words of the form are in renderer/i18n, under `connections`. */
import { z } from 'zod';
import { settingMeta } from '../connector-kind.ts';

export const restSettings = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).register(settingMeta, { binds: 'origin' }),
  clientId: z.string().min(1).register(settingMeta, { binds: 'value' }),
  clientSecret: z.string().min(1).register(settingMeta, { secret: true }),
  timeoutMs: z.number().int().min(1000).max(600_000).default(30_000).register(settingMeta, { scale: 1000 }),
});
export type RestSettings = z.infer<typeof restSettings>;
