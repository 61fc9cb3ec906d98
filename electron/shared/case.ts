/** A case (办件): its states, pages, documents and fields. Times are ISO 8601 UTC strings; ids are UUIDs. */
import { z } from 'zod';
import { AppError } from './errors.ts';
import { groupingReasonSchema } from './grouping-reason.ts';
import { classificationSchema, fieldSchema, preparationSchema } from './page.ts';

/**
 * States of a case. Up to `submitting` this product decides; from `received` on the approval system reports.
 * 收件 (`received`) has no legal effect yet, 受理 (`accepted`) starts the statutory clock (行政许可法 art. 32).
 */
export const caseStates = [
  'draft',
  'scanned',
  'recognized',
  'in_review',
  'returned_on_spot',
  'ready',
  'submitting',
  'submit_failed',
  'received',
  'accepted',
  'correction_required',
  'rejected',
  'withdrawn',
  'special_procedure',
  'concluded',
] as const;
export type CaseState = (typeof caseStates)[number];

/** The allowed moves. Scanning more paper leads back to `scanned` until the case is submitted. */
export const caseMoves: Readonly<Record<CaseState, readonly CaseState[]>> = {
  draft: ['scanned', 'withdrawn'],
  scanned: ['scanned', 'recognized', 'withdrawn'],
  recognized: ['scanned', 'in_review', 'withdrawn'],
  in_review: ['scanned', 'returned_on_spot', 'ready', 'withdrawn'],
  returned_on_spot: ['scanned', 'in_review', 'ready', 'withdrawn'],
  ready: ['scanned', 'in_review', 'submitting', 'withdrawn'],
  submitting: ['received', 'submit_failed'],
  submit_failed: ['in_review', 'submitting', 'withdrawn'],
  received: ['accepted', 'correction_required', 'rejected', 'withdrawn'],
  accepted: ['special_procedure', 'concluded', 'withdrawn'],
  special_procedure: ['accepted'],
  correction_required: ['scanned', 'in_review', 'withdrawn', 'rejected', 'accepted'],
  rejected: [],
  withdrawn: [],
  concluded: [],
};

/** True while pages and values of the case may still be changed here. */
export function isOpen(state: CaseState): boolean {
  return caseMoves[state].includes('scanned') || state === 'submit_failed';
}

/** A named person who acts; `applicant` acts at a kiosk and has no account. */
export const actorSchema = z.object({
  account: z.string(),
  displayName: z.string(),
  role: z.enum(['operator', 'reviewer', 'admin', 'applicant', 'system']),
});
export type Actor = z.infer<typeof actorSchema>;

/** Where a page came from. `sheetKey` lets a resumed job tell pages apart; `side` is the side of the sheet. */
const pageSourceSchema = z.object({
  kind: z.enum(['scanner', 'folder', 'file', 'camera']),
  deviceName: z.string().nullable(),
  jobId: z.string().nullable(),
  side: z.enum(['front', 'back', 'unknown']),
  /** What the device or the first look said: `blank`, `same-as-previous`, `settings-changed:…`; absent when nothing. */
  warnings: z.array(z.string()).optional(),
  /** Of the spool file that it came in: what a crash leaves in the spool is not taken twice. */
  spoolId: z.string().optional(),
});

export const pageSchema = z.object({
  id: z.uuid(),
  /** 0-based order of arrival in the case. */
  index: z.number().int(),
  source: pageSourceSchema,
  /** Of the original bytes, hex. */
  sha256: z.string(),
  bytes: z.number().int(),
  mimeType: z.enum(['image/jpeg', 'image/png', 'image/tiff', 'image/webp', 'image/bmp']),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  dpi: z.number().nullable(),
  receivedAt: z.string(),
  state: z.enum(['stored', 'recognized', 'failed']),
  /** Why recognition failed; the page itself is safe. */
  errorCode: z.string().nullable(),
  preparation: preparationSchema.nullable(),
  classification: classificationSchema.nullable(),
});
/** The text lines of a page are kept with its step results in the store, not in the case. */
export type Page = z.infer<typeof pageSchema>;

/** A field of a case: what the machine read and what a person made of it, both kept. */
const caseFieldSchema = fieldSchema.extend({
  pageId: z.uuid().nullable(),
  /** What the machine proposed; `value` is the value in force. */
  machineValue: z.string(),
  /** Who looked at it; null while nobody has. */
  reviewedBy: z.string().nullable(),
  reviewedAt: z.string().nullable(),
});
export type CaseField = z.infer<typeof caseFieldSchema>;

/** A document: one or more pages of one paper, in order, with its fields and its place in the checklist. */
const documentSchema = z.object({
  id: z.uuid(),
  documentType: z.string(),
  pageIds: z.array(z.uuid()),
  /** Id of the material requirement it satisfies; null = belongs to no slot. */
  slotId: z.string().nullable(),
  /** A person's placing or typing is never overwritten by the machine. */
  placedBy: z.enum(['machine', 'person']),
  /** Id of the document that this one repeats. */
  duplicateOf: z.uuid().nullable(),
  fields: z.array(caseFieldSchema),
  /** Why these pages are one document and why it stands where it does; absent in cases of earlier versions. */
  reasons: z.array(groupingReasonSchema).optional(),
});
export type Document = z.infer<typeof documentSchema>;

/** An electronic licence (电子证照) that staff looked up and that stands for the paper of a material. */
export const eLicenceSchema = z.object({
  number: z.string(),
  /** Field key of the document type → value, as the licence says. */
  fields: z.record(z.string(), z.string()),
  takenBy: z.string(),
  takenAt: z.string(),
});
export type ELicence = z.infer<typeof eLicenceSchema>;

