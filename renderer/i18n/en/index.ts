/** All English texts; the type makes sure that none is missing. */
import type { Translation } from '../zh/index.ts';
import { admin } from './admin.ts';
import { camera } from './camera.ts';
import { connections } from './connections.ts';
import { counter } from './counter.ts';
import { devices } from './devices.ts';
import { documentTypes } from './document-types.ts';
import { documents } from './documents.ts';
import { grouping } from './grouping.ts';
import { kiosk } from './kiosk.ts';
import { scan } from './scan.ts';
import { serviceItems } from './service-items.ts';
import { shared } from './shared.ts';
import { staffCall } from './staff-call.ts';

export const en: Translation = {
  ...shared,
  counter,
  kiosk,
  admin,
  camera,
  connections,
  devices,
  documentTypes,
  grouping,
  scan,
  documents,
  serviceItems,
  staffCall,
};
