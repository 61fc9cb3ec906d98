/** All Chinese texts; their shape is what every other language must have. */
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

export const zh = {
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

/** Same keys, any text. */
type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
export type Translation = Texts<typeof zh>;
