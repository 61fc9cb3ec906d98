/** All English texts; the type makes sure that none is missing. */
import type { Translation } from '../zh/index.ts';
import { admin } from './admin.ts';
import { counter } from './counter.ts';
import { kiosk } from './kiosk.ts';
import { shared } from './shared.ts';

export const en: Translation = { ...shared, counter, kiosk, admin };
