/** Import of service items: read and check all of a file, tell what would change, and store all of it or nothing. */
import type { ImportPreview, ItemImport } from '#shared/contract/item-procedures.ts';
import type { Actor } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { checkServiceItem } from '#shared/service-items/check-service-item.ts';
import type { ItemChange } from '#shared/service-items/import-problem.ts';
import { mappingName } from '../configuration/configuration.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { ServiceItemCatalogue } from './catalogue.ts';
import { compareItems, compareMappings } from './compare-items.ts';
import { readItemFile } from './item-file.ts';
import { mergeMaterials } from './merge-materials.ts';
import { readMaterialTable } from './material-table.ts';
import { readTableFile } from './table-file.ts';

type Planned = { item: ServiceItem; mapping: Mapping | null };
type Plan = { planned: Planned | null; preview: ImportPreview };

const refused = (problems: ImportPreview['problems']): Plan => ({
  planned: null,
  preview: { code: null, name: '', isNew: false, changes: [], problems },
});

export type ItemImportOptions = {
  items: Pick<ServiceItemCatalogue, 'find' | 'newest' | 'save'>;
  configuration: Pick<Configuration, 'mapping'>;
};

export function createItemImport({ items, configuration }: ItemImportOptions) {
  const mappingOf = (code: string): Promise<Mapping | null> => configuration.mapping(code).catch(() => null);

  function told(before: ServiceItem | undefined, item: ServiceItem, mappingChanges: ItemChange[], planned: Planned): Plan {
    const changes = [...compareItems(before ?? null, item), ...mappingChanges];
    return { planned, preview: { code: item.code, name: item.name, isNew: !before, changes, problems: [] } };
  }

  async function planJson(text: string): Promise<Plan> {
    const read = readItemFile(text);
    if (!read.ok) return refused(read.problems);
    const { item, mapping } = read.file;
    return told(items.newest(item.code), item, compareMappings(await mappingOf(item.code), mapping), read.file);
  }

  /** @throws AppError `not-found` when there is no such item */
  async function planMaterials(input: Extract<ItemImport, { kind: 'materials' }>): Promise<Plan> {
    const before = items.find(input.itemCode);
    const table = await readTableFile(Buffer.from(input.base64, 'base64'), input.format);
    if (!table.ok) return refused(table.problems);
    const rows = readMaterialTable(table.rows, { codes: input.codes, taskCode: before.code });
    if (!rows.ok) return refused(rows.problems);
    const item = mergeMaterials(before, rows.materials);
    // A line that went away may have fed the form or a rule.
    const lost = checkServiceItem(item).map(({ path, ...problem }) => ({ place: { path }, ...problem }));
    if (lost.length > 0) return { ...refused(lost), preview: { ...refused(lost).preview, code: item.code, name: item.name } };
    return told(before, item, [], { item, mapping: null });
  }

  const plan = (input: ItemImport): Promise<Plan> => (input.kind === 'json' ? planJson(input.text) : planMaterials(input));

  return {
    preview: async (input: ItemImport): Promise<ImportPreview> => (await plan(input)).preview,

    /** @throws AppError `bad-input` when the file has a problem: then nothing is stored */
    async run(input: ItemImport, actor: Actor): Promise<ServiceItem> {
      const { planned, preview } = await plan(input);
      if (!planned) throw new AppError('bad-input', { count: preview.problems.length, path: preview.problems[0]?.place.path ?? '' });
      const { item, mapping } = planned;
      const before = mapping && (await mappingOf(item.code));
      return items.save(item, actor, 'service-item.import', async ({ settings, audit }) => {
        if (!mapping) return;
        const name = mappingName(item.code);
        await settings.put(name, { ...mapping, version: (before?.version ?? 0) + 1 });
        await audit.append({ actor, action: 'mapping.import', subject: name });
      });
    },
  };
}
