/** Cases from the first page to the review. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { eLicenceSchema, findingOverrideSchema, materialPassSchema } from '../case.ts';
import { serviceItemSchema } from '../service-item.ts';
import { caseEventSchema, caseSummarySchema, caseViewSchema } from './case-view.ts';
import { caseId, handler, ok, reviewer } from './roles.ts';

export const items = {
  list: handler.meta({ roles: ['operator', 'reviewer', 'applicant', 'admin'] }).output(z.array(serviceItemSchema)),
};

export const documentTypes = {
  /** Taught types beside the shipped ones; those that are not live are no longer recognised. */
  taught: handler
    .meta({ roles: ['operator', 'reviewer', 'applicant', 'admin'] })
    .output(z.array(z.object({ id: z.string(), name: z.string(), live: z.boolean() }))),
};

export const cases = {
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
};

export const review = {
  /** Sets or confirms a document's field; the machine's value is kept beside it. */
  setField: handler.input(caseId.extend({ documentId: z.uuid(), key: z.string(), value: z.string().max(4000) })).output(caseViewSchema),
  setFormValue: handler.input(caseId.extend({ key: z.string(), value: z.string().max(4000) })).output(caseViewSchema),
  /**
   * The signed-in person (or the applicant at a kiosk) stands for the content; the case becomes `ready`.
   * `passed` lists materials and `overrides` failed rules that staff let through, each with a reason; an applicant cannot.
   */
  confirm: handler
    .input(caseId.extend({ passed: z.array(materialPassSchema).default([]), overrides: z.array(findingOverrideSchema).default([]) }))
    .output(caseViewSchema),
  /** An electronic licence that staff looked up stands for the paper of a material; null takes it back. */
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
};
