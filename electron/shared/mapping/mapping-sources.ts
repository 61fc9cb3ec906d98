/** Everything that a rule of an item may read, in the order of the mapping table; mapping-source-texts.ts names it. */
import { documentTypes } from '../document-types/index.ts';
import { casePaths } from './mapping-paths.ts';
import type { MappingSource } from './mapping.ts';
import type { ServiceItem } from '../service-item.ts';

/** `material` is null for what stands on no paper of the checklist; `label` is the item's or the type's own, empty for properties of the case. */
export type ListedSource = { material: string | null; label: string; source: MappingSource };

/** Form first: it already joins the papers and what staff entered. */
export function listMappingSources(item: ServiceItem): ListedSource[] {
  const form = item.formFields.map(({ key, label }): ListedSource => ({ material: null, label, source: { kind: 'form', key } }));
  const fields = item.materials.flatMap(({ id, name, anyOf }) =>
    fieldsOf(anyOf.map(({ documentType }) => documentType)).map(({ key, label }): ListedSource => ({
      material: name,
      label,
      source: { kind: 'field', slotId: id, fieldKey: key },
    })),
  );
  const properties = Object.keys(casePaths).map((path): ListedSource => ({ material: null, label: '', source: { kind: 'case', path } }));
  return [...form, ...fields, ...properties];
}

/** Fields of alternatives (或材料) share one list; the same key is listed once. */
function fieldsOf(typeIds: readonly string[]): { key: string; label: string }[] {
  const labels = new Map<string, string>();
  for (const type of documentTypes.filter(({ id }) => typeIds.includes(id)))
    for (const { key, names } of type.fields) if (!labels.has(key)) labels.set(key, names.zh);
  return [...labels].map(([key, label]) => ({ key, label }));
}
