/** The `materials` of a payload: what was handed in for each material of the item, without the files. */
import { isRequired } from '../checklist/applicable-materials.ts';
import type { Case } from '../case.ts';
import type { ServiceItem } from '../service-item.ts';

/** Names of the canonical payload (docs/architecture.md); `pages` counts page images. */
export type PayloadMaterial = {
  materialCode: string;
  name: string;
  necessity: 'required' | 'optional';
  kind: 'original' | 'copy' | 'electronic';
  copies: number;
  collectionMethod: 'scan' | 'deferred' | 'eLicense';
  pages: number;
};

/** Pages of a slot in the order of the documents; what only repeats another document is left out. */
export function slotPageIds(current: Case, slotId: string): string[] {
  const documents = current.documents.filter((document) => document.slotId === slotId && document.duplicateOf === null);
  return [...new Set(documents.flatMap(({ pageIds }) => pageIds))];
}

/** Materials with pages or an e-licence, and required ones that may follow later (容缺后补). */
export function listMaterials(current: Case, item: ServiceItem): PayloadMaterial[] {
  return item.materials.flatMap((material): PayloadMaterial[] => {
    const pages = slotPageIds(current, material.id).length;
    const required = isRequired(material, current.answers);
    const licensed = pages === 0 && current.eLicences?.[material.id] !== undefined;
    if (pages === 0 && !licensed && !(required && material.deferrable)) return [];
    const kind = material.copies.originals > 0 ? 'original' : 'copy';
    return [
      {
        materialCode: material.id,
        name: material.name,
        necessity: required ? 'required' : 'optional',
        kind: licensed ? 'electronic' : kind,
        copies: kind === 'original' ? material.copies.originals : material.copies.copies,
        collectionMethod: licensed ? 'eLicense' : pages === 0 ? 'deferred' : 'scan',
        pages,
      },
    ];
  });
}
