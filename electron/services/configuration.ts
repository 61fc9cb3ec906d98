/** What IT staff configure: scanners, the connection to the approval system, and the mapping of each service item. */
import { connectionSettingsSchema } from '#shared/contract.ts';
import type { ConnectionSettings } from '#shared/contract.ts';
import type { Actor } from '#shared/case.ts';
import { scannerConfigSchema } from '#shared/device.ts';
import type { ScannerConfig } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import { mappingSchema } from '#shared/mapping.ts';
import type { Mapping } from '#shared/mapping.ts';
import type { Store } from '../store/store.ts';

const mappingName = (itemCode: string): string => `mapping:${itemCode}`;

/** What is in force while nothing is configured, e.g. the shipped simulator and sandbox. */
export type ConfigurationDefaults = { scanners: ScannerConfig[]; connection: ConnectionSettings | null; mappings: readonly Mapping[] };
export type Configuration = ReturnType<typeof createConfiguration>;

export function createConfiguration({ store, defaults }: { store: Store; defaults: ConfigurationDefaults }) {
  async function put(name: string, value: unknown, actor: Actor, action: string): Promise<void> {
    await store.transaction(async ({ settings, audit }) => {
      await settings.put(name, value);
      await audit.append({ actor, action, subject: name });
    });
  }

  async function ownScanners(): Promise<ScannerConfig[]> {
    return scannerConfigSchema.array().catch([]).parse(await store.settings.get('scanners'));
  }

  async function scanners(): Promise<ScannerConfig[]> {
    const own = await ownScanners();
    return own.length > 0 ? own : defaults.scanners;
  }

  async function scanner(id: string): Promise<ScannerConfig> {
    const found = (await scanners()).find((candidate) => candidate.id === id);
    if (!found) throw new AppError('device.not-configured', { id });
    return found;
  }

  async function saveScanner(config: ScannerConfig, actor: Actor): Promise<ScannerConfig[]> {
    const others = (await ownScanners()).filter(({ id }) => id !== config.id).map((other) => (config.isDefault ? { ...other, isDefault: false } : other));
    const first = others.every(({ isDefault }) => !isDefault);
    await put('scanners', [...others, { ...config, isDefault: config.isDefault || first }], actor, 'scanner.save');
    return scanners();
  }

  async function removeScanner(id: string, actor: Actor): Promise<ScannerConfig[]> {
    await put('scanners', (await ownScanners()).filter((candidate) => candidate.id !== id), actor, 'scanner.remove');
    return scanners();
  }

  /** With the secret: for the outbox worker only. */
  async function connection(): Promise<ConnectionSettings | null> {
    const own = connectionSettingsSchema.safeParse(await store.settings.get('connection'));
    return own.success ? own.data : defaults.connection;
  }

  /** An empty secret means the stored one. */
  async function withSecret(given: ConnectionSettings): Promise<ConnectionSettings> {
    return given.clientSecret === '' ? { ...given, clientSecret: (await connection())?.clientSecret ?? '' } : given;
  }

  async function saveConnection(given: ConnectionSettings, actor: Actor): Promise<ConnectionSettings> {
    const complete = await withSecret(given);
    await put('connection', complete, actor, 'connection.save');
    return { ...complete, clientSecret: '' };
  }

  /** @throws AppError `mapping.missing` */
  async function mapping(itemCode: string): Promise<Mapping> {
    const own = mappingSchema.safeParse(await store.settings.get(mappingName(itemCode)));
    const found = own.success ? own.data : defaults.mappings.find((candidate) => candidate.itemCode === itemCode);
    if (!found) throw new AppError('mapping.missing', { item: itemCode });
    return found;
  }

  async function saveMapping(given: Mapping, actor: Actor): Promise<Mapping> {
    const current = await mapping(given.itemCode).catch(() => ({ version: 0 }));
    const saved = { ...given, version: current.version + 1 };
    await put(mappingName(given.itemCode), saved, actor, 'mapping.save');
    return saved;
  }

  return {
    scanners,
    scanner,
    saveScanner,
    removeScanner,
    connection,
    connectionForDisplay: async (): Promise<ConnectionSettings | null> => {
      const found = await connection();
      return found && { ...found, clientSecret: '' };
    },
    withSecret,
    saveConnection,
    mapping,
    saveMapping,
  };
}
