/** Files of watched folders that could not be read: a list for a person, kept until somebody has looked at each. */
import { unreadableFileSchema } from '#shared/device.ts';
import type { ScannerConfig, UnreadableFile } from '#shared/device.ts';
import type { Store } from '../../store/store.ts';

const settingName = 'unreadable-files';
/** A folder that somebody fills with films must not fill the settings. */
const maxFiles = 200;

export type UnreadableFiles = ReturnType<typeof createUnreadableFiles>;

export function createUnreadableFiles({ store, now, newId }: { store: Store; now: () => Date; newId: () => string }) {
  let tail: Promise<unknown> = Promise.resolve();

  const list = async (): Promise<UnreadableFile[]> =>
    unreadableFileSchema
      .array()
      .catch([])
      .parse(await store.settings.get(settingName));

  function change(update: (files: UnreadableFile[]) => UnreadableFile[]): Promise<UnreadableFile[]> {
    const result = tail.then(async () => {
      const files = update(await list()).slice(-maxFiles);
      // The names are personal data: no history is kept of them.
      await store.settings.put(settingName, files, { keepHistory: false });
      return files;
    });
    tail = result.catch(() => undefined);
    return result;
  }

  return {
    list,
    add: (scanner: Pick<ScannerConfig, 'id' | 'name'>, files: readonly { name: string; code: string }[]) =>
      change((known) => [
        ...known,
        ...files.map(({ name, code }) => ({
          id: newId(),
          scannerId: scanner.id,
          scannerName: scanner.name,
          name,
          code,
          foundAt: now().toISOString(),
        })),
      ]),
    dismiss: (id: string) => change((known) => known.filter((file) => file.id !== id)),
  };
}
