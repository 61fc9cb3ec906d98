/** The approval system: how it is reached, what it is told, and what waits to be sent. */
import { z } from 'zod';
import { connectionReportSchema } from '../connection-report.ts';
import { connectionKindSchema, connectionSettingsSchema } from '../connection/connection-settings.ts';
import { mappedPayloadSchema, mappingSchema, mappingSourceSchema } from '../mapping/mapping.ts';
import { pushReasonSchema } from '../push-reason.ts';
import { admin, caseId } from './roles.ts';
import { retryResultSchema } from './submission-procedures.ts';

export const connection = {
  /** The kinds of systems that can be connected, with their settings. */
  kinds: admin.output(z.array(connectionKindSchema)),
  get: admin.output(connectionSettingsSchema.nullable()),
  save: admin.input(connectionSettingsSchema).output(connectionSettingsSchema),
  test: admin.input(connectionSettingsSchema).output(connectionReportSchema),
};

export const mapping = {
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
};

export const outbox = {
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
};
