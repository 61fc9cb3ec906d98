/** One-touch profiles: a scanner with its settings, and the service item a case is opened for. */
import type { Actor } from '#shared/case.ts';
import { scanProfileSchema } from '#shared/device.ts';
import type { ScanProfile } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import type { Store } from '../../store/store.ts';

const settingName = 'scan-profiles';

export type ScanProfiles = ReturnType<typeof createScanProfiles>;

export function createScanProfiles({ store }: { store: Store }) {
  const list = async (): Promise<ScanProfile[]> =>
    scanProfileSchema
      .array()
      .catch([])
      .parse(await store.settings.get(settingName));

  async function put(profiles: ScanProfile[], actor: Actor, action: string): Promise<ScanProfile[]> {
    await store.transaction(async ({ settings, audit }) => {
      await settings.put(settingName, profiles);
      await audit.append({ actor, action, subject: settingName });
    });
    return profiles;
  }

  return {
    list,
    /** @throws AppError `not-found` */
    async get(id: string): Promise<ScanProfile> {
      const found = (await list()).find((profile) => profile.id === id);
      if (!found) throw new AppError('not-found', { what: 'scan-profile' });
      return found;
    },
    /** A known id keeps its place in the list. */
    async save(saved: ScanProfile, actor: Actor): Promise<ScanProfile[]> {
      const known = await list();
      const next = known.some(({ id }) => id === saved.id) ? known.map((old) => (old.id === saved.id ? saved : old)) : [...known, saved];
      return put(next, actor, 'scan-profile.save');
    },
    async remove(id: string, actor: Actor): Promise<ScanProfile[]> {
      return put(
        (await list()).filter((profile) => profile.id !== id),
        actor,
        'scan-profile.remove',
      );
    },
  };
}
