/** Reads a drawn page with the parts of the product: preparation, PP-OCR, second opinion on numbers, classifier; fields are left to the bench. */
import { availableParallelism } from 'node:os';
import type { Recognition } from '#shared/page.ts';
import { recognizePage } from '../../electron/pipeline/pipeline.ts';
import type { PipelineParts } from '../../electron/pipeline/pipeline.ts';
import { createEvidenceClassifier } from '../../models/classifier/evidence.ts';
import { checkLines } from '../../models/image/check-lines.ts';
import { findTickBoxes } from '../../models/image/tick-boxes.ts';
import { readCodes } from '../../models/codes/read-codes.ts';
import { createDigitReader } from '../../models/ocr/digit-reader.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { createSecondOpinion } from '../../models/ocr/second-opinion.ts';

export type FieldReader = { read(bytes: Uint8Array, dpi: number | null): Promise<Omit<Recognition, 'fields'>>; close(): Promise<void> };

/** As serve-recognizer.ts sets a child up. */
export async function openFieldReader(): Promise<FieldReader> {
  const threads = Number(process.env['INTAKE_OCR_THREADS'] ?? Math.min(4, availableParallelism()));
  const ppOcr = await createPpOcrEngine({ threads });
  const digits = createDigitReader();
  const parts: PipelineParts = {
    finder: ppOcr,
    ocr: ppOcr,
    secondOpinion: createSecondOpinion(digits),
    classifier: createEvidenceClassifier(),
    findTickBoxes,
    checkLines,
    readCodes: (image) => readCodes(image, { only: ['qr'], thorough: true }),
    extractFields: () => [],
  };
  return {
    async read(bytes, dpi) {
      const { preparation, lines, classification, codes, tickBoxes, lineChecks, timing, models } = await recognizePage(parts, bytes, {
        dpi,
      });
      return {
        preparation,
        lines,
        classification,
        ...(codes ? { codes } : {}),
        ...(tickBoxes ? { tickBoxes } : {}),
        ...(lineChecks ? { lineChecks } : {}),
        timing,
        models,
      };
    },
    close: () => digits.close(),
  };
}
