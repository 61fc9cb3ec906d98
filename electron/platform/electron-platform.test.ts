/** The Electron platform, with a key store and utility processes of our own in Electron's place. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import { expect, onTestFinished, test } from 'vitest';
import { createElectronPlatform } from './electron-platform.ts';
import type { ElectronParts } from './electron-platform.ts';
import { loadSealedKey } from './sealed-key.ts';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

/** Turns every byte over: enough to see that the key itself is never written. */
function keyStore({ backend = 'gnome_libsecret' as Backend, available = true, stale = false } = {}) {
  let sealings = 0;
  const turned = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  const parts: Partial<SafeStorage> = {
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: async () => available,
    encryptStringAsync: async (text) => {
      sealings += 1;
      return turned(Buffer.from(text));
    },
    decryptStringAsync: async (sealed) => {
      const result = turned(sealed).toString('utf8');
      if (!/^[0-9a-f]+$/.test(result)) throw new Error('cannot decrypt');
      return { result, shouldReEncrypt: stale };
    },
  };
  return { safeStorage: parts as SafeStorage, sealings: () => sealings };
}

function place() {
  const root = mkdtempSync(path.join(tmpdir(), 'intake-electron-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const env = {
    HOME: root,
    XDG_CONFIG_HOME: path.join(root, 'config'),
    INTAKE_DATA_FOLDER: path.join(root, 'data'),
    APPDATA: path.join(root, 'config'),
  };
  const folders = { dataFolder: path.join(root, 'data'), configFolder: path.join(root, 'config', 'intake-desk') };
  return { root, env, folders, file: path.join(folders.configFolder, 'data.key.sealed') };
}

test('the key is sealed on the first run and opened on later ones', async () => {
  const { folders, file } = place();
  const { safeStorage, sealings } = keyStore();
  const key = await loadSealedKey(safeStorage, file, folders, 'linux');
  expect(await loadSealedKey(safeStorage, file, folders, 'linux')).toEqual(key);
  expect(sealings()).toBe(1);
  expect(readFileSync(file).includes(key.toString('hex'))).toBe(false);
});

test.each(['basic_text', 'unknown'] as const)('the backend %s is refused, and nothing is written', async (backend) => {
  const { folders, file } = place();
  const { safeStorage } = keyStore({ backend });
  await expect(loadSealedKey(safeStorage, file, folders, 'linux')).rejects.toMatchObject({
    code: 'store.key-storage-insecure',
    details: { reason: backend },
  });
  expect(existsSync(file)).toBe(false);
});

test('a machine without a key store is refused on every system', async () => {
  const { folders, file } = place();
  const { safeStorage } = keyStore({ available: false });
  for (const system of ['linux', 'win32', 'darwin'] as const) {
    await expect(loadSealedKey(safeStorage, file, folders, system)).rejects.toMatchObject({ code: 'store.key-storage-insecure' });
  }
});

test('a key that the key store no longer opens is store.key-wrong, and a missing one beside data store.key-missing', async () => {
  const { folders, file } = place();
  const { safeStorage } = keyStore();
  mkdirSync(folders.dataFolder, { recursive: true });
  writeFileSync(path.join(folders.dataFolder, 'intake.db'), 'encrypted');
  await expect(loadSealedKey(safeStorage, file, folders, 'linux')).rejects.toMatchObject({ code: 'store.key-missing' });
  mkdirSync(folders.configFolder, { recursive: true });
  writeFileSync(file, 'sealed by another user', { mode: 0o600 });
  await expect(loadSealedKey(safeStorage, file, folders, 'linux')).rejects.toMatchObject({ code: 'store.key-wrong' });
});

test('a key store that changed its own key gets the data key sealed anew', async () => {
  const { folders, file } = place();
  const key = await loadSealedKey(keyStore().safeStorage, file, folders, 'linux');
  const { safeStorage, sealings } = keyStore({ stale: true });
  expect(await loadSealedKey(safeStorage, file, folders, 'linux')).toEqual(key);
  expect(sealings()).toBe(1);
  expect(await loadSealedKey(keyStore().safeStorage, file, folders, 'linux')).toEqual(key);
});

class FakeUtility extends EventEmitter {
  pid: number | undefined = undefined;
  posted: unknown[] = [];
  asked = 0;
  postMessage(message: unknown) {
    this.posted.push(message);
  }
  kill() {
    this.asked += 1;
    return true;
  }
}

function electronParts() {
  const forked: { module: string; args: string[]; options: { env: Record<string, string>; serviceName?: string } }[] = [];
  const utility = new FakeUtility();
  const exits: number[] = [];
  const parts = {
    app: { exit: (code: number) => exits.push(code) },
    safeStorage: keyStore().safeStorage,
    utilityProcess: {
      fork: (module: string, args: string[], options: (typeof forked)[number]['options']) => {
        forked.push({ module, args, options });
        return utility;
      },
    },
  } as unknown as ElectronParts;
  return { parts, forked, utility, exits };
}

test('children are utility processes that look like any other child and never learn where the key is', () => {
  const { env } = place();
  const { parts, forked, utility, exits } = electronParts();
  const platform = createElectronPlatform(parts, { ...env, INTAKE_KEY_FILE: '/secret/key' });
  const child = platform.startChild('/app/child.ts', { args: ['a'], env: { MODE: 'scan' }, serviceName: 'Scanner' });
  expect(forked).toMatchObject([{ module: '/app/child.ts', args: ['a'], options: { serviceName: 'Scanner', env: { MODE: 'scan' } } }]);
  expect(forked[0]?.options.env).not.toHaveProperty('INTAKE_KEY_FILE');
  const heard: unknown[] = [];
  child.on('message', (message) => heard.push(message));
  child.on('exit', (code) => heard.push(code));
  child.send({ hello: 1 });
  utility.emit('message', { answer: 2 });
  utility.emit('exit', 3);
  child.kill();
  child.kill('SIGKILL');
  expect({ heard, posted: utility.posted, asked: utility.asked }).toEqual({ heard: [{ answer: 2 }, 3], posted: [{ hello: 1 }], asked: 2 });
  platform.quit(4);
  expect(exits).toEqual([4]);
});

test('an installation with a key file keeps it, whichever host starts', async () => {
  const { env, folders } = place();
  const { parts } = electronParts();
  const file = path.join(folders.configFolder, 'data.key');
  mkdirSync(folders.configFolder, { recursive: true });
  writeFileSync(file, 'ab'.repeat(32), { mode: 0o600 });
  const platform = createElectronPlatform(parts, env);
  expect(platform.keyStorage).toMatch(/^key file/);
  expect(await platform.loadKey()).toEqual(Buffer.alloc(32, 0xab));
});
