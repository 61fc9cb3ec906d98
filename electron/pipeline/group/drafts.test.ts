/** Stacks of long papers: cut, put in order, brought home; repeats and separator sheets set apart; no page lost or doubled. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Page } from '#shared/case.ts';
import type { Classification, Quad } from '#shared/page.ts';
import type { Separator } from '#shared/separator.ts';
import { separatorType } from '#shared/separator.ts';
import { draftDocuments } from './drafts.ts';
import type { GroupPage } from './group-page.ts';

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const [widthPx, heightPx] = [1240, 1754];

type Sketch = {
  type?: string;
  texts?: readonly string[];
  title?: string;
  foot?: string;
  continuation?: boolean;
  side?: Classification['side'];
  separator?: Separator;
  fingerprint?: string;
  /** Lines that begin at the left edge, or run to the right one. */
  openStart?: boolean;
  openEnd?: boolean;
  size?: readonly [number, number];
};

function quadOf(row: number, text: string, { left = 150, height = 30 } = {}): Quad {
  const [top, right] = [150 + row * 50, Math.min(1090, left + text.length * 30)];
  return [
    [left, top],
    [right, top],
    [right, top + height],
    [left, top + height],
  ];
}

function linesOf({ texts = [], title, foot, openStart }: Sketch): NonNullable<GroupPage['lines']> {
  const head = title ? [{ text: title, quad: quadOf(0, title, { left: 450, height: 52 }) }] : [];
  const body = texts.map((text, index) => ({ text, quad: quadOf(index + 2, text, { left: index === 0 && !openStart ? 210 : 150 }) }));
  const bottom: Quad = [
    [560, 1660],
    [680, 1660],
    [680, 1685],
    [560, 1685],
  ];
  return [...head, ...body, ...(foot ? [{ text: foot, quad: bottom }] : [])].map((line) => ({ ...line, confidence: 0.97 }));
}

function pageOf(index: number, sketch: Sketch): GroupPage {
  const [width, height] = sketch.size ?? [widthPx, heightPx];
  const page: Page = {
    id: uuid(index),
    index,
    source: { kind: 'scanner', deviceName: null, jobId: null, side: 'unknown' },
    sha256: `hash-${index}`,
    bytes: 1,
    mimeType: 'image/jpeg',
    widthPx: width,
    heightPx: height,
    dpi: 150,
    receivedAt: '2026-11-20T01:00:00.000Z',
    state: 'recognized',
    errorCode: null,
    preparation: {
      widthPx: width,
      heightPx: height,
      dpi: 150,
      rotationCw: 0,
      skewDegrees: 0,
      blank: false,
      inkCoverage: 0.1,
      qualityProblems: [],
      seals: [],
      ...(sketch.separator ? { separator: sketch.separator } : {}),
      ...(sketch.fingerprint ? { fingerprint: sketch.fingerprint } : {}),
    },
    classification: {
      documentType: sketch.type ?? 'contract',
      side: sketch.side ?? null,
      confidence: 0.9,
      title: sketch.title ?? null,
      evidence: [],
      alternatives: [],
      continuation: sketch.continuation ?? false,
    },
  };
  return { page, fields: [], lines: linesOf(sketch) };
}

const draftsOf = (sketches: readonly Sketch[]) => draftDocuments(sketches.map((sketch, index) => pageOf(index, sketch)));
const placesOf = (sketches: readonly Sketch[]) => draftsOf(sketches).map(({ pages }) => pages.map(({ page }) => page.index));

/** Clauses from one number to another, as a page of a contract shows them. */
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六'];
const clauses = (from: number, to: number): string[] =>
  numerals.slice(from - 1, to).map((numeral) => `第${numeral}条 双方应当按照本合同的约定履行各自的义务。`);
const first = (title = '房屋租赁合同', to = 4): Sketch => ({ title, texts: clauses(1, to) });
const later = (from: number, to: number, change: Sketch = {}): Sketch => ({ texts: clauses(from, to), continuation: true, ...change });

test('three contracts in a row, one of them of a single page', () => {
  expect(placesOf([first(), later(5, 9), later(10, 12), first('购销合同', 8), first('劳动合同'), later(5, 8)])).toEqual([
    [0, 1, 2],
    [3],
    [4, 5],
  ]);
});

test('later pages that the classifier did not recognise are told by their printed numbers', () => {
  const texts = ['双方约定的其他事项', '由双方另行书面确认', '本页无其他内容'];
  expect(
    placesOf([
      { ...first(), foot: '第1页 共3页' },
      { type: 'other', texts, foot: '第2页 共3页' },
      { type: 'other', texts, foot: '第3页 共3页' },
      { type: 'other', texts: ['促销广告', '全场八折', '欢迎光临'] },
    ]),
  ).toEqual([[0, 1, 2], [3]]);
});

test('a stack laid in backwards, and pages that were mixed up', () => {
  expect(placesOf([later(10, 12), later(5, 9), first()])).toEqual([[2, 1, 0]]);
  const foot = (number: number) => ({ foot: `- ${number} -` });
  expect(placesOf([{ ...first(), ...foot(1) }, later(10, 12, foot(3)), later(5, 9, foot(2))])).toEqual([[0, 2, 1]]);
  const [moved] = draftsOf([later(10, 12), later(5, 9), first()]);
  expect(moved?.reasons).toContainEqual({ code: 'reordered', pageId: null, details: { by: 'clauses' } });
});

