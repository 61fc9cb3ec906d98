/** Document types that IT staff teach by showing samples: what is stored, what recognition needs, what an administrator sees. */
import { z } from 'zod';
import { classificationSchema, textLineSchema } from './page.ts';

/** Ids of taught types begin so; they never clash with shipped ones. */
export const taughtPrefix = 'taught-';
export const taughtTypeIdSchema = z.string().regex(/^taught-[a-z0-9]{6,12}$/);

/** Fewer samples say too little about what varies, more only slow every page down. */
export const minSamples = 3;
export const maxSamples = 20;

export const taughtTypeSchema = z.object({
  id: taughtTypeIdSchema,
  /** What clerks call the paper. */
  name: z.string().trim().min(2).max(30),
  /** Words that stand as its title; a page is told by any of them. */
  titles: z.array(z.string().trim().min(2).max(40)).max(8),
  /** Printed words that all samples share. */
  words: z.array(z.string().min(2).max(30)).max(40),
  /** Only `live` types are recognised. */
  state: z.enum(['draft', 'live']),
  createdAt: z.string(),
  /** Account. */
  createdBy: z.string(),
});
export type TaughtType = z.infer<typeof taughtTypeSchema>;

export const taughtSampleSchema = z.object({
  id: z.uuid(),
  typeId: taughtTypeIdSchema,
  source: z.enum(['upload', 'case', 'correction']),
  addedAt: z.string(),
  addedBy: z.string(),
  classifierVersion: z.string(),
  /** What that classifier says, with its embedding and without taught types. */
  classification: classificationSchema,
  lines: z.array(textLineSchema),
});
export type TaughtSample = z.infer<typeof taughtSampleSchema>;

/** What recognition needs of a live type; plain data that crosses to the recognizer's process. */
export type TaughtPrototypes = {
  id: string;
  name: string;
  titles: readonly string[];
  words: readonly string[];
  /** One per sample that has one, of the classifier version in use. */
  embeddings: readonly (readonly number[])[];
  /** A page must be so like its nearest sample (dot product); null without embeddings. */
  minLook: number | null;
};

/** A type in the list of an administrator. */
export const taughtTypeSummarySchema = taughtTypeSchema
  .pick({ id: true, name: true, state: true, createdAt: true, createdBy: true })
  .extend({
    samples: z.number().int(),
    /** When the newest sample came; null without samples. */
    lastSampleAt: z.string().nullable(),
  });
export type TaughtTypeSummary = z.infer<typeof taughtTypeSummarySchema>;

/** What a type would be mistaken for, as measured on its own samples and on pages of recent cases. */
const taughtReportSchema = z.object({
  samples: z.number().int(),
  /** Share of samples that the others of the type would have recognised. */
  recall: z.number(),
  /** Samples that recognition would give to another type, most first; `similarity` is that of the likest pair of pages, if known. */
  mistakenFor: z.array(z.object({ documentType: z.string(), samples: z.number().int(), similarity: z.number().nullable() })),
  /** Recognised pages of recent cases that the type would take, by what they are now. */
  takes: z.array(z.object({ documentType: z.string(), pages: z.number().int() })),
  pagesLookedAt: z.number().int(),
  /** Why it may not go live; empty when it may. */
  obstacles: z.array(z.enum(['too-few-samples', 'low-recall', 'too-similar', 'takes-others', 'no-signs'])),
});
export type TaughtReport = z.infer<typeof taughtReportSchema>;

export const taughtTypeViewSchema = taughtTypeSchema.extend({
  samples: z.array(
    taughtSampleSchema
      .pick({ id: true, source: true, addedAt: true, addedBy: true })
      .extend({ documentType: z.string(), confidence: z.number() }),
  ),
  /** Titles that the samples share and the type does not list yet. */
  suggestedTitles: z.array(z.string()),
  report: taughtReportSchema,
});
export type TaughtTypeView = z.infer<typeof taughtTypeViewSchema>;

/** A page of a recent case that no type claims: it may be picked as a sample. */
export const sampleCandidateSchema = z.object({
  pageId: z.uuid(),
  caseId: z.uuid(),
  itemName: z.string(),
  receivedAt: z.string(),
  /** 1-based place in its case. */
  sheet: z.number().int(),
});
export type SampleCandidate = z.infer<typeof sampleCandidateSchema>;
