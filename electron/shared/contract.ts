/** Every procedure between renderer and host: name, roles, input, output. Page bytes never travel here (see ports/page-bytes.ts). */
import { fieldCurveSchema } from './confidence/field-curve.ts';
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { connectionKindSchema, connectionSettingsSchema } from './connection/connection-settings.ts';
import { caseSchema, caseStates, pageSchema } from './case.ts';
import { checklistStatusSchema } from './checklist/checklist.ts';
import {
  deviceStatusSchema,
  discoveredScannerSchema,
  recorderViewSchema,
  scannerCapabilitiesSchema,
  scannerCertificateSchema,
  scannerConfigSchema,
  scannerDriverSchema,
  scannerSchema,
  scannerStateSchema,
  scanProfileSchema,
  scanProgressSchema,
  scanStartSchema,
  selfTestEventSchema,
  unreadableFileSchema,
} from './device.ts';
import { eLicenceSchema, findingOverrideSchema, materialPassSchema } from './case.ts';
import { connectionReportSchema } from './connection-report.ts';
import { dataSafetySchema, destroySchema, errorSchema, putBackSchema, quarantineId, safetyStateSchema } from './data-safety.ts';
import { auditStateSchema, clockDoubtSchema } from './host-status.ts';
import { mappedPayloadSchema, mappingSchema, mappingSourceSchema } from './mapping/mapping.ts';
import { pushReasonSchema } from './push-reason.ts';
import { serviceItemSchema } from './service-item.ts';
import { importProblemSchema, itemChangeSchema } from './service-items/import-problem.ts';
import { idleLockSchema, sessionViewSchema, staffCallSchema } from './session.ts';
import {
  sampleCandidateSchema,
  taughtTypeIdSchema,
  taughtTypeSchema,
  taughtTypeSummarySchema,
  taughtTypeViewSchema,
} from './taught-type.ts';
import type { Role } from './session.ts';

/** Roles that may call a procedure; a reviewer may do all an operator does. */
export type ProcedureMeta = { roles?: readonly Role[] };

const base = oc.$meta<ProcedureMeta>({});
const anyone = base.meta({ roles: ['visitor', 'applicant', 'operator', 'reviewer', 'admin'] });
const staff = base.meta({ roles: ['operator', 'reviewer', 'admin'] });
const handler = base.meta({ roles: ['operator', 'reviewer', 'applicant'] });
const reviewer = base.meta({ roles: ['operator', 'reviewer'] });
const admin = base.meta({ roles: ['admin'] });

const caseId = z.object({ caseId: z.uuid() });
const jobId = z.object({ jobId: z.string() });
const taughtTypeId = z.object({ id: taughtTypeIdSchema });
const ok = z.object({ ok: z.literal(true) });

/** A case with its checklist and push state, ready to show. */
const caseViewSchema = z.object({
  case: caseSchema,
  item: serviceItemSchema,
  checklist: checklistStatusSchema,
  /** Scan job in progress, with its last progress. */
  scan: scanProgressSchema.nullable(),
  push: z
    .object({ state: z.string(), attempts: z.number().int(), nextAttemptAt: z.string().nullable(), lastError: pushReasonSchema.nullable() })
    .nullable(),
  /** Fields in `review` that nobody has looked at. */
  openFields: z.number().int(),
});
export type CaseView = z.infer<typeof caseViewSchema>;

/** `woken`: it waited, and is tried now. `on-its-way`: it is being sent already. */
const retryResultSchema = z.enum(['woken', 'sent-again', 'on-its-way']);
export type RetryResult = z.infer<typeof retryResultSchema>;

const caseSummarySchema = z.object({
  id: z.string(),
  state: z.enum(caseStates),
  itemCode: z.string(),
  itemName: z.string(),
  caseNumber: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  createdBy: z.string(),
  pageCount: z.number().int(),
});

/**
 * `changed`: fetch the view again. `scan`: progress of the feeder. `page`: a thumbnail can be shown; `arrived` is a new page
 * itself, the revision that brought it and its thumbnail (JPEG, base64), so that it is on the screen before anything is fetched.
 */
const caseEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed'), revision: z.number().int() }),
  z.object({ kind: z.literal('scan'), progress: scanProgressSchema }),
  z.object({
    kind: z.literal('page'),
    pageId: z.uuid(),
    arrived: z.object({ page: pageSchema, revision: z.number().int(), thumbnail: z.string().nullable() }).nullable(),
  }),
]);
export type CaseEvent = z.infer<typeof caseEventSchema>;
export type PageEvent = Extract<CaseEvent, { kind: 'page' }>;

const receiptSchema = z.object({
  caseNumber: z.string(),
  queryPassword: z.string().nullable(),
  itemName: z.string(),
  departmentName: z.string(),
  applicantName: z.string(),
  receivedAt: z.string(),
  reviewer: z.string(),
  materials: z.array(z.object({ name: z.string(), pages: z.number().int(), originals: z.number().int(), copies: z.number().int() })),
  missing: z.array(z.string()),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** What notices and receipts say about the hall. */
export const hallSchema = z.object({
  name: z.string().min(1).max(60),
  address: z.string().max(120),
  phone: z.string().max(40),
  hours: z.string().max(60),
  /** Address that takes the case number at its end, for the QR code of receipts; empty = the bare number. */
  queryUrl: z.union([z.literal(''), z.url()]),
});
export type Hall = z.infer<typeof hallSchema>;

const itemImportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('json'), text: z.string().max(2_000_000) }),
  z.object({
    kind: z.literal('materials'),
    itemCode: z.string(),
    format: z.enum(['csv', 'xlsx']),
    /** Value sets differ between platforms: 1/2/3 or 0/1/2 for 必要/非必要/容缺后补. */
    codes: z.enum(['national', 'zero-based']),
    /** At most 512 KiB before encoding. */
    base64: z.base64().max(720_000),
  }),
]);
export type ItemImport = z.infer<typeof itemImportSchema>;

const importPreviewSchema = z.object({
  code: z.string().nullable(),
  name: z.string(),
  isNew: z.boolean(),
  changes: z.array(itemChangeSchema),
  /** Nothing can be imported while there is one. */
  problems: z.array(importProblemSchema),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

/** What IT staff may change of an item without a file. */
const itemEditSchema = z.object({
  code: z.string(),
  /** Null = no bar of its own. */
  minConfidence: z.number().min(0).max(1).nullable(),
  materials: z.array(
    z.object({
      id: z.string(),
      necessity: z.enum(['required', 'optional', 'conditional']),
      deferrable: z.boolean(),
      needsSeal: z.boolean(),
      needsSignature: z.boolean(),
    }),
  ),
  formFields: z.array(z.object({ key: z.string(), required: z.boolean(), minConfidence: z.number().min(0).max(1).nullable() })),
});
export type ItemEdit = z.infer<typeof itemEditSchema>;

const catalogueEntrySchema = z.object({
  item: serviceItemSchema,
  active: z.boolean(),
  shipped: z.boolean(),
  hasMapping: z.boolean(),
});
export type CatalogueEntryView = z.infer<typeof catalogueEntrySchema>;

const scannerReportSchema = z.object({
  ok: z.boolean(),
  capabilities: scannerCapabilitiesSchema.nullable(),
  status: deviceStatusSchema.nullable(),
  error: errorSchema.nullable(),
});

export const accountViewSchema = z.object({
  account: z.string(),
  displayName: z.string(),
  role: z.enum(['operator', 'reviewer', 'admin']),
  disabled: z.boolean(),
  locked: z.boolean(),
  mustChangePassword: z.boolean(),
});

/** What can read, what was chosen, and what reads. */
const ocrEngineViewSchema = z.object({
  /** Name of one of `engines`; one that is no longer there keeps its name here. */
  chosen: z.string(),
  /** Of engine and models that read now. */
  version: z.string(),
  /** Why what was chosen does not read; the shipped models do so meanwhile. */
  refused: errorSchema.nullable(),
  /** A model set with neither version nor error is still being looked at. */
  engines: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['pp-ocr', 'tesseract', 'model-set']),
      version: z.string().nullable(),
      error: errorSchema.nullable(),
    }),
  ),
  modelsFolder: z.string(),
});
export type OcrEngineView = z.infer<typeof ocrEngineViewSchema>;

