/** What IT staff configure: scanners, the connection to the approval system, and the mapping of each service item. */
import { connectionSettingsSchema, hallSchema } from '#shared/contract.ts';
import type { ConnectionSettings, Hall } from '#shared/contract.ts';
import type { Actor } from '#shared/case.ts';
import { scannerConfigSchema } from '#shared/device.ts';
import type { ScannerConfig } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import { mappingSchema } from '#shared/mapping.ts';
import type { Mapping } from '#shared/mapping.ts';
import type { Store } from '../store/store.ts';

export type { Hall } from '#shared/contract.ts';

export const mappingName = (itemCode: string): string => `mapping:${itemCode}`;

/** Until IT staff enter their own. */
const unnamedHall: Hall = { name: '政务服务中心', address: '', phone: '', hours: '', queryUrl: '' };

/** What is in force while nothing is configured, e.g. the shipped simulator and sandbox. */
export type ConfigurationDefaults = { scanners: ScannerConfig[]; connection: ConnectionSettings | null; mappings: readonly Mapping[] };

export class Configuration {
  readonly #store: Store;
  readonly #defaults: ConfigurationDefaults;
  #hasCamera = false;

  constructor(store: Store, defaults: ConfigurationDefaults) {
    this.#store = store;
    this.#defaults = defaults;
  }

  /** Whether a document camera is set up, as of the last look at the scanners. */
  get hasCamera(): boolean {
    return this.#hasCamera;
  }

  async scanners(): Promise<ScannerConfig[]> {
    const own = await this.#ownScanners();
    this.#hasCamera = own.some(({ driver }) => driver === 'camera');
    if (own.length === 0) return this.#defaults.scanners;
    // The shipped simulator listens somewhere else at every start: of what was saved of it, only the address is not true.
    return own.map((saved) => ({ ...saved, address: this.#defaults.scanners.find(({ id }) => id === saved.id)?.address ?? saved.address }));
  }

  /** @throws AppError `device.not-configured` */
  async scanner(id: string): Promise<ScannerConfig> {
    const found = (await this.scanners()).find((candidate) => candidate.id === id);
    if (!found) throw new AppError('device.not-configured', { id });
    return found;
  }

  async saveScanner(config: ScannerConfig, actor: Actor): Promise<ScannerConfig[]> {
    const others = (await this.#ownScanners()).filter(({ id }) => id !== config.id);
    const rest = config.isDefault ? others.map((other) => ({ ...other, isDefault: false })) : others;
    const isDefault = config.isDefault || rest.every((other) => !other.isDefault);
    await this.#put('scanners', [...rest, { ...config, isDefault }], actor, 'scanner.save');
    return this.scanners();
  }

  async removeScanner(id: string, actor: Actor): Promise<ScannerConfig[]> {
    const rest = (await this.#ownScanners()).filter((candidate) => candidate.id !== id);
    await this.#put('scanners', rest, actor, 'scanner.remove');
    return this.scanners();
  }

  /** With the secret: for pushing only. Null while nothing is configured. */
  async connection(): Promise<ConnectionSettings | null> {
    const own = connectionSettingsSchema.safeParse(await this.#store.settings.get('connection'));
    return own.success ? own.data : this.#defaults.connection;
  }

  async connectionForDisplay(): Promise<ConnectionSettings | null> {
    const found = await this.connection();
    return found && { ...found, clientSecret: '' };
  }

  /** An empty secret means the stored one. */
  async withSecret(given: ConnectionSettings): Promise<ConnectionSettings> {
    return given.clientSecret === '' ? { ...given, clientSecret: (await this.connection())?.clientSecret ?? '' } : given;
  }

  async saveConnection(given: ConnectionSettings, actor: Actor): Promise<ConnectionSettings> {
    const complete = await this.withSecret(given);
    // The shipped sandbox listens somewhere else at every start: choosing it means going back to what is shipped.
    const isShipped = complete.baseUrl === this.#defaults.connection?.baseUrl;
    await this.#put('connection', isShipped ? null : complete, actor, 'connection.save');
    return { ...complete, clientSecret: '' };
  }

  /** @throws AppError `mapping.missing` */
  async mapping(itemCode: string): Promise<Mapping> {
    const own = mappingSchema.safeParse(await this.#store.settings.get(mappingName(itemCode)));
    const found = own.success ? own.data : this.#defaults.mappings.find((candidate) => candidate.itemCode === itemCode);
    if (!found) throw new AppError('mapping.missing', { item: itemCode });
    return found;
  }

  async saveMapping(given: Mapping, actor: Actor): Promise<Mapping> {
    const current = await this.mapping(given.itemCode).catch(() => ({ version: 0 }));
    const saved = { ...given, version: current.version + 1 };
    await this.#put(mappingName(given.itemCode), saved, actor, 'mapping.save');
    return saved;
  }

  /** For notices and receipts. */
  async hall(): Promise<Hall> {
    return hallSchema.catch(unnamedHall).parse(await this.#store.settings.get('hall'));
  }

  async saveHall(given: Hall, actor: Actor): Promise<Hall> {
    await this.#put('hall', given, actor, 'hall.save');
    return given;
  }

  async #ownScanners(): Promise<ScannerConfig[]> {
    return scannerConfigSchema
      .array()
      .catch([])
      .parse(await this.#store.settings.get('scanners'));
  }

  async #put(name: string, value: unknown, actor: Actor, action: string): Promise<void> {
    await this.#store.transaction(async ({ settings, audit }) => {
      await settings.put(name, value);
      await audit.append({ actor, action, subject: name });
    });
  }
}
