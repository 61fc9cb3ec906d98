/** The lists of what can be drawn: papers of the demo's story, and layouts that vary with the seed. */
import { blankBack } from './blank-back.ts';
import { businessLicence } from './business-licence.ts';
import { idCardCopy } from './id-card-copy.ts';
import { idCard } from './id-card.ts';
import { individualBusinessApplication } from './individual-business-application.ts';
import type { Layout } from './layout.ts';
import { bookletLayouts } from './layouts/booklet-layouts.ts';
import { cardLayouts } from './layouts/card-layouts.ts';
import { certificateLayouts } from './layouts/certificate-layouts.ts';
import { contractLayouts } from './layouts/contract-layouts.ts';
import { formLayouts } from './layouts/form-layouts.ts';
import { idCardLayouts } from './layouts/id-card-layouts.ts';
import { invoiceLayouts } from './layouts/invoice-layouts.ts';
import { letterLayouts } from './layouts/letter-layouts.ts';
import { licenceLayouts } from './layouts/licence-layouts.ts';
import { noDocumentLayouts } from './layouts/no-document-layouts.ts';
import { otherLayouts } from './layouts/other-layouts.ts';
import { planReportLayouts } from './layouts/plan-report-layouts.ts';
import { propertyDiplomaLayouts } from './layouts/property-diploma-layouts.ts';
import { taughtLayouts } from './layouts/taught-layouts.ts';
import { leaseContract } from './lease-contract.ts';
import { powerOfAttorney } from './power-of-attorney.ts';
import { promotionFlyer } from './promotion-flyer.ts';
import { staffRoster } from './staff-roster.ts';
import type { Template } from './template.ts';

/** One look each, agreeing with each other on one story. */
export const storyTemplates = [
  idCardCopy,
  businessLicence,
  individualBusinessApplication,
  leaseContract,
  powerOfAttorney,
  blankBack,
  promotionFlyer,
  idCard,
  staffRoster,
] as const satisfies readonly Template<unknown>[];

/** The training and measuring of the classifier draw from these. */
export const layouts: readonly Layout[] = [...idCardLayouts, ...licenceLayouts, ...cardLayouts, ...bookletLayouts, ...certificateLayouts, ...propertyDiplomaLayouts, ...invoiceLayouts, ...formLayouts, ...letterLayouts, ...contractLayouts, ...planReportLayouts, ...otherLayouts, ...noDocumentLayouts];

export const templates: readonly Template<unknown>[] = [...storyTemplates, ...([...layouts, ...taughtLayouts] as readonly Template<unknown>[])];

/** @throws RangeError when no template bears `id` */
export function findTemplate(id: string): Template<unknown> {
  const found = templates.find((template) => template.id === id);
  if (!found) throw new RangeError(`no template ${id}; there are: ${templates.map((template) => template.id).join(', ')}`);
  return found;
}
