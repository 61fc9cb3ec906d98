/** Taught types: met by title, by look, by words; shipped types keep their pages; limits follow the samples. */
import { expect, test } from 'vitest';
import type { Classification, TextLine } from '#shared/page.ts';
import type { TaughtPrototypes } from '#shared/taught-type.ts';
import { applyTaughtTypes, lookLimit, matchTaughtTypes, nearestLook } from './prototypes.ts';

/** A unit vector near axis `axis`: the test's own embedding of looks. */
function look(axis: number, spread: number): number[] {
  const vector = Array.from({ length: 8 }, (_, index) => (index === axis ? 1 : index === (axis + 1) % 8 ? spread : 0));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function line(text: string, row: number, height = 30): TextLine {
  const [top, right] = [100 + row * 60, 200 + text.length * height];
  return {
    text,
    confidence: 0.98,
    quad: [
      [200, top],
      [right, top],
      [right, top + height],
      [200, top + height],
    ],
  };
}
const page = (title: string, ...rows: string[]): TextLine[] => [line(title, 0, 56), ...rows.map((text, index) => line(text, index + 2))];

const base = (change: Partial<Classification> = {}): Classification => ({
  documentType: 'other',
  side: null,
  confidence: 0.7,
  title: null,
  evidence: [],
  alternatives: [],
  continuation: false,
  ...change,
});

const fire: TaughtPrototypes = {
  id: 'taught-fire01',
  name: '消防安全检查合格证',
  titles: ['公众聚集场所投入使用营业前消防安全检查合格证'],
  words: ['场所名称', '使用性质', '消防安全责任人', '检查结论'],
  embeddings: [look(0, 0), look(0, 0.2), look(0, 0.35)],
  minLook: 0.85,
};
const fireRows = ['场所名称：南湖茶楼', '地址：民族大道8号', '使用性质：餐饮', '消防安全责任人：韦某', '检查结论：合格'];

test('title and words make the type; the shipped answer stays as an alternative', () => {
  const found = applyTaughtTypes(base({ embedding: look(0, 0.1) }), page(fire.titles[0]!, ...fireRows), [fire]);
  expect(found).toMatchObject({ documentType: 'taught-fire01', side: null, continuation: false });
  expect(found.confidence).toBeGreaterThan(0.9);
  expect(found.title).toBe(fire.titles[0]);
  expect(found.evidence.map(({ code }) => code)).toEqual(['title', 'samples-look', 'samples-words']);
  expect(found.alternatives[0]?.documentType).toBe('other');
});

test('without embeddings title and words still work, also with a misread character', () => {
  const read = page('公众聚集场所投入使用营业前消防安全俭查合格证', ...fireRows);
  expect(applyTaughtTypes(base(), read, [{ ...fire, embeddings: [], minLook: null }]).documentType).toBe(fire.id);
});

test('a page without the title is taken by look only when its words fit too', () => {
  const like = base({ embedding: look(0, 0.25) });
  expect(applyTaughtTypes(like, page('检查意见', ...fireRows), [fire]).documentType).toBe(fire.id);
  expect(applyTaughtTypes(like, page('菜单', '酸菜鱼', '白切鸡', '老友粉'), [fire]).documentType).toBe('other');
  expect(applyTaughtTypes(base({ embedding: look(3, 0) }), page('检查意见', ...fireRows), [fire]).documentType).toBe('other');
});

test('another look with the right title and few words is not the paper', () => {
  const notice = page(fire.titles[0]!, '办理指南', '一、申请条件', '二、办理流程', '三、联系方式');
  expect(applyTaughtTypes(base({ embedding: look(4, 0) }), notice, [fire]).documentType).toBe('other');
});

test('blurred small print leaves a plain title and a look that is not far off', () => {
  const blurred = page(fire.titles[0]!, '场听名', '俭查');
  expect(applyTaughtTypes(base({ embedding: look(0, 2) }), blurred, [fire]).documentType).toBe(fire.id);
  expect(applyTaughtTypes(base({ embedding: look(0, 5) }), blurred, [fire]).documentType).toBe('other');
  const short = { ...fire, titles: ['检查证'] };
  expect(applyTaughtTypes(base({ embedding: look(0, 2) }), page('检查证', '场听名', '俭查'), [short]).documentType).toBe('other');
});

test('a shipped type that is not sure gives a page away that looks like the samples and bears some of their words', () => {
  const unsure = base({ documentType: 'application-form', confidence: 0.7, embedding: look(0, 0.1) });
  expect(applyTaughtTypes(unsure, page('表一', '使用性质：餐饮', '备注'), [fire]).documentType).toBe(fire.id);
  expect(applyTaughtTypes(unsure, page('表一', '姓名', '备注'), [fire]).documentType).toBe('application-form');
});

test('a shipped type keeps a page with its own title; a longer taught title says more', () => {
  const sure = base({ documentType: 'certificate-letter', confidence: 0.95, title: '证明', embedding: look(0, 0.1) });
  expect(applyTaughtTypes(sure, page('证明', ...fireRows), [fire]).documentType).toBe('certificate-letter');
  expect(applyTaughtTypes(sure, page(fire.titles[0]!, ...fireRows), [fire]).documentType).toBe(fire.id);
  const untitled = base({ documentType: 'business-licence', confidence: 0.96, embedding: look(0, 0.1) });
  expect(applyTaughtTypes(untitled, page('南湖茶楼', ...fireRows), [fire]).documentType).toBe('business-licence');
});

test('of two taught types the better one wins and the other is named', () => {
  const hygiene: TaughtPrototypes = {
    ...fire,
    id: 'taught-hyg001',
    name: '卫生检查单',
    titles: ['卫生检查合格单'],
    words: ['场所名称', '检查结论', '卫生管理员'],
  };
  const matches = matchTaughtTypes(base({ embedding: look(0, 0.1) }), page(fire.titles[0]!, ...fireRows), [hygiene, fire]);
  expect(matches[0]?.type.id).toBe(fire.id);
  expect(applyTaughtTypes(base(), page(fire.titles[0]!, ...fireRows), [])).toEqual(base());
});

test('the limit lies under the least alike sample and within bounds', () => {
  expect(lookLimit([look(0, 0)])).toBeNull();
  expect(lookLimit([look(0, 0), look(0, 0), look(0, 0)])).toBeCloseTo(0.88);
  const limit = lookLimit([look(0, 0), look(0, 0.2), look(0, 0.9)])!;
  expect(limit).toBeGreaterThan(0.7);
  expect(limit).toBeLessThan(0.85);
  expect(lookLimit([look(0, 0), look(3, 0)])).toBe(0.4);
});

test('the likest pair of two sets', () => {
  expect(nearestLook([], [look(0, 0)])).toBeNull();
  expect(nearestLook([look(0, 0), look(2, 0)], [look(2, 0)])).toBeCloseTo(1);
});