test('two contracts of one kind, laid in backwards one after the other, are not mixed', () => {
  const foot = (number: number, total: number) => ({ foot: `第${number}页 共${total}页` });
  const stack = [
    later(5, 8, foot(2, 2)),
    { ...first(), ...foot(1, 2) },
    later(9, 12, foot(3, 3)),
    later(5, 8, foot(2, 3)),
    { ...first(), ...foot(1, 3) },
  ];
  expect(placesOf(stack)).toEqual([
    [1, 0],
    [4, 3, 2],
  ]);
});

test('a page that strayed among other papers is brought home', () => {
  const licence: Sketch = { type: 'business-licence', title: '营业执照', texts: ['名称 某店', '类型 个体工商户', '经营场所 某路'] };
  expect(
    placesOf([{ ...first(), foot: '第1页 共3页' }, later(5, 8, { foot: '第2页 共3页' }), licence, later(9, 12, { foot: '第3页 共3页' })]),
  ).toEqual([[0, 1, 3], [2]]);
});

test('an unfinished sentence goes on overleaf', () => {
  const long = '甲方应当在本合同签订之日起三十日内将本合同所称房屋交付乙方使用并保证其';
  const texts = [long, long, long, long];
  const sketches: Sketch[] = [
    { type: 'official-letter', title: '关于场地使用的函', texts },
    { type: 'official-letter', texts, openStart: true },
  ];
  expect(placesOf(sketches)).toEqual([[0, 1]]);
  expect(draftsOf(sketches)[0]?.reasons.at(-1)).toEqual({ code: 'open-sentence', pageId: uuid(1) });
  const closed = texts.map((text) => `${text.slice(0, 20)}。`);
  const apart = [
    { ...sketches[0]!, texts: closed },
    { type: 'official-letter', texts: closed },
  ];
  expect(placesOf(apart)).toEqual([[0], [1]]);
});

test('another size of paper speaks against a page', () => {
  const untold: Sketch = { type: 'other', texts: ['第五条 其他', '双方另行约定', '以书面为准', '第六条 附则'] };
  expect(placesOf([first(), untold])).toEqual([[0, 1]]);
  expect(placesOf([first(), { ...untold, size: [1754, 1240] }])).toEqual([[0], [1]]);
});

test('members join the register they follow, a second register begins anew', () => {
  const home: Sketch = { type: 'household-register', side: 'home', title: '居民户口簿', texts: ['户别', '户主姓名', '住址'] };
  const member: Sketch = {
    type: 'household-register',
    side: 'member',
    title: '常住人口登记卡',
    texts: ['姓名', '户主或与户主关系', '公民身份号码'],
  };
  expect(placesOf([home, member, member, home, member])).toEqual([
    [0, 1, 2],
    [3, 4],
  ]);
});

test('a page scanned twice stands beside its document; like pages of two contracts stay where they are', () => {
  const look = (digit: string): string => digit.repeat(64);
  const twice: Sketch[] = [
    { ...first(), fingerprint: look('1') },
    later(5, 9, { fingerprint: look('2') }),
    later(5, 9, { fingerprint: look('2') }),
    later(10, 12, { fingerprint: look('3') }),
  ];
  expect(placesOf(twice)).toEqual([[0, 1, 3], [2]]);
  const [same, alike] = [later(5, 9, { fingerprint: look('2') }), { ...first(), fingerprint: look('1') }];
  expect(placesOf([alike, same, { ...alike, fingerprint: look('8') }, same])).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test('separator sheets cut, name a line, and belong to no document', () => {
  const sheet = (materialId: string | null): Sketch => ({
    type: separatorType,
    separator: { patchT: true, itemCode: materialId ? 'item-1' : null, materialId },
  });
  const drafts = draftsOf([first(), sheet(null), later(5, 8), sheet('premises'), first(), later(5, 9)]);
  expect(drafts.map(({ pages, namedMaterial }) => [pages.map(({ page }) => page.index), namedMaterial])).toEqual([
    [[0], null],
    [[2], null],
    [[4, 5], { itemCode: 'item-1', materialId: 'premises' }],
  ]);
  expect(drafts[1]?.reasons[0]).toEqual({ code: 'after-separator', pageId: null });
});

test('a Patch T on a page of text begins a document and stays in it', () => {
  const marked: Sketch = { ...later(5, 8), separator: { patchT: true, itemCode: null, materialId: null } };
  expect(placesOf([first(), marked])).toEqual([[0], [1]]);
});

test('whatever is scanned, every page is in exactly one document', () => {
  const sketch = fc.record({
    type: fc.constantFrom('contract', 'lease-contract', 'other', 'id-card', 'business-licence', 'household-register'),
    side: fc.constantFrom('portrait' as const, 'emblem' as const, 'member' as const, null),
    continuation: fc.boolean(),
    foot: fc.constantFrom('第1页 共2页', '第2页 共2页', '- 3 -', ''),
    texts: fc.constantFrom(clauses(1, 4), clauses(3, 7), ['一张收据', '合计金额', '经手人'], []),
    fingerprint: fc.constantFrom('1'.repeat(64), '8'.repeat(64)),
  });
  fc.assert(
    fc.property(fc.array(sketch, { maxLength: 10 }), (sketches) => {
      expect(
        placesOf(sketches)
          .flat()
          .toSorted((a, b) => a - b),
      ).toEqual(sketches.map((_, index) => index));
    }),
    { numRuns: 60 },
  );
});
