/** The list of service items that ship with the product; a hall's own are imported as data. */
import type { ServiceItem } from '../service-item.ts';
import { foodBusinessPermit } from './food-business-permit.ts';
import { individualBusinessRegistration } from './individual-business-registration.ts';
import { publicPlaceHygienePermit } from './public-place-hygiene-permit.ts';
import { realEstateTransfer } from './real-estate-transfer.ts';
import { residencePermitApplication } from './residence-permit-application.ts';

export const serviceItems: readonly ServiceItem[] = [
  individualBusinessRegistration,
  foodBusinessPermit,
  publicPlaceHygienePermit,
  residencePermitApplication,
  realEstateTransfer,
];
