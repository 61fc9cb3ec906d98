/** Everything that a rule of an item may read, grouped and labelled for the mapping table. */
import { documentTypes } from '../document-types/index.ts';
import { casePaths } from './mapping-paths.ts';
import type { MappingSource } from './mapping.ts';
import type { ServiceItem } from '../service-item.ts';

export type ListedSource = { group: string; label: string; source: MappingSource };

/** Form first: it already joins the papers and what staff entered. */
export function listMappingSources(item: ServiceItem): ListedSource[] {
  const form = item.formFields.map(({ key, label }): ListedSource => ({ group: '申请表单', label, source: { kind: 'form', key } }));
  const fields = item.materials.flatMap(({ id, name, anyOf }) =>
    fieldsOf(anyOf.map(({ documentType }) => documentType)).map(({ key, label }): ListedSource => ({
      group: name,
      label,
      source: { kind: 'field', slotId: id, fieldKey: key },
    })),
  );
  const properties = Object.entries(casePaths).map(([path, { label }]): ListedSource => ({
    group: '办件与事项',
    label,
    source: { kind: 'case', path },
  }));
  return [...form, ...fields, ...properties];
}

/** Fields of alternatives (或材料) share one list; the same key is listed once. */
function fieldsOf(typeIds: readonly string[]): { key: string; label: string }[] {
  const labels = new Map<string, string>();
  for (const type of documentTypes.filter(({ id }) => typeIds.includes(id)))
    for (const { key, names } of type.fields) if (!labels.has(key)) labels.set(key, names.zh);
  return [...labels].map(([key, label]) => ({ key, label }));
}
