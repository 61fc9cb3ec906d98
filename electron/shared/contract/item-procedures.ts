/** Service items and document types of a hall, and what its papers say about it. */
import { z } from 'zod';
import { serviceItemSchema } from '../service-item.ts';
import { importProblemSchema, itemChangeSchema } from '../service-items/import-problem.ts';
import {
  sampleCandidateSchema,
  taughtTypeIdSchema,
  taughtTypeSchema,
  taughtTypeSummarySchema,
  taughtTypeViewSchema,
} from '../taught-type.ts';
import { admin } from './roles.ts';

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

const taughtTypeId = z.object({ id: taughtTypeIdSchema });

export const serviceItems = {
  list: admin.output(z.array(catalogueEntrySchema)),
  /** Reads the file, checks all of it and tells what would change; nothing is stored. */
  preview: admin.input(itemImportSchema).output(importPreviewSchema),
  /** Refused as a whole while the preview has a problem. */
  import: admin.input(itemImportSchema).output(z.array(catalogueEntrySchema)),
  edit: admin.input(itemEditSchema).output(z.array(catalogueEntrySchema)),
  setActive: admin.input(z.object({ code: z.string(), active: z.boolean() })).output(z.array(catalogueEntrySchema)),
  /** The JSON file, with the mapping of the item. */
  export: admin.input(z.object({ code: z.string() })).output(z.object({ fileName: z.string(), text: z.string() })),
};

/** Document types taught by samples. Files go to `POST /sample/<type id>/files`, images are at `/sample/<sample id>/<rendition>`. */
export const taughtTypes = {
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
};

export const hall = { get: admin.output(hallSchema), save: admin.input(hallSchema).output(hallSchema) };