const newAccount = z.object({
  account: z.string().regex(/^[a-z][a-z0-9._-]{2,31}$/),
  displayName: z.string().min(1).max(30),
  role: z.enum(['operator', 'reviewer', 'admin']),
  password: z.string().max(200),
});

export const contract = {
  session: {
    current: anyone.output(sessionViewSchema),
    signIn: anyone.input(z.object({ account: z.string().max(64), password: z.string().max(200) })).output(sessionViewSchema),
    signOut: anyone.output(sessionViewSchema),
    /** The session now and whenever it changes: locked, unlocked, signed out by somebody else. */
    watch: anyone.output(eventIterator(sessionViewSchema)),
    /** A person touched the screen `agoMs` ago: the one thing that puts off the lock. */
    activity: staff.input(z.object({ agoMs: z.number().min(0).max(60_000) })).output(ok),
    /** Covers every page of this session. */
    lock: staff.output(sessionViewSchema),
    /** For the person who is signed in behind the cover. */
    unlock: anyone.input(z.object({ password: z.string().max(200) })).output(sessionViewSchema),
    /** Allowed while `mustChangePassword` blocks everything else. */
    changePassword: staff.input(z.object({ oldPassword: z.string().max(200), newPassword: z.string().max(200) })).output(sessionViewSchema),
  },
  safety: { state: anyone.output(safetyStateSchema) },
  items: {
    list: handler.meta({ roles: ['operator', 'reviewer', 'applicant', 'admin'] }).output(z.array(serviceItemSchema)),
  },
  documentTypes: {
    /** Taught types beside the shipped ones; those that are not live are no longer recognised. */
    taught: handler
      .meta({ roles: ['operator', 'reviewer', 'applicant', 'admin'] })
      .output(z.array(z.object({ id: z.string(), name: z.string(), live: z.boolean() }))),
  },
  cases: {
    create: handler
      .input(z.object({ itemCode: z.string(), answers: z.record(z.string(), z.union([z.string(), z.boolean()])) }))
      .output(caseViewSchema),
    list: reviewer.input(z.object({ open: z.boolean() })).output(z.array(caseSummarySchema)),
    get: handler.input(caseId).output(caseViewSchema),
    setAnswers: handler.input(caseId.extend({ answers: z.record(z.string(), z.union([z.string(), z.boolean()])) })).output(caseViewSchema),
    /** One stream per screen; ends when the caller stops listening. */
    watch: handler.input(caseId).output(eventIterator(caseEventSchema)),
    movePage: handler.input(caseId.extend({ pageId: z.uuid(), slotId: z.string().nullable() })).output(caseViewSchema),
    removePage: handler.input(caseId.extend({ pageId: z.uuid() })).output(caseViewSchema),
    /** Recognises a page once more, e.g. after a failure; finished steps are not repeated. */
    readAgain: handler.input(caseId.extend({ pageId: z.uuid() })).output(caseViewSchema),
    setDocumentType: reviewer.input(caseId.extend({ documentId: z.uuid(), documentType: z.string() })).output(caseViewSchema),
    withdraw: handler.input(caseId).output(ok),
  },
  scan: {
    scanners: handler.output(z.array(scannerSchema)),
    start: handler.input(caseId.extend(scanStartSchema.shape)).output(jobId),
    profiles: handler.output(z.array(scanProfileSchema)),
    /** Scanner, settings and waiting come from the profile; the case is the caller's. */
    startProfile: handler.input(caseId.extend({ profileId: z.string() })).output(jobId),
    /** A person has counted: nothing is missing, whatever went through the feeder when the program was cut off. */
    allThere: reviewer.input(caseId.extend({ jobId: z.string() })).output(ok),
    /** Goes on after a pause, with the sheet that was not taken back in the feeder. */
    resume: handler.input(jobId).output(ok),
    /** Ends the job; pages that are safe stay. */
    cancel: handler.input(jobId).output(ok),
    /** The device's state whenever it changes, until the caller stops listening. */
    watchScanner: handler.input(z.object({ scannerId: z.string() })).output(eventIterator(scannerStateSchema)),
    unreadableFiles: reviewer.output(z.array(unreadableFileSchema)),
    /** Takes the entry off the list; the file stays in the folder's `unreadable/`. */
    dismissUnreadableFile: reviewer.input(z.object({ id: z.string() })).output(z.array(unreadableFileSchema)),
  },
  review: {
    /** Sets or confirms a document's field; the machine's value is kept beside it. */
    setField: handler.input(caseId.extend({ documentId: z.uuid(), key: z.string(), value: z.string().max(4000) })).output(caseViewSchema),
    setFormValue: handler.input(caseId.extend({ key: z.string(), value: z.string().max(4000) })).output(caseViewSchema),
    /**
     * The signed-in person (or the applicant at a kiosk) stands for the content; the case becomes `ready`.
     * `passed` lists lines and `overrides` failed rules that staff let through, each with a reason; an applicant cannot.
     */
    confirm: handler
      .input(caseId.extend({ passed: z.array(materialPassSchema).default([]), overrides: z.array(findingOverrideSchema).default([]) }))
      .output(caseViewSchema),
    /** An electronic licence that staff looked up stands for the paper of a line; null takes it back. */
    setELicence: reviewer
      .input(
        caseId.extend({
          slotId: z.string(),
          licence: eLicenceSchema.pick({ number: true, fields: true }).nullable(),
        }),
      )
      .output(caseViewSchema),
    /** Back from `ready` to the review. */
    reopen: handler.input(caseId).output(caseViewSchema),
  },
  submission: {
    submit: handler.input(caseId).output(caseViewSchema),
    receipt: handler.input(caseId).output(receiptSchema),
    /** A person wants it sent now: ends its wait, or sends a parked or rejected case again once the cause is mended. */
    retry: reviewer.input(caseId).output(caseViewSchema),
    /** Asks the approval system what became of the case. */
    refresh: reviewer.input(caseId).output(caseViewSchema),
  },
  /** Papers for the applicant; the PDF is at `/case/<caseId>/issued/<documentId>.pdf`, its pages at `…/<documentId>/<n>.jpg`. */
  documents: {
    issueNotice: reviewer
      .input(caseId.extend({ gapIds: z.array(z.string()).max(500), remark: z.string().max(500) }))
      .output(z.object({ documentId: z.uuid(), pages: z.number().int() })),
    issueReceipt: reviewer.input(caseId).output(z.object({ documentId: z.uuid(), pages: z.number().int() })),
  },
  kiosk: {
    /** Ends the applicant's session and wipes what is theirs; a submitted case stays for staff, in the outbox and the store. */
    end: base.meta({ roles: ['applicant'] }).output(ok),
    /**
     * The page lives, said every few seconds; `touched`: a person touched the screen or a key since the last time.
     * `ended`: the host has ended what was under way here.
     */
    present: base
      .meta({ roles: ['applicant'] })
      .input(z.object({ touched: z.boolean() }))
      .output(z.object({ ended: z.boolean() })),
    /** Shows at every counter until a clerk answers; calling again meanwhile is the same call. */
    callStaff: base.meta({ roles: ['applicant'] }).output(staffCallSchema),
    /** This kiosk's call whenever it changes; null while there is none. */
    watchCall: base.meta({ roles: ['applicant'] }).output(eventIterator(staffCallSchema.nullable())),
  },
  staffCalls: {
    /** Every call of an applicant who still waits, whenever they change. */
    watch: reviewer.output(eventIterator(z.array(staffCallSchema))),
    /** The caller goes to the kiosk; written to the audit log with their name. */
    answer: reviewer.input(z.object({ id: z.string() })).output(ok),
  },
  admin: {
    scanners: {
      discover: admin.output(eventIterator(discoveredScannerSchema)),
      save: admin.input(scannerConfigSchema).output(z.array(scannerSchema)),
      /** The kinds that can be set up, in the order in which they are offered. */
      drivers: admin.output(z.array(scannerDriverSchema)),
      list: admin.output(z.array(scannerSchema)),
      remove: admin.input(z.object({ id: z.string() })).output(z.array(scannerSchema)),
      test: admin.input(z.object({ driver: z.string(), address: z.string() })).output(scannerReportSchema),
      /** What works on this device, check by check; `testPage` scans one page, which is looked at and dropped. */
      selfTest: admin
        .input(z.object({ driver: z.string(), address: z.string(), testPage: z.boolean() }))
        .output(eventIterator(selfTestEventSchema)),
      /** Of an https address; null for any other. */
      certificate: admin.input(z.object({ driver: z.string(), address: z.string() })).output(scannerCertificateSchema.nullable()),
    },
    profiles: {
      list: admin.output(z.array(scanProfileSchema)),
      save: admin.input(scanProfileSchema).output(z.array(scanProfileSchema)),
      remove: admin.input(z.object({ id: z.string() })).output(z.array(scanProfileSchema)),
    },
    recorder: {
      get: admin.output(recorderViewSchema),
      set: admin.input(z.object({ on: z.boolean() })).output(recorderViewSchema),
      /** One trace as JSON text, to be saved as a file. */
      read: admin.input(z.object({ id: z.string() })).output(z.object({ name: z.string(), text: z.string() })),
      remove: admin.input(z.object({ id: z.string() })).output(recorderViewSchema),
    },
    connection: {
      /** The kinds of systems that can be connected, with their settings. */
      kinds: admin.output(z.array(connectionKindSchema)),
      get: admin.output(connectionSettingsSchema.nullable()),
      save: admin.input(connectionSettingsSchema).output(connectionSettingsSchema),
      test: admin.input(connectionSettingsSchema).output(connectionReportSchema),
    },
    mapping: {
      get: admin.input(z.object({ itemCode: z.string() })).output(mappingSchema),
      save: admin.input(mappingSchema).output(mappingSchema),
      /** Applies the given (unsaved) mapping to a case: the named one, else the newest of the item. Nothing is sent; values come masked. */
      dryRun: admin
        .input(z.object({ mapping: mappingSchema, caseId: z.uuid().nullable() }))
        .output(mappedPayloadSchema.extend({ caseId: z.string().nullable() })),
      /** What a rule may read: form keys, fields per slot, case paths. */
      sources: admin
        .input(z.object({ itemCode: z.string() }))
        .output(z.array(z.object({ material: z.string().nullable(), label: z.string(), source: mappingSourceSchema }))),
      /** Dotted paths of the payload that the approval system publishes; empty when it publishes none. */
      targets: admin.output(z.array(z.object({ path: z.string(), required: z.boolean(), title: z.string() }))),
    },
    serviceItems: {
      list: admin.output(z.array(catalogueEntrySchema)),
      /** Reads the file, checks all of it and tells what would change; nothing is stored. */
      preview: admin.input(itemImportSchema).output(importPreviewSchema),
      /** Refused as a whole while the preview has a problem. */
      import: admin.input(itemImportSchema).output(z.array(catalogueEntrySchema)),
      edit: admin.input(itemEditSchema).output(z.array(catalogueEntrySchema)),
      setActive: admin.input(z.object({ code: z.string(), active: z.boolean() })).output(z.array(catalogueEntrySchema)),
      /** The JSON file, with the mapping of the item. */
      export: admin.input(z.object({ code: z.string() })).output(z.object({ fileName: z.string(), text: z.string() })),
    },
    /** Document types taught by samples. Files go to `POST /sample/<type id>/files`, images are at `/sample/<sample id>/<rendition>`. */
    documentTypes: {
      list: admin.output(z.array(taughtTypeSummarySchema)),
      get: admin.input(taughtTypeId).output(taughtTypeViewSchema),
      create: admin.input(taughtTypeSchema.pick({ name: true })).output(taughtTypeViewSchema),
      update: admin.input(taughtTypeSchema.pick({ id: true, name: true, titles: true })).output(taughtTypeViewSchema),
      remove: admin.input(taughtTypeId).output(z.array(taughtTypeSummarySchema)),
      /** Refused with `document-type.not-ready` while its report names an obstacle. */
      setLive: admin.input(taughtTypeId.extend({ live: z.boolean() })).output(taughtTypeViewSchema),
      /** Pages of recent cases that no type claims. */
      candidates: admin.output(z.array(sampleCandidateSchema)),
      addPages: admin.input(taughtTypeId.extend({ pageIds: z.array(z.uuid()).min(1).max(20) })).output(taughtTypeViewSchema),
      removeSample: admin.input(z.object({ sampleId: z.uuid() })).output(taughtTypeViewSchema),
      /** Whether corrections by reviewers add samples; off at first. */
      corrections: admin.output(z.object({ on: z.boolean() })),
      setCorrections: admin.input(z.object({ on: z.boolean() })).output(z.object({ on: z.boolean() })),
    },
    hall: { get: admin.output(hallSchema), save: admin.input(hallSchema).output(hallSchema) },
    accounts: {
      list: admin.output(z.array(accountViewSchema)),
      create: admin.input(newAccount).output(z.array(accountViewSchema)),
      resetPassword: admin.input(z.object({ account: z.string(), password: z.string().max(200) })).output(z.array(accountViewSchema)),
      setDisabled: admin.input(z.object({ account: z.string(), disabled: z.boolean() })).output(z.array(accountViewSchema)),
    },
    idleLock: {
      get: admin.output(idleLockSchema),
      save: admin.input(idleLockSchema).output(idleLockSchema),
    },
    outbox: {
      list: admin.output(
        z.array(
          z.object({
            id: z.string(),
            caseId: z.string(),
            state: z.string(),
            attempts: z.number().int(),
            lastError: pushReasonSchema.nullable(),
            nextAttemptAt: z.string(),
            caseNumber: z.string().nullable(),
            /** When it was submitted. */
            createdAt: z.string(),
          }),
        ),
      ),
      /** As `submission.retry`, for a case that waits or was parked; says what it did. */
      retry: admin.input(caseId).output(z.object({ did: retryResultSchema })),
    },
    recognition: {
      /** From the corrections of reviewers in the newest cases; fields with the most corrections first. */
      fieldCurves: admin.output(z.array(fieldCurveSchema)),
    },
    ocrEngine: {
      get: admin.output(ocrEngineViewSchema),
      /** Takes the engine once it has proved that it works; otherwise nothing changes and the error says why. */
      choose: admin.input(z.object({ name: z.string().min(1).max(61) })).output(ocrEngineViewSchema),
      /** Looks at the model sets of the folder again, in the background. */
      checkAgain: admin.output(ocrEngineViewSchema),
    },
    safety: {
      get: admin.output(dataSafetySchema),
      putBack: admin.input(quarantineId).output(putBackSchema),
      destroy: admin.input(destroySchema).output(dataSafetySchema),
      accept: admin.input(z.object({ code: z.string() })).output(dataSafetySchema),
    },
    status: {
      get: admin.output(
        z.object({
          models: z.object({ classifier: z.string(), ocr: z.string() }),
          recognizerRssBytes: z.number(),
          hostRssBytes: z.number(),
          audit: auditStateSchema,
          clockDoubt: clockDoubtSchema.nullable(),
          keyStorage: z.string(),
          dataFolder: z.string(),
        }),
      ),
      /** Verifies the audit log from its first row; `status.get` tells how far it is. */
      checkAudit: admin.output(ok),
    },
  },
};
export type Contract = typeof contract;
