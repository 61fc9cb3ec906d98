/** The shipped page classifier on pages no training has seen: the file is the evaluated one, types are told, noise is refused, a broken file falls back. */
import { expect, test } from 'vitest';
import { createFusedClassifier } from '../../models/classifier/fused-classifier.ts';
import { embeddingLength } from '../../models/classifier/model-labels.ts';
import { openClassifier, openNetwork } from '../../models/classifier/open-classifier.ts';
import { decodeImage } from '../../models/image/decode.ts';
import type { PixelImage } from '../../models/image/pixel-image.ts';
import { modelFiles, verifyModels } from '../../models/manifest.ts';
import { drawThumbnail, printForThumbnails } from '../../models/synthesis/draw-thumbnail.ts';
import { createRandom } from '../../models/synthesis/random.ts';
import { openSheetPrinter } from '../../models/synthesis/sheet-printer.ts';
import { layouts } from '../../models/synthesis/templates/index.ts';
import type { Preparation, TextLine } from '#shared/page.ts';

const file = modelFiles.filter(({ id }) => id === 'page-classifier');
const preparationOf = ({ widthPx, heightPx }: PixelImage): Preparation => ({
  widthPx,
  heightPx,
  dpi: null,
  rotationCw: 0,
  skewDegrees: 0,
  blank: false,
  inkCoverage: 0.1,
  qualityProblems: [],
  seals: [],
});

/** Lines as printed, below each other; the printed heights make headlines. */
function linesOf(printed: readonly { text: string; heightMm: number }[]): TextLine[] {
  let y = 0;
  return printed.map(({ text, heightMm }) => {
    const height = Math.round(heightMm * 6);
    const width = text.length * height;
    y += height * 2;
    return {
      text,
      confidence: 0.97,
      quad: [
        [20, y],
        [20 + width, y],
        [20 + width, y + height],
        [20, y + height],
      ],
    };
  });
}

test('the shipped file is the one that was evaluated, and small', async () => {
  expect(file).toHaveLength(1);
  await expect(verifyModels(file)).resolves.toBeUndefined();
  expect(file[0]!.bytes).toBeLessThanOrEqual(10_000_000);
});

test('tells hold-out layouts apart, with reasons and an embedding', async () => {
  const network = await openNetwork();
  const classifier = createFusedClassifier(network, 'test');
  const printer = await openSheetPrinter(700);
  for (const id of ['licence-2015-branch', 'id-card-portrait-close', 'lease-three-pages', 'graduation-b5', 'official-reply']) {
    const layout = layouts.find((candidate) => candidate.id === id)!;
    const print = await printForThumbnails(printer, layout, 'classifier test', 1, 'holdout');
    const { jpeg, label } = await drawThumbnail(print, 320, createRandom(id), (look) => ({ ...look, turnCw: 0 }));
    const image = await decodeImage(jpeg);
    const lines = linesOf(print.print.lines.map(({ text, box }) => ({ text, heightMm: box[3] })));
    const answer = await classifier.classify({ image, preparation: preparationOf(image), lines });
    expect(answer.documentType, id).toBe(label.documentType);
    expect(answer.evidence[0]?.code, id).toMatch(/^(title|label|pattern|continuation|look)$/);
    expect(Math.hypot(...answer.embedding!)).toBeCloseTo(1, 2);
    expect(answer.embedding).toHaveLength(embeddingLength);
  }
  await printer.close();
  await network.close();
});

test('noise is no material and never accepted', async () => {
  const { classifier, network } = await openClassifier(() => expect.unreachable());
  const random = createRandom('noise');
  const noise: PixelImage = {
    widthPx: 400,
    heightPx: 300,
    channels: 3,
    data: Uint8Array.from({ length: 360_000 }, () => random.integer(0, 255)),
  };
  const answer = await classifier.classify({ image: noise, preparation: preparationOf(noise), lines: [] });
  expect(['other', 'not-a-document', 'blank']).toContain(answer.documentType);
  await network!.close();
});

test('without its model pages are told by their text, and the reason is reported', async () => {
  const codes: string[] = [];
  const changed = (id: string) => modelFiles.map((entry) => (entry.id === id ? { ...entry, sha256: '0'.repeat(64) } : entry));
  const missing = await openClassifier(({ code }) => codes.push(code), []);
  const unlabelled = await openClassifier(({ code }) => codes.push(code), file);
  const broken = await openClassifier(({ code }) => codes.push(code), changed('page-classifier'));
  await openClassifier(({ code }) => codes.push(code), changed('page-classifier-labels'));
  expect(codes).toEqual(['recognizer.model-missing', 'recognizer.model-missing', 'recognizer.model-mismatch', 'recognizer.model-mismatch']);
  expect([missing.network, unlabelled.network, broken.network]).toEqual([null, null, null]);
  expect(broken.classifier.version).toMatch(/^evidence-/);
});