/** A paper that the host wrote for the applicant. The PDF is made anew from this record, byte for byte. */
const issuedDocumentSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['correction-notice', 'intake-receipt']),
  issuedAt: z.string(),
  issuedBy: z.string(),
  pages: z.number().int(),
  /** Of the PDF, hex. */
  sha256: z.string(),
  /** What the PDF says, frozen at issue; its schema belongs to the kind. */
  content: z.record(z.string(), z.unknown()),
});
export type IssuedDocument = z.infer<typeof issuedDocumentSchema>;

export const overrideReasons = ['original-seen', 'corrected-on-spot', 'explained-in-writing', 'other-proof'] as const;

/** A failed cross rule that staff let through, with the reason. */
export const findingOverrideSchema = z.object({ ruleId: z.string(), reason: z.enum(overrideReasons) });
export type FindingOverride = z.infer<typeof findingOverrideSchema>;

/** Why a required material that is missing or partial may go out all the same: supplied later (容缺后补), or complete in a person's eyes. */
const passReasons = ['original-seen', 'seen-complete', 'corrected-on-spot', 'deferred'] as const;
export type PassReason = (typeof passReasons)[number];

/** A required material that staff let through, with the reason. */
export const materialPassSchema = z.object({ slotId: z.string(), reason: z.enum(passReasons) });
export type MaterialPass = z.infer<typeof materialPassSchema>;

/** Who decides what may go out: staff, an applicant alone, or nobody at a screen. */
const acceptanceModes = ['counter', 'kiosk', 'headless'] as const;
export type AcceptanceMode = (typeof acceptanceModes)[number];

/**
 * A sheet that may have gone through the feeder without being received, because the program was cut off. Open until a named person
 * puts the sheet back and scans it, or says that nothing is missing. Sheets and pages are counted from 1 within the scan job.
 */
const sheetDoubtSchema = z.object({
  /** The scan job that was cut off. */
  jobId: z.string(),
  deviceName: z.string(),
  source: z.enum(['feeder', 'platen']),
  duplex: z.boolean(),
  /** The first page, and the first sheet, that were not received whole. */
  page: z.number().int(),
  sheet: z.number().int(),
  /** So many sheets from there on went through, as the device says; null when it does not tell. */
  sheetsThrough: z.number().int().nullable(),
  /** The last page that was received: the sheets in doubt lie behind it. */
  lastPageId: z.uuid().nullable(),
  /** That page is the front of the sheet in doubt: a new scan of the sheet takes its place. */
  frontReceived: z.boolean(),
  since: z.string(),
});
export type SheetDoubt = z.infer<typeof sheetDoubtSchema>;

/** A value of the service item's form. Priority: staff > e-licence > paper. */
const formValueSchema = z.object({
  value: z.string(),
  source: z.enum(['staff', 'applicant', 'e-licence', 'paper']),
  documentId: z.uuid().nullable(),
  fieldKey: z.string().nullable(),
});
export type FormValue = z.infer<typeof formValueSchema>;

export const caseSchema = z.object({
  id: z.uuid(),
  /** Grows by one with every stored change; a writer with an older revision gets `case.stale`. */
  revision: z.number().int(),
  state: z.enum(caseStates),
  face: z.enum(['counter', 'kiosk', 'headless']),
  itemCode: z.string(),
  itemVersion: z.number().int(),
  /** Answers that decide the situation (情形), by question id. */
  answers: z.record(z.string(), z.union([z.string(), z.boolean()])),
  createdAt: z.string(),
  createdBy: actorSchema,
  /** Number given by the approval system (办件编号); null until then. */
  caseNumber: z.string().nullable(),
  queryPassword: z.string().nullable(),
  pages: z.array(pageSchema),
  documents: z.array(documentSchema),
  form: z.record(z.string(), formValueSchema),
  /** By slot id. */
  eLicences: z.record(z.string(), eLicenceSchema).optional(),
  issued: z.array(issuedDocumentSchema).optional(),
  /** Nothing may be confirmed while there is one. */
  sheetDoubts: z.array(sheetDoubtSchema).optional(),
  /** Set with the confirmation, taken back with it. */
  overrides: z.array(findingOverrideSchema).optional(),
  /** Like `overrides`. */
  passedMaterials: z.array(materialPassSchema).optional(),
  /** Like `overrides`: by whose rules it was confirmed, and must still hold when it is sent. */
  confirmedAs: z.enum(acceptanceModes).optional(),
  /** The named person who stands for the content; required before submission. */
  reviewer: actorSchema.nullable(),
  reviewedAt: z.string().nullable(),
  submittedAt: z.string().nullable(),
  receivedAt: z.string().nullable(),
  /** Message of the approval system on rejection or correction, unchanged. */
  approvalMessage: z.string().nullable(),
});
export type Case = z.infer<typeof caseSchema>;

/** What no case has yet when it is opened. */
export function nothingYet() {
  return {
    caseNumber: null,
    queryPassword: null,
    pages: [],
    documents: [],
    form: {},
    reviewer: null,
    reviewedAt: null,
    submittedAt: null,
    receivedAt: null,
    approvalMessage: null,
  } satisfies Partial<Case>;
}

/**
 * The case in its new state.
 * @throws AppError `case.illegal-move` when the move is not in `caseMoves`.
 */
export function moveCase(current: Case, to: CaseState): Case {
  if (!caseMoves[current.state].includes(to)) throw new AppError('case.illegal-move', { from: current.state, to });
  return { ...current, state: to };
}
