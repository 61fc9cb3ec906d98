/** The host itself: what reads, whether its data are safe, how it is. */
import { z } from 'zod';
import { fieldCurveSchema } from '../confidence/field-curve.ts';
import { dataSafetySchema, destroySchema, errorSchema, putBackSchema, quarantineId, safetyStateSchema } from '../data-safety.ts';
import { auditStateSchema, clockDoubtSchema } from '../host-status.ts';
import { admin, anyone, ok } from './roles.ts';

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

export const safety = { state: anyone.output(safetyStateSchema) };

export const recognition = {
  /** From the corrections of reviewers in the newest cases; fields with the most corrections first. */
  fieldCurves: admin.output(z.array(fieldCurveSchema)),
};

export const ocrEngine = {
  get: admin.output(ocrEngineViewSchema),
  /** Takes the engine once it has proved that it works; otherwise nothing changes and the error says why. */
  choose: admin.input(z.object({ name: z.string().min(1).max(61) })).output(ocrEngineViewSchema),
  /** Looks at the model sets of the folder again, in the background. */
  checkAgain: admin.output(ocrEngineViewSchema),
};

export const dataSafety = {
  get: admin.output(dataSafetySchema),
  putBack: admin.input(quarantineId).output(putBackSchema),
  destroy: admin.input(destroySchema).output(dataSafetySchema),
  accept: admin.input(z.object({ code: z.string() })).output(dataSafetySchema),
};

export const status = {
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
};
