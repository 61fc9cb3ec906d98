/** The list of service items that ship with the product; a hall's own are imported as data. */
import type { ServiceItem } from '../service-item.ts';
import { individualBusinessRegistration } from './individual-business-registration.ts';

export const serviceItems: readonly ServiceItem[] = [individualBusinessRegistration];
