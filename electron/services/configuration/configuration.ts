/** What IT staff configure: scanners, the connection to the approval system, and the mapping of each service item. */
import { hallSchema } from '#shared/contract/item-procedures.ts';
import { connectionSettingsSchema } from '#shared/connection/connection-settings.ts';
import type { ConnectionSettings } from '#shared/connection/connection-settings.ts';
import type { Hall } from '#shared/contract/item-procedures.ts';
import type { Actor } from '#shared/case.ts';
import { scannerConfigSchema } from '#shared/device.ts';
import type { DriverTraits, Scanner, ScannerConfig, ScannerDriverView } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import { mappingSchema } from '#shared/mapping/mapping.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { ConnectorKind } from '../../connectors/connector.ts';
import type { ListedDriver } from '../../../drivers/driver.ts';
import { addressOf, withStoredSecrets, withoutSecrets } from './connection-secrets.ts';
import type { Store } from '../../store/store.ts';
import { unnamedHallName } from './configuration-texts.ts';

export const mappingName = (itemCode: string): string => `mapping:${itemCode}`;

/** Until IT staff enter their own. */
const unnamedHall: Hall = { name: unnamedHallName, address: '', phone: '', hours: '', queryUrl: '' };

/** What is in force while nothing is configured, e.g. the shipped simulator and sandbox. */
export type ConfigurationDefaults = { scanners: ScannerConfig[]; connection: ConnectionSettings | null; mappings: readonly Mapping[] };

/** What can be configured at all. `shippedScanner`: a saved copy of its settings is not a scanner of the hall's own. */
export type Configurable = {
  drivers: readonly Pick<ListedDriver, 'kind' | 'traits'>[];
  connectors: readonly ConnectorKind[];
  shippedScanner: ShippedScanner;
};
export type ShippedScanner = Pick<ScannerConfig, 'id' | 'driver'>;

const isSame = (shipped: ShippedScanner, scanner: { id?: unknown; driver?: unknown }): boolean =>
  scanner.id === shipped.id && scanner.driver === shipped.driver;

/** Of a driver that a later or earlier version of the program knows. */
const unknownDriver: DriverTraits = { scansPaper: true, onScreen: false, address: 'typed', certificates: false };

/** Whether IT staff have set up anything of the hall's own. */
export async function hasOwnDevices(settings: Pick<Store['settings'], 'get'>, shipped: ShippedScanner): Promise<boolean> {
  const { scanners, connection } = { scanners: await settings.get('scanners'), connection: await settings.get('connection') };
  return Boolean(connection) || (Array.isArray(scanners) && scanners.some((scanner: object) => !isSame(shipped, scanner)));
}

class Configuration {
  readonly #store: Store;
  readonly #known: Configurable;
  #defaults: ConfigurationDefaults;
  #hasCamera = false;
  #onOwn: () => Promise<void> = () => Promise.resolve();

