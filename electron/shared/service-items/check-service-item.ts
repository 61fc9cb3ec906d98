/** Finds references inside a service item that lead nowhere: what a schema alone cannot see. */
import { caseSlotId, endsOfRule, formSlotId } from '../cross-rules/cross-rule.ts';
import type { RuleEnd } from '../cross-rules/cross-rule.ts';
import { findDocumentType } from '../document-types/index.ts';
import type { Condition, ServiceItem } from '../service-item.ts';
import { findValidator } from '../validators/index.ts';

/** `path` as in `materials[3].when[0]`; `message` in Chinese, for IT staff. */
export type ItemProblem = { path: string; message: string };

function repeated(ids: readonly string[], path: string, key = 'id'): ItemProblem[] {
  return ids.flatMap((id, index) => (ids.indexOf(id) < index ? [{ path: `${path}[${index}].${key}`, message: `编码“${id}”重复` }] : []));
}

function checkCondition(item: ServiceItem, { question, equals }: Condition, path: string): ItemProblem[] {
  const asked = item.questions.find(({ id }) => id === question);
  if (!asked) return [{ path: `${path}.question`, message: `没有编号为“${question}”的情形问题` }];
  const fits = asked.kind === 'boolean' ? typeof equals === 'boolean' : asked.options.some(({ value }) => value === equals);
  return fits ? [] : [{ path: `${path}.equals`, message: `“${asked.label}”没有这个答案` }];
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
  if (slotId === caseSlotId) return ['today', 'createdAt'].includes(fieldKey) ? [] : [{ path, message: `办件没有属性“${fieldKey}”` }];
  if (slotId === formSlotId)
    return item.formFields.some(({ key }) => key === fieldKey) ? [] : [{ path, message: `表单没有字段“${fieldKey}”` }];
  if (!item.materials.some(({ id }) => id === slotId)) return [{ path, message: `没有编码为“${slotId}”的材料` }];
  return slotHasField(item, slotId, fieldKey) ? [] : [{ path, message: `材料“${slotId}”没有字段“${fieldKey}”` }];
}

function checkMaterials(item: ServiceItem): ItemProblem[] {
  return item.materials.flatMap(({ necessity, when, anyOf, eLicence }, index) => {
    const path = `materials[${index}]`;
    const lonely = necessity === 'conditional' && when.length === 0 ? [{ path: `${path}.when`, message: '按情形的材料要写明情形' }] : [];
    const conditions = when.flatMap((condition, at) => checkCondition(item, condition, `${path}.when[${at}]`));
    const holders = anyOf.flatMap(({ holder, documentType }, at) => {
      const known = findDocumentType(documentType);
      const bad = holder && known && !known.fields.some(({ key }) => key === holder.fieldKey);
      return bad ? [{ path: `${path}.anyOf[${at}].holder.fieldKey`, message: `“${documentType}”没有字段“${holder.fieldKey}”` }] : [];
    });
    const licence = eLicence?.name === '' ? [{ path: `${path}.eLicence.name`, message: '电子证照要有名称' }] : [];
    return [...lonely, ...conditions, ...holders, ...licence];
  });
}

function checkFormFields(item: ServiceItem): ItemProblem[] {
  return item.formFields.flatMap(({ kind, options, validator, sources }, index) => {
    const path = `formFields[${index}]`;
    const unchoosable = kind === 'choice' && options.length === 0 ? [{ path: `${path}.options`, message: '选项不能为空' }] : [];
    const unknown = validator && !findValidator(validator) ? [{ path: `${path}.validator`, message: `没有校验器“${validator}”` }] : [];
    const lost = sources.flatMap(({ slotId, fieldKey, documentType }, at) => {
      const here = `${path}.sources[${at}]`;
      if (slotId && !item.materials.some(({ id }) => id === slotId))
        return [{ path: `${here}.slotId`, message: `没有编码为“${slotId}”的材料` }];
      return slotHasField(item, slotId ?? '', fieldKey, documentType)
        ? []
        : [{ path: `${here}.fieldKey`, message: `“${documentType}”没有字段“${fieldKey}”` }];
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
    return lost ? [...ends, { path: `${path}.slotId`, message: `没有编码为“${rule.slotId}”的材料` }] : ends;
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
