/** The service items of this hall: those that ship with the product and its own, each with its versions; cases keep theirs. */
import { z } from 'zod';
import type { Actor } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import { serviceItemSchema } from '#shared/service-item.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import type { Repositories, Store } from '../../store/store.ts';

type CatalogueEntry = { item: ServiceItem; active: boolean; shipped: boolean };

/** Codes of items that differ from what ships, and which items are offered. */
const indexSchema = z.array(z.object({ code: z.string(), active: z.boolean() }));
const indexName = 'service-items';
const itemName = (code: string): string => `service-item:${code}`;

export type ServiceItemCatalogue = Awaited<ReturnType<typeof createCatalogue>>;

type CatalogueOptions = { store: Store; shipped: readonly ServiceItem[] };
/** By code: the versions of each item, and whether those that differ from what ships are offered. */
type Known = { versions: Map<string, ServiceItem[]>; active: Map<string, boolean> };

async function readKnown({ store, shipped }: CatalogueOptions): Promise<Known> {
  const versions = new Map<string, ServiceItem[]>(shipped.map((item) => [item.code, [item]]));
  const active = new Map<string, boolean>();
  for (const entry of indexSchema.catch([]).parse((await store.settings.get(indexName)) ?? [])) {
    const stored = await store.settings.history(itemName(entry.code));
    const own = stored.flatMap(({ value }) => serviceItemSchema.safeParse(value).data ?? []);
    const known = [...own, ...(versions.get(entry.code) ?? [])];
    if (known.length > 0) versions.set(entry.code, known);
    active.set(entry.code, entry.active);
  }
  return { versions, active };
}

/** Answers from memory. */
function lookUps({ versions, active }: Known, shipped: readonly ServiceItem[]) {
  const isActive = (code: string): boolean => active.get(code) ?? true;
  const newest = (code: string): ServiceItem | undefined => versions.get(code)?.toSorted((a, b) => b.version - a.version)[0];

  const list = (): CatalogueEntry[] =>
    [...versions.keys()].flatMap((code) => {
      const item = newest(code);
      return item ? [{ item, active: isActive(code), shipped: shipped.some((one) => one.code === code) }] : [];
    });

  return {
    isActive,
    newest,
    list,
    /** What counter and kiosk offer. */
    offered: (): ServiceItem[] => list().flatMap((entry) => (entry.active ? [entry.item] : [])),

    /**
     * @param version of the case; a version that is gone gives way to the newest
     * @throws AppError `not-found`
     */
    find(code: string, version?: number): ServiceItem {
      const found = versions.get(code)?.find((item) => item.version === version) ?? newest(code);
      if (!found) throw new AppError('not-found', { what: 'service-item' });
      return found;
    },
  };
}

/**
 * Read once at start and kept in memory: every case needs its item at every step.
 * A case goes on under the version it was opened with, as the list of materials in force on that day counts.
 */
export async function createCatalogue({ store, shipped }: CatalogueOptions) {
  const known = await readKnown({ store, shipped });
  const { versions, active } = known;
  const { isActive, ...reading } = lookUps(known, shipped);
  const { newest } = reading;

  /** Index and memory follow what the transaction has stored. */
  async function putIndex(settings: Repositories['settings'], code: string, on: boolean): Promise<void> {
    const codes = new Set([...active.keys(), code]);
    await settings.put(
      indexName,
      [...codes].map((one) => ({ code: one, active: one === code ? on : isActive(one) })),
    );
  }

  return {
    ...reading,

    /**
     * Stores the item as the next version of its code. A new item is offered only once it is activated: its mapping
     * may still be missing.
     */
    async save(
      item: ServiceItem,
      actor: Actor,
      action: string,
      also?: (repositories: Repositories) => Promise<void>,
    ): Promise<ServiceItem> {
      const before = newest(item.code);
      const saved = { ...item, version: before ? before.version + 1 : Math.max(1, item.version) };
      const on = before ? isActive(item.code) : false;
      await store.transaction(async (repositories) => {
        await repositories.settings.put(itemName(item.code), saved);
        await putIndex(repositories.settings, item.code, on);
        await also?.(repositories);
        await repositories.audit.append({ actor, action, subject: itemName(item.code), details: { version: saved.version } });
      });
      versions.set(item.code, [saved, ...(versions.get(item.code) ?? [])]);
      active.set(item.code, on);
      return saved;
    },

    /** @throws AppError `not-found` */
    async setActive(code: string, on: boolean, actor: Actor): Promise<void> {
      if (!newest(code)) throw new AppError('not-found', { what: 'service-item' });
      await store.transaction(async ({ settings, audit }) => {
        await putIndex(settings, code, on);
        await audit.append({ actor, action: on ? 'service-item.activate' : 'service-item.deactivate', subject: itemName(code) });
      });
      active.set(code, on);
    },
  };
}
