/** Card pages as blur and glare leave them: printed labels gone, values still read. Measures what the fixed places of a card give then. */
import { findDocumentType } from '#shared/document-types/index.ts';
import type { Quad, TextLine } from '#shared/page.ts';
import { extractFields } from '../../electron/pipeline/extract.ts';
import { extractInputOf, sameFieldValue } from './field-figures.ts';
import type { FieldPage } from './field-pages.ts';

export type LostLabelFigures = { fields: number; right: number; rightWithoutPlaces: number; accepted: number; acceptedWrong: number };

/** The line without its first characters; where they end is estimated, as extraction does. */
function withoutStart(line: TextLine, characters: number): TextLine | null {
  const all = [...line.text];
  if (characters >= all.length) return null;
  const width = (char: string): number => (/[\u0020-\u007e]/.test(char) ? 0.55 : 1);
  const whole = all.reduce((sum, char) => sum + width(char), 0);
  const share = all.slice(0, characters).reduce((sum, char) => sum + width(char), 0) / whole;
  const [a, b, c, d] = line.quad;
  const between = (from: Quad[0], to: Quad[0]): Quad[0] => [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  return {
    ...line,
    text: all.slice(characters).join(''),
    quad: [between(a, b), b, c, between(d, c)],
    ...(line.characterConfidences ? { characterConfidences: line.characterConfidences.slice(characters) } : {}),
  };
}

/** Every label but one is lost; on sheets with both sides a face has to show itself by a label. */
function withoutLabels(page: FieldPage): readonly TextLine[] {
  const type = findDocumentType(page.documentType);
  const labels = [...new Set(type?.fields.flatMap((field) => field.labels) ?? [])].toSorted((a, b) => b.length - a.length);
  const kept = new Set<string>();
  return page.recognition.lines.flatMap((line): TextLine[] => {
    const label = labels.find((one) => line.text.startsWith(one));
    const sides = type?.fields.find((field) => label && field.labels.includes(label))?.sides.join() ?? '';
    if (!label) return [line];
    if (page.side === 'both' && !kept.has(sides)) {
      kept.add(sides);
      return [line];
    }
    const rest = withoutStart(line, label.length);
    return rest ? [rest] : [];
  });
}

/** Null where there are no cards with fixed places among the pages. */
export function measureLostLabels(pages: readonly FieldPage[]): LostLabelFigures | null {
  const figures: LostLabelFigures = { fields: 0, right: 0, rightWithoutPlaces: 0, accepted: 0, acceptedWrong: 0 };
  for (const page of pages) {
    const type = findDocumentType(page.documentType);
    if (!type || type.faces.length === 0) continue;
    const input = { ...extractInputOf({ ...page, recognition: { ...page.recognition, lines: [...withoutLabels(page)] } }) };
    // Checks of lines are numbered as the page was read.
    delete input.lineChecks;
    const [fields, plain] = [extractFields(input), extractFields({ ...input, type: { ...type, faces: [] } })];
    for (const { key, value } of page.truth.fields.filter((field) => type.faces.some(({ zones }) => field.key in zones))) {
      const found = fields.find((field) => field.key === key);
      const right = found !== undefined && sameFieldValue(key, value, found.value);
      const before = plain.find((field) => field.key === key);
      figures.fields += 1;
      figures.right += right ? 1 : 0;
      figures.rightWithoutPlaces += before && sameFieldValue(key, value, before.value) ? 1 : 0;
      figures.accepted += found?.status === 'accepted' ? 1 : 0;
      figures.acceptedWrong += found?.status === 'accepted' && !right ? 1 : 0;
    }
  }
  return figures.fields === 0 ? null : figures;
}
