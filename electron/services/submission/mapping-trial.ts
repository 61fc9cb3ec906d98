/** What IT staff need to write a mapping: where it starts, what it may name, and a dry run on a case that is there. */
import type { Actor } from '#shared/case.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { applyMapping, listMappingSources } from '#shared/mapping/apply-mapping.ts';
import { maskMapped } from '#shared/mapping/mask-mapped.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Store } from '../../store/store.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { ServiceItemCatalogue } from '../service-items/catalogue.ts';
import { checkPayload, listSchemaPaths } from './payload-schema.ts';
import type { PayloadSchema } from './payload-schema.ts';

type Options = {
  store: Pick<Store, 'cases' | 'audit'>;
  configuration: Pick<Configuration, 'mapping'>;
  items: Pick<ServiceItemCatalogue, 'find'>;
  /** Of the configured approval system; null when it publishes none or none is configured. */
  payloadSchema: () => Promise<PayloadSchema | null>;
};
export type MappingTrial = ReturnType<typeof createMappingTrial>;

export function createMappingTrial({ store, configuration, items, payloadSchema }: Options) {
  /** An approval system that is out of reach must not keep anybody from writing. */
  const schema = () => payloadSchema().catch(() => null);

  /** The newest case of the item that has documents; null when there is none. */
  async function newestCase(itemCode: string): Promise<string | null> {
    const summaries = await store.cases.list({ limit: 100 });
    return summaries.find((summary) => summary.itemCode === itemCode && summary.pageCount > 0)?.id ?? null;
  }

  return {
    /** An imported item may come without a mapping: then it starts empty. */
    started: (itemCode: string): Promise<Mapping> =>
      configuration.mapping(itemCode).catch((error: unknown) => {
        if (!isAppError(error) || error.code !== 'mapping.missing') throw error;
        return { itemCode: items.find(itemCode).code, version: 0, rules: [] };
      }),
    sources: (itemCode: string) => listMappingSources(items.find(itemCode)),
    async targets() {
      const found = await schema();
      return found ? listSchemaPaths(found) : [];
    },
    /** @param named the case; null = the newest of the item @throws AppError `not-found` */
    async dryRun(mapping: Mapping, named: string | null, actor: Actor) {
      const caseId = named ?? (await newestCase(mapping.itemCode));
      if (!caseId) return { caseId, payload: {}, rows: [], problems: [] };
      const current = await store.cases.get(caseId);
      if (!current) throw new AppError('not-found', { what: 'case' });
      const mapped = applyMapping(current, items.find(mapping.itemCode), mapping);
      const found = await schema();
      const problems = [...mapped.problems, ...(found ? checkPayload(found, mapped.payload) : [])];
      await store.audit.append({ actor, action: 'mapping.dry-run', subject: caseId, details: { item: mapping.itemCode } });
      return { caseId, ...maskMapped(mapped, mapping), problems };
    },
  };
}
