/** Finds references inside a service item that lead nowhere: what a schema alone cannot see. */
import { caseSlotId, endsOfRule, formSlotId } from '../cross-rules/cross-rule.ts';
import type { RuleEnd } from '../cross-rules/cross-rule.ts';
import { findDocumentType } from '../document-types/index.ts';
import type { Condition, ServiceItem } from '../service-item.ts';
import type { ImportProblem } from './import-problem.ts';
import { findValidator } from '../validators/index.ts';

/** `path` as in `materials[3].when[0]`. */
export type ItemProblem = { path: string } & Pick<ImportProblem, 'code' | 'details'>;

function repeated(ids: readonly string[], path: string, key = 'id'): ItemProblem[] {
  return ids.flatMap((id, index): ItemProblem[] =>
    ids.indexOf(id) < index ? [{ path: `${path}[${index}].${key}`, code: 'id-repeated', details: { id } }] : [],
  );
}

function checkCondition(item: ServiceItem, { question, equals }: Condition, path: string): ItemProblem[] {
  const asked = item.questions.find(({ id }) => id === question);
  if (!asked) return [{ path: `${path}.question`, code: 'no-such-question', details: { id: question } }];
  const fits = asked.kind === 'boolean' ? typeof equals === 'boolean' : asked.options.some(({ value }) => value === equals);
  return fits ? [] : [{ path: `${path}.equals`, code: 'no-such-answer', details: { question: asked.label } }];
}

/** A field that one of the papers of the slot can have. Fields of application forms are the labels of the item. */
function slotHasField(item: ServiceItem, slotId: string, fieldKey: string, documentType?: string): boolean {
  const accepted = item.materials.find(({ id }) => id === slotId)?.anyOf.map((one) => one.documentType) ?? [];
  const types = documentType ? [documentType] : accepted;
  const ofForm = Object.values(item.applicationForm?.labels ?? {}).includes(fieldKey);
  return types.some((id) => {
    const type = findDocumentType(id);
    // Types that IT staff have taught are not known here.
    return !type || type.fields.some(({ key }) => key === fieldKey) || (id === 'application-form' && ofForm);
  });
}

function checkEnd(item: ServiceItem, { slotId, fieldKey }: RuleEnd, path: string): ItemProblem[] {
  if (slotId === caseSlotId)
    return ['today', 'createdAt'].includes(fieldKey) ? [] : [{ path, code: 'no-such-case-property', details: { key: fieldKey } }];
  if (slotId === formSlotId)
    return item.formFields.some(({ key }) => key === fieldKey) ? [] : [{ path, code: 'no-such-form-field', details: { key: fieldKey } }];
  if (!item.materials.some(({ id }) => id === slotId)) return [{ path, code: 'no-such-material', details: { id: slotId } }];
  return slotHasField(item, slotId, fieldKey) ? [] : [{ path, code: 'no-such-field', details: { of: slotId, key: fieldKey } }];
}

function checkMaterials(item: ServiceItem): ItemProblem[] {
  return item.materials.flatMap(({ necessity, when, anyOf, eLicence }, index) => {
    const path = `materials[${index}]`;
    const lonely: ItemProblem[] =
      necessity === 'conditional' && when.length === 0 ? [{ path: `${path}.when`, code: 'condition-missing' }] : [];
    const conditions = when.flatMap((condition, at) => checkCondition(item, condition, `${path}.when[${at}]`));
    const holders = anyOf.flatMap(({ holder, documentType }, at): ItemProblem[] => {
      const known = findDocumentType(documentType);
      const bad = holder && known && !known.fields.some(({ key }) => key === holder.fieldKey);
      return bad
        ? [{ path: `${path}.anyOf[${at}].holder.fieldKey`, code: 'no-such-field', details: { of: documentType, key: holder.fieldKey } }]
        : [];
    });
    const licence: ItemProblem[] = eLicence?.name === '' ? [{ path: `${path}.eLicence.name`, code: 'e-licence-unnamed' }] : [];
    return [...lonely, ...conditions, ...holders, ...licence];
  });
}

function checkFormFields(item: ServiceItem): ItemProblem[] {
  return item.formFields.flatMap(({ kind, options, validator, sources }, index) => {
    const path = `formFields[${index}]`;
    const unchoosable: ItemProblem[] =
      kind === 'choice' && options.length === 0 ? [{ path: `${path}.options`, code: 'options-empty' }] : [];
    const unknown: ItemProblem[] =
      validator && !findValidator(validator) ? [{ path: `${path}.validator`, code: 'no-such-validator', details: { id: validator } }] : [];
    const lost = sources.flatMap(({ slotId, fieldKey, documentType }, at): ItemProblem[] => {
      const here = `${path}.sources[${at}]`;
      if (slotId && !item.materials.some(({ id }) => id === slotId))
        return [{ path: `${here}.slotId`, code: 'no-such-material', details: { id: slotId } }];
      return slotHasField(item, slotId ?? '', fieldKey, documentType)
        ? []
        : [{ path: `${here}.fieldKey`, code: 'no-such-field', details: { of: documentType, key: fieldKey } }];
    });
    return [...unchoosable, ...unknown, ...lost];
  });
}

function checkRules(item: ServiceItem): ItemProblem[] {
  return item.crossRules.flatMap((rule, index) => {
    const path = `crossRules[${index}]`;
    const ends = endsOfRule(rule).flatMap((end) => checkEnd(item, end, path));
    if (rule.kind === 'nobody-else') return [...ends, ...checkCondition(item, rule, path)];
    const lost = rule.kind === 'seal-name' && !item.materials.some(({ id }) => id === rule.slotId);
    return lost ? [...ends, { path: `${path}.slotId`, code: 'no-such-material', details: { id: rule.slotId } }] : ends;
  });
}

/** Empty when every reference of the item finds what it names. */
export function checkServiceItem(item: ServiceItem): ItemProblem[] {
  return [
    ...repeated(
      item.questions.map(({ id }) => id),
      'questions',
    ),
    ...repeated(
      item.materials.map(({ id }) => id),
      'materials',
    ),
    ...repeated(
      item.formFields.map(({ key }) => key),
      'formFields',
      'key',
    ),
    ...repeated(
      item.crossRules.map(({ id }) => id),
      'crossRules',
    ),
    ...checkMaterials(item),
    ...checkFormFields(item),
    ...checkRules(item),
  ];
}
