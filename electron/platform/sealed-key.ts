/** The data key in a file that only the system's key store (Keychain, DPAPI, libsecret, KWallet) can open. */
import { rename, rm } from 'node:fs/promises';
import type { SafeStorage } from 'electron';
import { AppError } from '#shared/errors.ts';
import type { Folders } from './folders.ts';
import { holdsData, newKeyText, parseKey } from './key-file.ts';
import { createPrivateFile, readPrivateFile } from './private-file.ts';

/** `basic_text` wraps with a password that is the same on every machine: no protection at all. */
const refusedBackends = ['basic_text', 'unknown'];

export function describeSafeStorage(safeStorage: SafeStorage, system: NodeJS.Platform = process.platform): string {
  if (system === 'linux') return `safeStorage: ${safeStorage.getSelectedStorageBackend()}`;
  return system === 'darwin' ? 'safeStorage: Keychain' : 'safeStorage: DPAPI';
}

/** @throws AppError `store.key-storage-insecure`, `store.key-missing`, `store.key-wrong` when the key store does not open it */
export async function loadSealedKey(
  safeStorage: SafeStorage,
  file: string,
  folders: Folders,
  system: NodeJS.Platform = process.platform,
): Promise<Buffer> {
  await requireRealKeyStore(safeStorage, system);
  const stored = await readPrivateFile(file);
  if (stored) return unseal(safeStorage, file, stored);
  if (holdsData(folders)) throw new AppError('store.key-missing', { reason: 'no-sealed-key' });
  await createPrivateFile(file, await safeStorage.encryptStringAsync(newKeyText()));
  const created = await readPrivateFile(file);
  if (!created) throw new AppError('store.key-missing', { reason: 'no-sealed-key' });
  return unseal(safeStorage, file, created);
}

async function requireRealKeyStore(safeStorage: SafeStorage, system: NodeJS.Platform): Promise<void> {
  const backend = system === 'linux' ? safeStorage.getSelectedStorageBackend() : null;
  if (backend !== null && refusedBackends.includes(backend)) throw new AppError('store.key-storage-insecure', { reason: backend });
  if (!(await safeStorage.isAsyncEncryptionAvailable())) throw new AppError('store.key-storage-insecure', { reason: 'no-key-store' });
}

async function unseal(safeStorage: SafeStorage, file: string, sealed: Buffer): Promise<Buffer> {
  const opened = await safeStorage.decryptStringAsync(sealed).catch((error: unknown) => {
    throw new AppError('store.key-wrong', { reason: 'key-store-refuses' }, error);
  });
  const key = parseKey(opened.result);
  if (opened.shouldReEncrypt) await reseal(safeStorage, file, opened.result);
  return key;
}

/** The key store has changed its own key; the old file stays until the new one is whole. */
async function reseal(safeStorage: SafeStorage, file: string, text: string): Promise<void> {
  const next = `${file}.next`;
  await rm(next, { force: true });
  const made = await createPrivateFile(next, await safeStorage.encryptStringAsync(text));
  if (made) await rename(next, file);
}
