/** Mappings that ship with the items: to the canonical case payload of domain.md section 7, which the sandbox takes. */
import { individualBusinessRegistration } from './individual-business-registration.ts';
import type { Mapping, MappingRule, MappingSource, Transform } from '../mapping.ts';

const rule = (target: string, source: MappingSource, required: boolean, ...transforms: Transform[]): MappingRule => ({
  target,
  source,
  transforms,
  required,
});
const fromForm = (target: string, key: string, ...transforms: Transform[]) => rule(target, { kind: 'form', key }, false, ...transforms);
const requiredFromForm = (target: string, key: string, ...transforms: Transform[]) =>
  rule(target, { kind: 'form', key }, true, ...transforms);
const fromCase = (target: string, path: string, ...transforms: Transform[]) => rule(target, { kind: 'case', path }, false, ...transforms);
const requiredFromCase = (target: string, path: string, ...transforms: Transform[]) =>
  rule(target, { kind: 'case', path }, true, ...transforms);
const constant = (target: string, value: string) => rule(target, { kind: 'constant', value }, true);
const valueMap = (values: Record<string, string>): Transform => ({ name: 'value-map', values, otherwise: null });

const number: Transform = { name: 'number' };
const boolean: Transform = { name: 'boolean' };
const upper: Transform = { name: 'upper' };
/** GA/T 2000.156: resident identity card. */
const residentIdentityCard = '111';
/** GB/T 2261.1. */
const sexCode = valueMap({ 未知: '0', 男: '1', 女: '2', 未说明: '9' });

const everyItem: MappingRule[] = [
  requiredFromCase('caseId', 'id'),
  fromCase('item.catalogCode', 'item.catalogCode'),
  requiredFromCase('item.taskCode', 'item.code'),
  fromCase('item.handlingItemCode', 'item.handlingItemCode'),
  requiredFromCase('item.name', 'item.name'),
  requiredFromCase('item.version', 'item.version', number),
  fromCase('situation', 'situation'),
  requiredFromCase('applicationType', 'face', valueMap({ counter: 'window', headless: 'window', kiosk: 'selfService' })),
  fromCase('acceptance.departmentName', 'item.departmentName'),
  fromCase('acceptance.departmentCode', 'item.departmentCode'),
  fromCase('acceptance.operator', 'createdBy.displayName'),
  requiredFromCase('review.reviewer', 'reviewer.displayName'),
  requiredFromCase('review.reviewedAt', 'reviewedAt'),
  fromCase('review.changedFields', 'changedFields'),
  requiredFromCase('timestamps.appliedAt', 'createdAt'),
];

const individualBusiness: Mapping = {
  itemCode: individualBusinessRegistration.code,
  version: 1,
  rules: [
    ...everyItem,
    constant('applicant.type', 'naturalPerson'),
    requiredFromForm('applicant.name', 'operatorName'),
    constant('applicant.idType', residentIdentityCard),
    requiredFromForm('applicant.idNumber', 'operatorIdNumber', upper),
    fromForm('applicant.phone', 'operatorMobile'),
    fromForm('applicant.address', 'operatorAddress'),
    fromForm('agent.name', 'agentName'),
    constant('agent.idType', residentIdentityCard),
    fromForm('agent.idNumber', 'agentIdNumber', upper),
    fromForm('agent.phone', 'agentPhone'),
    requiredFromForm('contact.name', 'operatorName'),
    fromForm('contact.phone', 'operatorMobile'),
    fromForm('form.name', 'name'),
    fromForm('form.industry', 'industry'),
    fromForm('form.formType', 'formType', valueMap({ 个人经营: 'individual', 家庭经营: 'family' })),
    fromForm('form.premisesAddress', 'premisesAddress'),
    fromForm('form.businessScope', 'businessScope'),
    fromForm('form.fundingAmount', 'fundingAmount', number),
    fromForm('form.employees', 'employees', number),
    fromForm('form.isEcommerce', 'isEcommerce', boolean),
    fromForm('form.licenceCopies', 'licenceCopies', number),
    fromForm('form.operatorSex', 'operatorSex', sexCode),
    fromForm('form.operatorBirthDate', 'operatorBirthDate', { name: 'date', pattern: 'YYYYMMDD' }),
    fromForm('form.operatorEthnicity', 'operatorEthnicity'),
    fromForm('form.operatorEducation', 'operatorEducation'),
    fromForm('form.operatorPoliticalStatus', 'operatorPoliticalStatus'),
    fromForm('form.operatorPostcode', 'operatorPostcode'),
    fromForm('form.operatorEmail', 'operatorEmail'),
  ],
};

export const defaultMappings: readonly Mapping[] = [individualBusiness];
