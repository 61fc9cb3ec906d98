/** The list of templates that can be drawn. */
import { blankBack } from './blank-back.ts';
import { businessLicence } from './business-licence.ts';
import { idCardCopy } from './id-card-copy.ts';
import { idCard } from './id-card.ts';
import { individualBusinessApplication } from './individual-business-application.ts';
import { leaseContract } from './lease-contract.ts';
import { powerOfAttorney } from './power-of-attorney.ts';
import { promotionFlyer } from './promotion-flyer.ts';
import { staffRoster } from './staff-roster.ts';
import type { Template } from './template.ts';

export const templates = [
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

/** @throws RangeError when no template bears `id` */
export function findTemplate(id: string): Template<unknown> {
  const found = (templates as readonly Template<unknown>[]).find((template) => template.id === id);
  if (!found) throw new RangeError(`no template ${id}; there are: ${templates.map((template) => template.id).join(', ')}`);
  return found;
}
