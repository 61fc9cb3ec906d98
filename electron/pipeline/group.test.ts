/** From pages to documents in their lines: the demo stack, card sides, later pages, holders, duplicates, a person's decisions. */
import { expect, test } from 'vitest';
import type { Case, Document, Page } from '#shared/case.ts';
import { checkChecklist, fillForm } from '#shared/checklist/check-checklist.ts';
import type { Field, Side, TextLine } from '#shared/page.ts';
import { individualBusinessRegistration as item } from '#shared/service-items/individual-business-registration.ts';
import { createEvidenceClassifier } from '../../models/classifier/evidence.ts';
import { readLineFixture } from '../../tests/fixtures/lines/read-line-fixture.ts';
import { extractFields } from './extract.ts';
import type { GroupPage } from './group/group-page.ts';
import { groupPages } from './group.ts';

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const idsFrom = (first: number) => {
  let next = first;
  return () => uuid(next++);
};

type Sketch = {
  type: string;
  side?: Side;
  continuation?: boolean;
  values?: Record<string, string>;
  sha256?: string;
  blank?: boolean;
  lines?: string[];
};

function groupPage(index: number, { type, side, continuation, values = {}, sha256, blank, lines }: Sketch): GroupPage {
  const page: Page = {
    id: uuid(index),
    index,
    source: { kind: 'scanner', deviceName: null, jobId: null, side: 'unknown' },
    sha256: sha256 ?? `hash-${index}`,
    bytes: 1,
    mimeType: 'image/jpeg',
    widthPx: 10,
    heightPx: 10,
    dpi: 200,
    receivedAt: '2026-11-20T01:00:00.000Z',
    state: 'recognized',
    errorCode: null,
    preparation: {
      widthPx: 10,
      heightPx: 10,
      dpi: 200,
      rotationCw: 0,
      skewDegrees: 0,
      blank: blank ?? false,
      inkCoverage: 0.1,
      qualityProblems: [],
      seals: [],
    },
    classification: {
      documentType: type,
      side: side ?? null,
      confidence: 0.9,
      title: null,
      evidence: [],
      alternatives: [],
      continuation: continuation ?? false,
    },
  };
  const fields = Object.entries(values).map(([key, value]): Field => ({
    key,
    value,
    raw: value,
    confidence: 0.99,
    status: 'accepted',
    problems: [],
    box: [0, 0, 1, 1],
  }));
  return { page, fields, ...(lines ? { lines: lines.map(lineAt) } : {}) };
}

/** Lines evenly down the page, the last one in its foot. */
function lineAt(text: string, index: number, all: readonly string[]): TextLine {
  const middle = 9.5 - (8 * (all.length - 1 - index)) / Math.max(1, all.length - 1);
  const [top, bottom] = [middle - 0.1, middle + 0.1];
  const quad: TextLine['quad'] = [[1, top], [9, top], [9, bottom], [1, bottom]]; // prettier-ignore
  return { text, confidence: 0.99, quad };
}

const answers = { hasAgent: true, lessorIsCompany: false, listedTrade: false };

let nextGroup = 9;

function group(sketches: readonly Sketch[], previous: readonly Document[] = [], given: Case['answers'] = answers): Document[] {
  return groupPages({
    pages: sketches.map((sketch, index) => groupPage(index, sketch)),
    item,
    answers: given,
    previous,
    newId: idsFrom(100 * nextGroup++),
  });
}

const places = (documents: readonly Document[]) =>
  documents.map(({ documentType, slotId, pageIds }) => [documentType, slotId, pageIds.map((id) => Number(id.slice(-3)))]);

const operator = { name: '黄玉梅', idNumber: '450105197803185807', birthDate: '1978-03-18' };
const agent = { name: '农春梅', idNumber: '450203197604072589', birthDate: '1976-04-07' };
const poa = { principalName: operator.name, principalIdNumber: operator.idNumber, agentName: agent.name, agentIdNumber: agent.idNumber };

