/** After how long without a touch a screen locks: a setting of IT staff. */
import { z } from 'zod';
import type { Actor } from '#shared/case.ts';
import type { Store } from '../../store/store.ts';

/** As 15 minutes is what most halls' rules ask for. */
const usualIdleLimitMs = 15 * 60_000;

const settingName = 'idle-lock';
const storedSchema = z.object({ limitMs: z.number().int().min(1000).max(3_600_000) });

/** @returns milliseconds */
export async function loadIdleLimit(settings: Pick<Store['settings'], 'get'>): Promise<number> {
  const stored = storedSchema.safeParse(await settings.get(settingName));
  return stored.success ? stored.data.limitMs : usualIdleLimitMs;
}

/** @returns milliseconds */
export async function saveIdleLimit(store: Pick<Store, 'transaction'>, minutes: number, actor: Actor): Promise<number> {
  const limitMs = minutes * 60_000;
  await store.transaction(async ({ settings, audit }) => {
    await settings.put(settingName, { limitMs });
    await audit.append({ actor, action: 'idle-lock.save', subject: settingName, details: { minutes } });
  });
  return limitMs;
}
