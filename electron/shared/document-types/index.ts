/** The list of document types, in the order in which they are shown. A new type is a file in this folder, its import and its line here. */
import { applicationForm } from './application-form.ts';
import { bankAccountPermit } from './bank-account-permit.ts';
import { bankCard } from './bank-card.ts';
import { birthCertificate } from './birth-certificate.ts';
import { businessLicence } from './business-licence.ts';
import { certificateLetter } from './certificate-letter.ts';
import { commitmentLetter } from './commitment-letter.ts';
import { contract } from './contract.ts';
import { diploma } from './diploma.ts';
import { disabilityCertificate } from './disability-certificate.ts';
import { divorceCertificate } from './divorce-certificate.ts';
import { drivingLicence } from './driving-licence.ts';
import { floorPlan } from './floor-plan.ts';
import { foodPermit } from './food-permit.ts';
import { foreignPermanentResidence } from './foreign-permanent-residence.ts';
import { healthCertificate } from './health-certificate.ts';
import { hkMacaoPermit } from './hk-macao-permit.ts';
import { hmtResidencePermit } from './hmt-residence-permit.ts';
import { householdRegister } from './household-register.ts';
import { idCard } from './id-card.ts';
import { leaseContract } from './lease-contract.ts';
import { marriageCertificate } from './marriage-certificate.ts';
import { officialLetter } from './official-letter.ts';
import { organizationCodeCertificate } from './organization-code-certificate.ts';
import { passport } from './passport.ts';
import { powerOfAttorney } from './power-of-attorney.ts';
import { realEstateCertificate } from './real-estate-certificate.ts';
import { residencePermit } from './residence-permit.ts';
import { socialSecurityCard } from './social-security-card.ts';
import { taiwanPermit } from './taiwan-permit.ts';
import { taxRegistration } from './tax-registration.ts';
import { temporaryIdCard } from './temporary-id-card.ts';
import { testReport } from './test-report.ts';
import { vatInvoice } from './vat-invoice.ts';
import { vehicleLicence } from './vehicle-licence.ts';
import { vehicleSalesInvoice } from './vehicle-sales-invoice.ts';
import { blank, notADocument, other } from './special-types.ts';
import type { DocumentType } from './schema.ts';

export type { DocumentType, FieldDefinition } from './schema.ts';

const shipped = [
  idCard,
  temporaryIdCard,
  hkMacaoPermit,
  taiwanPermit,
  hmtResidencePermit,
  foreignPermanentResidence,
  businessLicence,
  householdRegister,
  marriageCertificate,
  divorceCertificate,
  realEstateCertificate,
  bankCard,
  bankAccountPermit,
  drivingLicence,
  vehicleLicence,
  passport,
  vatInvoice,
  vehicleSalesInvoice,
  birthCertificate,
  diploma,
  organizationCodeCertificate,
  taxRegistration,
  foodPermit,
  healthCertificate,
  residencePermit,
  socialSecurityCard,
  disabilityCertificate,
  applicationForm,
  powerOfAttorney,
  leaseContract,
  contract,
  commitmentLetter,
  officialLetter,
  certificateLetter,
  floorPlan,
  testReport,
  other,
  notADocument,
  blank,
] as const;

export const documentTypes: readonly DocumentType[] = shipped;
/** Ids of the shipped types; types taught by IT staff are stored as data and carry other ids, hence plain strings at run time. */
export type DocumentTypeId = (typeof shipped)[number]['id'];

const byId = new Map(documentTypes.map((type) => [type.id, type]));

/** The type of this id, or undefined for types that are not shipped. */
export const findDocumentType = (id: string): DocumentType | undefined => byId.get(id);
