/** Puts an imported material list into a service item: known lines keep what a national list cannot say, others get a first guess. */
import { documentTypes } from '#shared/document-types/index.ts';
import type { DocumentType } from '#shared/document-types/index.ts';
import { other } from '#shared/document-types/special-types.ts';
import type { MaterialRequirement, ServiceItem } from '#shared/service-item.ts';
import { materialRequirementSchema } from '#shared/service-item.ts';
import { comparable } from '#shared/same-value.ts';
import type { MaterialRow } from './material-table.ts';

/** The type of paper that a material's name speaks of, several where they are alternatives. IT staff see and change it. */
function typesFor(name: string): readonly DocumentType[] {
  const fitting = documentTypes.flatMap((type) =>
    type.materialNames.flatMap(({ pattern, rank }) => (new RegExp(pattern, 'u').test(name) ? [{ type, rank }] : [])),
  );
  const best = Math.max(...fitting.map(({ rank }) => rank));
  return fitting.length > 0 ? fitting.filter(({ rank }) => rank === best).map(({ type }) => type) : [other];
}

/** By code, else by the name as it is compared elsewhere. */
function knownLine(item: ServiceItem, { id, name }: MaterialRow): MaterialRequirement | undefined {
  return (
    item.materials.find((one) => id !== '' && one.id === id) ?? item.materials.find((one) => comparable(one.name) === comparable(name))
  );
}

function lineOf(row: MaterialRow, known: MaterialRequirement | undefined): MaterialRequirement {
  const types = typesFor(row.name);
  const copies = {
    originals: row.originals ?? known?.copies.originals ?? (row.kind === 'certificate' ? 0 : 1),
    copies: row.copies ?? known?.copies.copies ?? (row.kind === 'certificate' ? 1 : 0),
  };
  return materialRequirementSchema.parse({
    ...(known ?? {
      anyOf: types.map(({ id, cardSides }) => ({ documentType: id, sides: cardSides ?? [] })),
    }),
    id: known?.id ?? (row.id || `m${row.row}`),
    name: row.name,
    // A line that depends on the situation stays so: the national list has no situations.
    necessity: known?.necessity === 'conditional' ? 'conditional' : row.necessity,
    deferrable: row.deferrable,
    copies,
    sourceKind: row.sourceKind ?? known?.sourceKind ?? 'self',
    ...(row.hint ? { hint: row.hint } : {}),
    ...(row.resultCertificate && !known?.eLicence ? { eLicence: { typeCode: '', name: row.name } } : {}),
  });
}

/** The list as imported takes the place of the old one; lines that it does not name go away. */
export function mergeMaterials(item: ServiceItem, rows: readonly MaterialRow[]): ServiceItem {
  return { ...item, materials: rows.map((row) => lineOf(row, knownLine(item, row))) };
}
