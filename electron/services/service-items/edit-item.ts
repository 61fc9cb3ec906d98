/** The changes that IT staff make to a service item without a file: necessity, 容缺, marks, bars of confidence. */
import type { ItemEdit } from '#shared/contract/item-procedures.ts';
import { AppError } from '#shared/errors.ts';
import { serviceItemSchema } from '#shared/service-item.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { checkServiceItem } from '#shared/service-items/check-service-item.ts';

/** Undefined properties would be kept as differences. */
const without = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** @throws AppError `bad-input` when the item would no longer be whole */
export function editItem(item: ServiceItem, edit: ItemEdit): ServiceItem {
  const materials = new Map(edit.materials.map((one) => [one.id, one]));
  const fields = new Map(edit.formFields.map((one) => [one.key, one]));
  const edited = without({
    ...item,
    minConfidence: edit.minConfidence ?? undefined,
    materials: item.materials.map((material) => ({ ...material, ...materials.get(material.id) })),
    formFields: item.formFields.map((field) => {
      const change = fields.get(field.key);
      return change ? { ...field, required: change.required, minConfidence: change.minConfidence ?? undefined } : field;
    }),
  });
  const parsed = serviceItemSchema.safeParse(edited);
  const [problem] = parsed.success ? checkServiceItem(parsed.data) : [{ path: 'item' }];
  if (!parsed.success || problem) throw new AppError('bad-input', { path: problem?.path ?? 'item' });
  return parsed.data;
}
