/** Which pages of a watched folder are taken although their file may still lie there, because a crash or a failed move came between. */
import { z } from 'zod';
import type { Store } from '../../store/store.ts';

const settingName = 'folder-pages-taken';
/** SHA-256 of page bytes by device name. */
const memorySchema = z.record(z.string(), z.array(z.string()));
/** A folder whose files are never moved away must not make the settings grow for ever. */
const maxPerDevice = 5000;

export type FolderMemory = ReturnType<typeof createFolderMemory>;

export function createFolderMemory({ store }: { store: Store }) {
  let tail: Promise<unknown> = Promise.resolve();

  const all = async () => memorySchema.catch({}).parse(await store.settings.get(settingName));

  function change(deviceName: string, update: (known: readonly string[]) => string[]): Promise<void> {
    const result = tail.then(async () => {
      const memory = await all();
      const before = memory[deviceName] ?? [];
      const after = update(before);
      if (after.length === 0 && before.length === 0) return;
      const others = Object.fromEntries(Object.entries(memory).filter(([name]) => name !== deviceName));
      await store.settings.put(settingName, after.length > 0 ? { ...others, [deviceName]: after } : others, { keepHistory: false });
    });
    tail = result.catch(() => undefined);
    return result;
  }

  return {
    /** Pages of a job that did not come to its end. */
    remember: (deviceName: string, hashes: readonly string[]) =>
      hashes.length === 0 ? Promise.resolve() : change(deviceName, (known) => [...new Set([...known, ...hashes])].slice(-maxPerDevice)),
    /** @returns true when the page was taken before; it is forgotten with that, because its file now moves away */
    async takenBefore(deviceName: string, sha256: string): Promise<boolean> {
      await tail;
      if (!(await all())[deviceName]?.includes(sha256)) return false;
      await change(deviceName, (known) => known.filter((hash) => hash !== sha256));
      return true;
    },
  };
}
