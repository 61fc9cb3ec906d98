/** Which fields of a licence the item has a use for: those that its form or its rules read from the slot. */
import { endsOfRule } from '#shared/cross-rules/cross-rule.ts';
import { findDocumentType } from '#shared/document-types/index.ts';
import type { ServiceItem } from '#shared/service-item.ts';

export type LicenceField = { documentType: string; key: string };

/** In the order of the document type, each once. */
export function eLicenceFields(item: ServiceItem, slotId: string): LicenceField[] {
  const material = item.materials.find(({ id }) => id === slotId);
  const fromForm = item.formFields.flatMap(({ sources }) =>
    sources.filter((source) => source.slotId === slotId).map(({ fieldKey }) => fieldKey),
  );
  const fromRules = item.crossRules.flatMap((rule) =>
    endsOfRule(rule)
      .filter((end) => end.slotId === slotId)
      .map(({ fieldKey }) => fieldKey),
  );
  const used = new Set([...fromForm, ...fromRules]);
  const known = (material?.anyOf ?? []).flatMap(({ documentType }) =>
    (findDocumentType(documentType)?.fields ?? [])
      .filter(({ key }) => used.has(key))
      .map(({ key }): LicenceField => ({ documentType, key })),
  );
  return known.filter(({ key }, index) => known.findIndex((other) => other.key === key) === index);
}
