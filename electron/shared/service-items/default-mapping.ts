/** Mappings that ship with the items: to the canonical case payload (docs/architecture.md), which the sandbox takes. */
import type { Mapping, MappingRule } from '../mapping/mapping.ts';
import { foodBusinessPermit } from './food-business-permit.ts';
import { individualBusinessRegistration } from './individual-business-registration.ts';
import {
  agent,
  boolean,
  businessLicence,
  constant,
  everyItem,
  fromForm,
  number,
  plainDate,
  requiredFromForm,
  residentIdentityCard,
  sameName,
  sameNameBoolean,
  sameNameNumber,
  sexCode,
  upper,
  valueMap,
} from './mapping-parts.ts';
import { publicPlaceHygienePermit } from './public-place-hygiene-permit.ts';
import { realEstateTransfer } from './real-estate-transfer.ts';
import { residencePermitApplication } from './residence-permit-application.ts';

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
    ...agent,
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
    fromForm('form.operatorBirthDate', 'operatorBirthDate', plainDate),
    fromForm('form.operatorEthnicity', 'operatorEthnicity'),
    fromForm('form.operatorEducation', 'operatorEducation'),
    fromForm('form.operatorPoliticalStatus', 'operatorPoliticalStatus'),
    fromForm('form.operatorPostcode', 'operatorPostcode'),
    fromForm('form.operatorEmail', 'operatorEmail'),
  ],
};

/** The applicant is the business; the second sign of its credit code tells a company (91) from an individual business (92). */
const business = (nameKey: string, addressKey: string): MappingRule[] => [
  requiredFromForm(
    'applicant.type',
    'uscc',
    { name: 'truncate', length: 2 },
    {
      name: 'value-map',
      values: { '91': 'legalPerson', '93': 'legalPerson', '12': 'legalPerson', '11': 'legalPerson', '92': 'otherOrganization' },
      otherwise: 'otherOrganization',
    },
  ),
  requiredFromForm('applicant.name', nameKey),
  constant('applicant.idType', businessLicence),
  requiredFromForm('applicant.idNumber', 'uscc', upper),
  fromForm('applicant.phone', 'contactPhone'),
  fromForm('applicant.address', addressKey),
  requiredFromForm('applicant.legalRepresentative', 'legalRepresentativeName'),
  ...agent,
  requiredFromForm('contact.name', 'contactName'),
  fromForm('contact.phone', 'contactPhone'),
  fromForm('form.legalRepresentativeIdNumber', 'legalRepresentativeIdNumber', upper),
];

const foodBusiness: Mapping = {
  itemCode: foodBusinessPermit.code,
  version: 1,
  rules: [
    ...everyItem,
    ...business('operatorName', 'domicile'),
    fromForm('form.premises', 'premises'),
    fromForm('form.businessType', 'businessType', valueMap({ 食品销售经营者: 'sale', 餐饮服务经营者: 'catering', 单位食堂: 'canteen' })),
    ...sameName('items', 'onlineUrl', 'legalRepresentativePhone', 'foodSafetyOfficerName', 'foodSafetyOfficerPhone'),
    fromForm('form.foodSafetyOfficerIdNumber', 'foodSafetyOfficerIdNumber', upper),
    ...sameNameNumber('area', 'staffCount'),
    ...sameNameBoolean('isOnline', 'centralKitchen', 'collectiveDelivery'),
  ],
};

const publicPlaceHygiene: Mapping = {
  itemCode: publicPlaceHygienePermit.code,
  version: 1,
  rules: [
    ...everyItem,
    ...business('unitName', 'address'),
    ...sameName('economicType', 'businessItems', 'reportNumber'),
    ...sameNameNumber('area', 'staffCount'),
    ...sameNameBoolean('hasCentralAC'),
    fromForm('form.reportDate', 'reportDate', plainDate),
  ],
};

const residencePermit: Mapping = {
  itemCode: residencePermitApplication.code,
  version: 1,
  rules: [
    ...everyItem,
    constant('applicant.type', 'naturalPerson'),
    requiredFromForm('applicant.name', 'name'),
    constant('applicant.idType', residentIdentityCard),
    requiredFromForm('applicant.idNumber', 'idNumber', upper),
    fromForm('applicant.phone', 'mobile'),
    requiredFromForm('applicant.address', 'residenceAddress'),
    fromForm('agent.name', 'agentName'),
    constant('agent.idType', residentIdentityCard),
    fromForm('agent.idNumber', 'agentIdNumber', upper),
    requiredFromForm('contact.name', 'name'),
    fromForm('contact.phone', 'mobile'),
    fromForm('form.sex', 'sex', sexCode),
    fromForm('form.birthDate', 'birthDate', plainDate),
    fromForm('form.residenceSince', 'residenceSince', plainDate),
    fromForm('form.reason', 'reason', valueMap({ 合法稳定住所: 'home', 合法稳定就业: 'work', 连续就读: 'study' })),
    ...sameName('ethnicity', 'registeredAddress', 'landlordName', 'employerName', 'schoolName', 'relation'),
  ],
};

const realEstate: Mapping = {
  itemCode: realEstateTransfer.code,
  version: 1,
  rules: [
    ...everyItem,
    constant('applicant.type', 'naturalPerson'),
    requiredFromForm('applicant.name', 'transfereeName'),
    constant('applicant.idType', residentIdentityCard),
    requiredFromForm('applicant.idNumber', 'transfereeIdNumber', upper),
    fromForm('applicant.phone', 'transfereePhone'),
    fromForm('applicant.address', 'transfereeAddress'),
    ...agent,
    requiredFromForm('contact.name', 'transfereeName'),
    fromForm('contact.phone', 'transfereePhone'),
    requiredFromForm('form.transferorName', 'transferorName'),
    requiredFromForm('form.transferorIdNumber', 'transferorIdNumber', upper),
    fromForm('form.coOwnership', 'coOwnership', valueMap({ 单独所有: 'sole', 共同共有: 'joint', 按份共有: 'shares' })),
    fromForm('form.contractDate', 'contractDate', plainDate),
    ...sameName('transferorPhone', 'reason', 'share', 'location', 'unitNumber', 'certificateNumber', 'area', 'usage'),
    ...sameName('rightType', 'rightNature', 'term', 'contractNumber', 'taxReceiptNumber'),
    ...sameNameNumber('price'),
    ...sameNameBoolean('mortgage', 'separateCertificates'),
  ],
};

export const defaultMappings: readonly Mapping[] = [individualBusiness, foodBusiness, publicPlaceHygiene, residencePermit, realEstate];
