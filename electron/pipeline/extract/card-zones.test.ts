/** Fixed places of a card: what they give where labels are lost, wherever and however the card lies, and that a person sees it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectPoint, rectangleToQuad } from '../../../models/image/projection.ts';
import { documentTypes } from '#shared/document-types/index.ts';
import type { Field, Preparation, Quad, Side, TextLine } from '#shared/page.ts';
import { extractFields } from '../extract.ts';
import { plainPreparation } from '../../../tests/fixtures/plain-preparation.ts';

const page = plainPreparation(1654, 2339);
const [cardWidth, cardHeight] = [85.6, 54];
/** A card of natural size at 200 dpi. */
const flat: Quad = [
  [300, 400],
  [974, 400],
  [974, 825],
  [300, 825],
];

/** Text whose first character starts at a place of the card in mm, 3 mm high. */
function onCard(quad: Quad, text: string, xMm: number, yMm: number): TextLine {
  const toPage = rectangleToQuad(cardWidth, cardHeight, quad);
  const width = [...text].reduce((sum, char) => sum + (char.charCodeAt(0) < 128 ? 1.65 : 3), 0);
  const corner = (x: number, y: number) => projectPoint(toPage, [x, y]);
  return {
    text,
    confidence: 0.99,
    quad: [corner(xMm, yMm), corner(xMm + width, yMm), corner(xMm + width, yMm + 3), corner(xMm, yMm + 3)],
  };
}

/** The portrait side; blur has taken all labels but one. */
const portrait = (quad: Quad): TextLine[] => [
  onCard(quad, '覃小棠', 16, 6.5),
  onCard(quad, '女', 16, 14),
  onCard(quad, '民族', 24, 14),
  onCard(quad, '壮', 33, 14),
  onCard(quad, '1990年3月7日', 16, 20.5),
  onCard(quad, '广西南宁市青秀区样例路', 16, 27.5),
  onCard(quad, '12号3栋502号房', 16, 32),
  onCard(quad, '450103199003070020', 29, 46),
];

function read(lines: readonly TextLine[], preparation: Partial<Preparation>, side: Side | null = 'portrait'): Record<string, Field> {
  const fields = extractFields({ documentType: 'id-card', side, lines, preparation: { ...page, ...preparation }, today: '2026-11-20' });
  return Object.fromEntries(fields.map((field) => [field.key, field]));
}

test('without labels the place of the card gives the address, for a person to see; the number proves itself', () => {
  const fields = read(portrait(flat), { cards: [{ quad: flat, confidence: 0.9 }] });
  expect(fields['name']).toMatchObject({ value: '覃小棠' });
  expect(fields['address']).toMatchObject({
    value: '广西南宁市青秀区样例路12号3栋502号房',
    status: 'review',
    problems: [{ code: 'field.from-zone' }],
  });
  expect(fields['ethnicity']).toMatchObject({ value: '壮', problems: [] });
  expect(fields['idNumber']).toMatchObject({ value: '450103199003070020', problems: [] });
});

test('half of a short label at the start of a line is no label where the whole of it was read', () => {
  const lines = [
    onCard(flat, '姓名', 5, 6.5),
    onCard(flat, '覃小棠', 16, 6.5),
    onCard(flat, '住址', 5, 27.5),
    onCard(flat, '广西南宁市青秀区样例路9号御', 16, 27.5),
    onCard(flat, '景名都3栋502号房', 16, 31.5),
    onCard(flat, '450103199003070020', 29, 46),
  ];
  expect(read(lines, {})['address']?.value).toBe('广西南宁市青秀区样例路9号御景名都3栋502号房');
});

test('without a card on the page there are no places: nothing is guessed', () => {
  expect(read(portrait(flat), {})['address']?.value ?? '').toBe('');
});

test('a page cut to the card is the card; a sheet of the same proportions is not', () => {
  const whole: Quad = [
    [0, 0],
    [674, 0],
    [674, 425],
    [0, 425],
  ];
  const size = { widthPx: 674, heightPx: 425 };
  expect(read(portrait(whole), size)['address']?.value).toBe('广西南宁市青秀区样例路12号3栋502号房');
  expect(read(portrait(whole), { ...size, dpi: 60 })['address']?.value ?? '').toBe('');
});

test('of two faces the one whose label was read is taken; where none was, nothing is', () => {
  const both = { cards: [{ quad: flat, confidence: 0.9 }] };
  const unlabelled = portrait(flat).filter(({ text }) => text !== '民族');
  expect(read(portrait(flat), both, 'both')['address']?.value).toContain('样例路');
  expect(read(unlabelled, both, 'both')['address']?.value ?? '').toBe('');
});

test('what is read does not depend on where the card lies, how large it is and how it is tilted', () =>
  fc.assert(
    fc.property(
      fc.double({ min: 0.8, max: 1.6, noNaN: true }),
      fc.double({ min: -0.04, max: 0.04, noNaN: true }),
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 1500 }),
      (scale, tilt, x, y) => {
        const quad = flat.map(([px, py]) => {
          const [dx, dy] = [(px - 300) * scale, (py - 400) * scale];
          return [x + dx * Math.cos(tilt) - dy * Math.sin(tilt), y + dx * Math.sin(tilt) + dy * Math.cos(tilt)];
        }) as Quad;
        const fields = read(portrait(quad), { cards: [{ quad, confidence: 0.9 }] });
        expect(fields['name']?.value).toBe('覃小棠');
        expect(fields['address']?.value).toBe('广西南宁市青秀区样例路12号3栋502号房');
      },
    ),
    { numRuns: 60 },
  ));

test.each(documentTypes.flatMap((type) => type.faces.map((face) => [`${type.id} ${face.side ?? ''}`, type, face] as const)))(
  'the places of %s belong to fields and lie on the card, none over another line',
  (_name, type, { zones }) => {
    for (const [key, [left, top, right, bottom]] of Object.entries(zones)) {
      expect(type.fields.map((field) => field.key)).toContain(key);
      expect(left < right && top < bottom).toBe(true);
      for (const [other, [x0, y0, x1, y1]] of Object.entries(zones)) {
        const same = [x0, y0, x1, y1].join() === [left, top, right, bottom].join();
        const apart = x0 >= right || x1 <= left || y0 >= bottom || y1 <= top;
        expect(same || apart, `${key} and ${other}`).toBe(true);
      }
    }
  },
);
