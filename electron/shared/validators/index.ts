/** The list of validators, by the ids that document types and form fields name. */
import { bankCardNumber } from './luhn.ts';
import { address } from './address.ts';
import { certificateNumbers } from './certificate-numbers.ts';
import { businessScope } from './business-scope.ts';
import { amount } from './capital-amount.ts';
import { date } from './date.ts';
import { ethnicity } from './ethnicity.ts';
import { idNumber } from './id-number.ts';
import { idValidity } from './id-validity.ts';
import { mrzBirthDate, mrzDocumentNumber, mrzExpiryDate } from './mrz-fields.ts';
import { organizationCode } from './organization-code.ts';
import { personName } from './person-name.ts';
import { personOrOrganizationNumber } from './person-or-organization-number.ts';
import { phone } from './phone.ts';
import { postCode } from './post-code.ts';
import { realEstateUnitNumber } from './real-estate-unit-number.ts';
import { registrationNumber } from './registration-number.ts';
import { sex } from './sex.ts';
import { taxNumber } from './tax-number.ts';
import { vehicleIdentificationNumber } from './vehicle-identification-number.ts';
import { uscc } from './uscc.ts';
import { yesNo } from './yes-no.ts';
import type { Validator } from './validator.ts';

export const validators: readonly Validator[] = [
  address,
  businessScope,
  idNumber,
  uscc,
  organizationCode,
  registrationNumber,
  date,
  idValidity,
  amount,
  phone,
  postCode,
  bankCardNumber,
  realEstateUnitNumber,
  personName,
  sex,
  ethnicity,
  personOrOrganizationNumber,
  taxNumber,
  vehicleIdentificationNumber,
  ...certificateNumbers,
  yesNo,
  mrzDocumentNumber,
  mrzBirthDate,
  mrzExpiryDate,
];

const byId = new Map(validators.map((validator) => [validator.id, validator]));

/** The validator of this id, or undefined. */
export const findValidator = (id: string): Validator | undefined => byId.get(id);
