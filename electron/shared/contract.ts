/** Every procedure between renderer and host, by area: name, roles, input, output. Page bytes never travel here (see ports/page-bytes.ts). */
import { cases, documentTypes, items, review } from './contract/case-procedures.ts';
import { connection, mapping, outbox } from './contract/connection-procedures.ts';
import { dataSafety, ocrEngine, recognition, safety, status } from './contract/host-procedures.ts';
import { hall, serviceItems, taughtTypes } from './contract/item-procedures.ts';
import { accounts, idleLock, kiosk, session, staffCalls } from './contract/people-procedures.ts';
import { profiles, recorder, scan, scanners } from './contract/scan-procedures.ts';
import { documents, submission } from './contract/submission-procedures.ts';

export const contract = {
  session,
  safety,
  items,
  documentTypes,
  cases,
  scan,
  review,
  submission,
  documents,
  kiosk,
  staffCalls,
  admin: {
    scanners,
    profiles,
    recorder,
    connection,
    mapping,
    serviceItems,
    documentTypes: taughtTypes,
    hall,
    accounts,
    idleLock,
    outbox,
    recognition,
    ocrEngine,
    safety: dataSafety,
    status,
  },
};
export type Contract = typeof contract;