test('the demo stack: every paper in its line, the flyer in none, blank backs forgotten', async () => {
  const names = [
    '01-lease-contract-page-1',
    '02-lease-contract-page-2',
    '02-lease-contract-page-2-back',
    '03-id-card-operator',
    '04-promotion-flyer',
  ];
  names.push('05-power-of-attorney', '06-application-form', '06-application-form-back', '07-lessor-business-licence', '08-id-card-agent');
  const classifier = createEvidenceClassifier();
  const image = { widthPx: 1, heightPx: 1, channels: 1 as const, data: new Uint8Array(1) };
  const pages = await Promise.all(
    names.map(async (name, index) => {
      const { lines, preparation } = readLineFixture(name);
      const classification = await classifier.classify({ image, preparation, lines });
      const { documentType, side } = classification;
      const fields = extractFields({
        documentType,
        side,
        lines,
        preparation,
        formLabels: item.applicationForm?.labels ?? {},
        today: '2026-11-20',
      });
      const { page } = groupPage(index, { type: documentType });
      return { page: { ...page, preparation, classification }, fields, lines };
    }),
  );
  const situation = { hasAgent: true, lessorIsCompany: true, listedTrade: false };
  const documents = groupPages({ pages, item, answers: situation, previous: [], newId: idsFrom(900) });
  expect(places(documents)).toEqual([
    ['lease-contract', 'premises', [0, 1]],
    ['id-card', 'operator-id', [3]],
    ['other', null, [4]],
    ['power-of-attorney', 'authorization', [5]],
    ['application-form', 'application', [6]],
    ['business-licence', 'lessor-licence', [8]],
    ['id-card', 'agent-id', [9]],
  ]);
  const open = {
    answers: situation,
    pages: pages.map(({ page }) => page),
    documents,
    form: {},
    createdAt: '2026-11-20T01:00:00.000Z',
  } as unknown as Case;
  const filled = { ...open, form: fillForm(item, open) };
  const checklist = checkChecklist(item, filled);
  expect(checklist).toMatchObject({ complete: true, missingFormKeys: [], crossFindings: [], duplicateDocumentIds: [] });
  expect(checklist.extraDocumentIds).toHaveLength(1);
  expect(checklist.blankPageIds).toEqual([uuid(2), uuid(7)]);
  expect(filled.form.operatorIdNumber).toMatchObject({ value: operator.idNumber, source: 'paper' });
});

test('card sides on separate pages find each other, also over a blank back', () => {
  const documents = group([
    { type: 'id-card', side: 'portrait', values: operator },
    { type: 'blank', blank: true },
    { type: 'id-card', side: 'emblem', values: { validFrom: '2020-01-05', validTo: '2040-01-05' } },
  ]);
  expect(places(documents)).toEqual([['id-card', 'operator-id', [0, 2]]]);
  expect(documents[0]?.fields.map(({ key, pageId }) => [key, pageId])).toContainEqual(['validFrom', uuid(2)]);
});

test('two cards, four pages: each emblem side goes to the portrait before it', () => {
  const documents = group([
    { type: 'power-of-attorney', values: poa },
    { type: 'id-card', side: 'portrait', values: agent },
    { type: 'id-card', side: 'emblem' },
    { type: 'id-card', side: 'portrait', values: operator },
    { type: 'id-card', side: 'emblem' },
  ]);
  expect(places(documents)).toEqual([
    ['power-of-attorney', 'authorization', [0]],
    ['id-card', 'agent-id', [1, 2]],
    ['id-card', 'operator-id', [3, 4]],
  ]);
});

test('the period of validity decides between two possible owners of an emblem side', () => {
  const child = { name: '韦小河', idNumber: '450103201201010010', birthDate: '2012-01-01' };
  const documents = group([
    { type: 'id-card', side: 'portrait', values: operator },
    { type: 'id-card', side: 'emblem', values: { validFrom: '2020-06-01', validTo: '2025-06-01' } },
    { type: 'id-card', side: 'portrait', values: child },
  ]);
  expect(places(documents).map(([, , pages]) => pages)).toEqual([[0], [2, 1]]);
});

test('a page without a title joins its contract, also when it comes first or looks like another contract', () => {
  expect(places(group([{ type: 'lease-contract' }, { type: 'contract', continuation: true }]))).toEqual([
    ['lease-contract', 'premises', [0, 1]],
  ]);
  expect(places(group([{ type: 'lease-contract', continuation: true }, { type: 'lease-contract' }]))).toEqual([
    ['lease-contract', 'premises', [1, 0]],
  ]);
  expect(
    places(
      group([
        { type: 'power-of-attorney', values: poa },
        { type: 'lease-contract', continuation: true },
      ]),
    ),
  ).toEqual([
    ['power-of-attorney', 'authorization', [0]],
    ['lease-contract', 'premises', [1]],
  ]);
});

test('a value that only the second page has is kept with its page', () => {
  const [document] = group([
    { type: 'lease-contract', values: { lesseeName: operator.name, signedDate: '' } },
    { type: 'lease-contract', continuation: true, values: { lesseeName: '', signedDate: '2026-10-25' } },
  ]);
  expect(document?.fields.map(({ key, value, pageId }) => [key, value, pageId])).toEqual([
    ['lesseeName', operator.name, uuid(0)],
    ['signedDate', '2026-10-25', uuid(1)],
  ]);
});

