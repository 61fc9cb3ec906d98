/** Settings of IT staff win over what is shipped; what is shipped moves with every start. */
import { expect, test } from 'vitest';
import type { Actor } from '#shared/case.ts';
import type { ConnectionSettings } from '#shared/connection/connection-settings.ts';
import type { ScannerConfig } from '#shared/device.ts';
import type { Store } from '../../store/store.ts';
import { createConfiguration } from './configuration.ts';
import { configurable } from '../../../tests/fixtures/configurable.ts';

const admin: Actor = { account: 'admin', displayName: '管理员', role: 'admin' };
const scanner = (id: string, address: string, isDefault = false): ScannerConfig => ({
  id,
  name: id,
  driver: 'escl-network',
  address,
  isDefault,
  defaults: { source: 'feeder', duplex: true, colorMode: 'color', dpi: 300 },
});
const shipped: ConnectionSettings = {
  kind: 'rest',
  baseUrl: 'http://127.0.0.1:1/',
  clientId: 'demo',
  clientSecret: 'secret',
  timeoutMs: 30_000,
};

function configuration(defaultAddress = 'http://127.0.0.1:1/eSCL', kept = new Map<string, unknown>()) {
  const settings = { get: async (name: string) => kept.get(name), put: async (name: string, value: unknown) => void kept.set(name, value) };
  const repositories = { settings, audit: { append: async () => undefined } };
  const store = { ...repositories, transaction: (work: (inner: unknown) => unknown) => work(repositories) } as unknown as Store;
  return {
    kept,
    it: createConfiguration(store, configurable, {
      scanners: [scanner('simulator', defaultAddress, true)],
      connection: shipped,
      mappings: [],
    }),
  };
}

test('the shipped scanner serves until one is configured, and there is always one default', async () => {
  const { it } = configuration();
  expect((await it.scanners()).map(({ id }) => id)).toEqual(['simulator']);
  const saved = await it.saveScanner(scanner('window-7', 'http://10.0.0.7/eSCL'), admin);
  expect(saved.map(({ id, isDefault }) => [id, isDefault])).toEqual([['window-7', true]]);
  const both = await it.saveScanner(scanner('window-8', 'http://10.0.0.8/eSCL', true), admin);
  expect(both.map(({ id, isDefault }) => [id, isDefault])).toEqual([
    ['window-7', false],
    ['window-8', true],
  ]);
});

test('a saved copy of the simulator follows its new address', async () => {
  const first = configuration();
  await first.it.saveScanner(scanner('simulator', 'http://127.0.0.1:1/eSCL', true), admin);
  const second = configuration('http://127.0.0.1:2/eSCL', first.kept);
  expect((await second.it.scanners())[0]?.address).toBe('http://127.0.0.1:2/eSCL');
});

test('the secret never leaves, and an empty one keeps the stored one', async () => {
  const { it } = configuration();
  const own = { ...shipped, baseUrl: 'https://approval.example/', clientSecret: 'own' };
  expect((await it.saveConnection(own, admin)).clientSecret).toBe('');
  await it.saveConnection({ ...own, timeoutMs: 5_000, clientSecret: '' }, admin);
  expect(await it.connection()).toMatchObject({ timeoutMs: 5_000, clientSecret: 'own' });
  expect((await it.connectionForDisplay())?.clientSecret).toBe('');
});

test('a stored secret goes to no other origin and to no other client, neither to test nor to be kept', async () => {
  const { it } = configuration();
  const own = { ...shipped, baseUrl: 'https://approval.example/api', clientSecret: 'own' };
  // The shipped secret is no more a secret of the hall's system than the other way round.
  await expect(it.saveConnection({ ...own, clientSecret: '' }, admin)).rejects.toMatchObject({ code: 'push.secret-required' });
  await it.saveConnection(own, admin);
  const elsewhere = ['https://collector.example/api', 'http://approval.example/api', 'https://approval.example:8443/api'];
  for (const baseUrl of elsewhere) {
    const given = { ...own, baseUrl, clientSecret: '' };
    await expect(it.withSecrets(given)).rejects.toMatchObject({
      code: 'push.secret-required',
      details: { boundTo: 'https://approval.example' },
    });
    await expect(it.saveConnection(given, admin)).rejects.toMatchObject({ code: 'push.secret-required' });
  }
  await expect(it.withSecrets({ ...own, clientId: 'other', clientSecret: '' })).rejects.toMatchObject({ code: 'push.secret-required' });
  expect(await it.withSecrets({ ...own, baseUrl: 'https://approval.example/v2', clientSecret: '' })).toMatchObject({ clientSecret: 'own' });
  expect(await it.connection()).toMatchObject({ baseUrl: own.baseUrl, clientSecret: 'own' });
});

test('choosing the shipped sandbox again stores no address of today', async () => {
  const { it, kept } = configuration();
  await it.saveConnection({ ...shipped, clientSecret: '' }, admin);
  expect(kept.get('connection')).toBeNull();
  expect((await it.connection())?.baseUrl).toBe(shipped.baseUrl);
});

test('a scanner that is not configured is a coded error', async () => {
  await expect(configuration().it.scanner('gone')).rejects.toMatchObject({ code: 'device.not-configured' });
});