  constructor(store: Store, known: Configurable, defaults: ConfigurationDefaults) {
    this.#store = store;
    this.#known = known;
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

  drivers(): ScannerDriverView[] {
    return this.#known.drivers.map(({ kind, traits }) => ({ kind, traits }));
  }

  traitsOf(driver: string): DriverTraits {
    return this.#known.drivers.find(({ kind }) => kind === driver)?.traits ?? unknownDriver;
  }

  async scanners(): Promise<Scanner[]> {
    const own = await this.#ownScanners();
    this.#hasCamera = own.some(({ driver }) => this.traitsOf(driver).onScreen);
    const shipped = this.#defaults.scanners;
    // The shipped simulator listens somewhere else at every start: of what was saved of it, only the address is not true.
    const moved = own.map((saved) => ({ ...saved, address: shipped.find(({ id }) => id === saved.id)?.address ?? saved.address }));
    return (own.length === 0 ? shipped : moved).map((scanner) => ({ ...scanner, traits: this.traitsOf(scanner.driver) }));
  }

  /** @throws AppError `device.not-configured` */
  async scanner(id: string): Promise<Scanner> {
    const found = (await this.scanners()).find((candidate) => candidate.id === id);
    if (!found) throw new AppError('device.not-configured', { id });
    return found;
  }

  async saveScanner(config: ScannerConfig, actor: Actor): Promise<Scanner[]> {
    const isShipped = (scanner: ScannerConfig): boolean => isSame(this.#known.shippedScanner, scanner);
    const isOwn = !isShipped(config);
    // Beside a scanner of the hall's own the simulator would feed invented people into real cases.
    const others = (await this.#ownScanners()).filter((other) => other.id !== config.id && !(isOwn && isShipped(other)));
    const rest = config.isDefault ? others.map((other) => ({ ...other, isDefault: false })) : others;
    const isDefault = config.isDefault || rest.every((other) => !other.isDefault);
    await this.#put('scanners', [...rest, { ...config, isDefault }], actor, 'scanner.save');
    if (isOwn) await this.#onOwn();
    return this.scanners();
  }

  async removeScanner(id: string, actor: Actor): Promise<Scanner[]> {
    const rest = (await this.#ownScanners()).filter((candidate) => candidate.id !== id);
    await this.#put('scanners', rest, actor, 'scanner.remove');
    return this.scanners();
  }

  connectionKinds(): readonly ConnectorKind[] {
    return this.#known.connectors;
  }

  /** @throws AppError `bad-input` for a kind that this program does not have */
  connectorKind({ kind }: ConnectionSettings): ConnectorKind {
    const found = this.#known.connectors.find((candidate) => candidate.kind === kind);
    if (!found) throw new AppError('bad-input', { field: 'kind' });
    return found;
  }

  /** Of the interface that the settings lead to. */
  addressOf(settings: ConnectionSettings): string {
    return addressOf(this.connectorKind(settings).fields, settings);
  }

  /** With the secrets: for pushing only. Null while nothing is configured. */
  async connection(): Promise<ConnectionSettings | null> {
    const own = connectionSettingsSchema.safeParse(await this.#store.settings.get('connection'));
    return own.success && this.#isUsable(own.data) ? own.data : this.#defaults.connection;
  }

  async connectionForDisplay(): Promise<ConnectionSettings | null> {
    const found = await this.connection();
    return found && withoutSecrets(this.connectorKind(found).fields, found);
  }

  /**
   * An empty secret means the stored one, which goes nowhere but to the system that it was typed for.
   * @throws AppError `bad-input`, `push.secret-required`
   */
  async withSecrets(given: ConnectionSettings): Promise<ConnectionSettings> {
    const kind = this.connectorKind(given);
    kind.check(given);
    return withStoredSecrets(kind.fields, given, await this.connection());
  }

  async saveConnection(given: ConnectionSettings, actor: Actor): Promise<ConnectionSettings> {
    const complete = await this.withSecrets(given);
    // The shipped sandbox listens somewhere else at every start: choosing it means going back to what is shipped.
    const isShipped = this.#isShipped(complete);
    await this.#put('connection', isShipped ? null : complete, actor, 'connection.save', { keepHistory: false });
    if (!isShipped) await this.#onOwn();
    return withoutSecrets(this.connectorKind(complete).fields, complete);
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

  #isShipped(settings: ConnectionSettings): boolean {
    const shipped = this.#defaults.connection;
    return shipped?.kind === settings.kind && this.addressOf(shipped) === this.addressOf(settings);
  }

  #isUsable(settings: ConnectionSettings): boolean {
    try {
      this.connectorKind(settings).check(settings);
      return true;
    } catch {
      return false;
    }
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
export type { Configuration };

export const createConfiguration = (store: Store, known: Configurable, defaults: ConfigurationDefaults): Configuration =>
  new Configuration(store, known, defaults);