test('a card goes to the line of its holder, even with a misread character; a stranger goes to none', () => {
  const cards = group([
    { type: 'id-card', side: 'both', values: { ...agent, name: '农春海' } },
    { type: 'id-card', side: 'both', values: operator },
    { type: 'power-of-attorney', values: poa },
    { type: 'id-card', side: 'both', values: { name: '陆大江', idNumber: '450102198506010010' } },
  ]);
  expect(cards.map(({ slotId }) => slotId)).toEqual(['agent-id', 'operator-id', 'authorization', null]);
});

test('without an agent there is no line for a power of attorney', () => {
  const documents = group([{ type: 'power-of-attorney', values: poa }], [], { ...answers, hasAgent: false });
  expect(documents[0]?.slotId).toBeNull();
});

test('the same card twice: the fuller reading counts, the other is its duplicate', () => {
  const documents = group([
    { type: 'id-card', side: 'portrait', values: operator },
    { type: 'application-form' },
    { type: 'lease-contract' },
    { type: 'id-card', side: 'both', values: { ...operator, validTo: '长期' } },
  ]);
  const [copy, , , card] = documents;
  expect(card).toMatchObject({ slotId: 'operator-id', duplicateOf: null });
  expect(copy).toMatchObject({ slotId: null, duplicateOf: card?.id });
});

test('the same bytes, or the same text, are a duplicate; another contract is not', () => {
  const text = (name: string) => [
    '租赁合同',
    `甲方：${name}`,
    '第一条',
    '第二条',
    '第三条',
    '第四条',
    '第五条',
    '第六条',
    '第七条',
    '第八条',
  ];
  const others = ['购销合同', '卖方', '买方', '货物', '价款', '交付', '验收', '违约'];
  const isDuplicate = (sketches: readonly Sketch[]): boolean => {
    const [first, second] = group(sketches);
    return second?.duplicateOf === first?.id;
  };
  expect(
    isDuplicate([
      { type: 'other', sha256: 'same' },
      { type: 'other', sha256: 'same' },
    ]),
  ).toBe(true);
  expect(
    isDuplicate([
      { type: 'contract', lines: text('甲') },
      { type: 'contract', lines: text('乙') },
    ]),
  ).toBe(true);
  expect(
    isDuplicate([
      { type: 'contract', lines: text('甲') },
      { type: 'contract', lines: others },
    ]),
  ).toBe(false);
});

test('a second document of a kind goes to no line', () => {
  const documents = group([
    { type: 'lease-contract', lines: ['一'] },
    { type: 'lease-contract', lines: ['二'] },
  ]);
  expect(documents.map(({ slotId }) => slotId)).toEqual(['premises', null]);
});

test('grouping again keeps ids, reviewed values and placings by a person', () => {
  const sketches: Sketch[] = [{ type: 'id-card', side: 'both', values: { ...operator, name: '黄王梅' } }, { type: 'other' }];
  const first = group(sketches);
  const reviewed = first.map((document, index): Document => {
    if (index === 1) return { ...document, slotId: 'premises', placedBy: 'person' };
    const fields = document.fields.map((field) =>
      field.key === 'name' ? { ...field, value: operator.name, reviewedBy: 'clerk', reviewedAt: '2026-11-20T02:00:00.000Z' } : field,
    );
    return { ...document, fields };
  });
  const again = group([...sketches, { type: 'lease-contract' }], reviewed);
  expect(again.map(({ id }) => id).slice(0, 2)).toEqual(first.map(({ id }) => id));
  expect(again[0]?.fields.find(({ key }) => key === 'name')).toMatchObject({
    value: operator.name,
    machineValue: '黄王梅',
    reviewedBy: 'clerk',
  });
  expect(again[1]).toMatchObject({ slotId: 'premises', placedBy: 'person' });
  // The line already holds what a person put there, of another type: the lease may stand beside it.
  expect(again[2]).toMatchObject({ documentType: 'lease-contract', slotId: 'premises' });
});

test('a person may have put a page into a document before it was read', () => {
  const placed: Document = {
    id: uuid(800),
    documentType: 'lease-contract',
    pageIds: [uuid(0)],
    slotId: 'premises',
    placedBy: 'person',
    duplicateOf: null,
    fields: [],
  };
  const [document] = group([{ type: 'lease-contract', values: { lesseeName: operator.name } }], [placed]);
  expect(document).toMatchObject({
    id: uuid(800),
    placedBy: 'person',
    fields: [{ key: 'lesseeName', value: operator.name, pageId: uuid(0) }],
  });
});
