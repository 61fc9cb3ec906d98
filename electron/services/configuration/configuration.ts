/** What IT staff configure: scanners, the connection to the approval system, and the mapping of each service item. */
import { connectionSettingsSchema, hallSchema } from '#shared/contract.ts';
import type { ConnectionSettings, Hall } from '#shared/contract.ts';
import type { Actor } from '#shared/case.ts';
import { scannerConfigSchema, simulatorId } from '#shared/device.ts';
import type { ScannerConfig } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import { mappingSchema } from '#shared/mapping/mapping.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Store } from '../../store/store.ts';
import { unnamedHallName } from './configuration-texts.ts';

export type { Hall } from '#shared/contract.ts';

export const mappingName = (itemCode: string): string => `mapping:${itemCode}`;

/** Until IT staff enter their own. */
const unnamedHall: Hall = { name: unnamedHallName, address: '', phone: '', hours: '', queryUrl: '' };

/** What is in force while nothing is configured, e.g. the shipped simulator and sandbox. */
export type ConfigurationDefaults = { scanners: ScannerConfig[]; connection: ConnectionSettings | null; mappings: readonly Mapping[] };

const isShippedScanner = (scanner: { id?: unknown; driver?: unknown }): boolean =>
  scanner.id === simulatorId && scanner.driver === 'escl-network';

/** Whether IT staff have set up anything of the hall's own. */
export async function hasOwnDevices(settings: Pick<Store['settings'], 'get'>): Promise<boolean> {
  const { scanners, connection } = { scanners: await settings.get('scanners'), connection: await settings.get('connection') };
  return Boolean(connection) || (Array.isArray(scanners) && scanners.some((scanner: object) => !isShippedScanner(scanner)));
}

export class Configuration {
  readonly #store: Store;
  #defaults: ConfigurationDefaults;
  #hasCamera = false;
  #onOwn: () => Promise<void> = () => Promise.resolve();

  constructor(store: Store, defaults: ConfigurationDefaults) {
    this.#store = store;
    this.#defaults = defaults;
  }

  /** @param listener called whenever a scanner or a connection of the hall's own is stored; what it does is waited for */
  whenOwn(listener: () => Promise<void>): void {
    this.#onOwn = listener;
  }

  /** The shipped simulator and sandbox are no more; what nobody has set up is then missing, and says so. */
  dropShippedPeers(): void {
    this.#defaults = { ...this.#defaults, scanners: [], connection: null };
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
    const isOwn = !isShippedScanner(config);
    // Beside a scanner of the hall's own the simulator would feed invented people into real cases.
    const others = (await this.#ownScanners()).filter((other) => other.id !== config.id && !(isOwn && isShippedScanner(other)));
    const rest = config.isDefault ? others.map((other) => ({ ...other, isDefault: false })) : others;
    const isDefault = config.isDefault || rest.every((other) => !other.isDefault);
    await this.#put('scanners', [...rest, { ...config, isDefault }], actor, 'scanner.save');
    if (isOwn) await this.#onOwn();
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

  /**
   * An empty secret means the stored one, which goes nowhere but to the origin that it was typed for.
   * @throws AppError `push.secret-required`
   */
  async withSecret(given: ConnectionSettings): Promise<ConnectionSettings> {
    if (given.clientSecret !== '') return given;
    const stored = await this.connection();
    const isBound = stored && originOf(stored) === originOf(given) && stored.clientId === given.clientId;
    if (!isBound) throw new AppError('push.secret-required', { boundTo: stored ? originOf(stored) : '—' });
    return { ...given, clientSecret: stored.clientSecret };
  }

  async saveConnection(given: ConnectionSettings, actor: Actor): Promise<ConnectionSettings> {
    const complete = await this.withSecret(given);
    // The shipped sandbox listens somewhere else at every start: choosing it means going back to what is shipped.
    const isShipped = complete.baseUrl === this.#defaults.connection?.baseUrl;
    await this.#put('connection', isShipped ? null : complete, actor, 'connection.save', { keepHistory: false });
    if (!isShipped) await this.#onOwn();
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

  /** @param options `keepHistory: false` for what holds a secret: an old one must not outlive its use */
  async #put(name: string, value: unknown, actor: Actor, action: string, options?: { keepHistory: boolean }): Promise<void> {
    await this.#store.transaction(async ({ settings, audit }) => {
      await settings.put(name, value, options);
      await audit.append({ actor, action, subject: name });
    });
  }
}

/** Scheme, host and port. */
const originOf = ({ baseUrl }: ConnectionSettings): string => new URL(baseUrl).origin;
