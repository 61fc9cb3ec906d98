/** Titles and words that samples share, and the report that lets a type go live or names what is in the way. */
import { expect, test } from 'vitest';
import { lookLimit, matchTaughtTypes, nearestLook } from '../../../models/classifier/prototypes.ts';
import type { Classification, TextLine } from '#shared/page.ts';
import type { TaughtSample, TaughtType } from '#shared/taught-type.ts';
import { reportOn } from './taught-report.ts';
import type { Taught } from './taught-report.ts';
import { sharedTitles, sharedWords } from './taught-signs.ts';

const recognition = { match: matchTaughtTypes, lookLimit, nearestLook };
const version = 'trained-1';

function look(axis: number, spread = 0): number[] {
  const length = Math.hypot(1, spread);
  return Array.from({ length: 6 }, (_, index) => (index === axis ? 1 : index === 5 ? spread : 0) / length);
}

function lines(title: string, rows: readonly string[]): TextLine[] {
  return [title, ...rows].map((text, row): TextLine => {
    const [top, height] = [100 + row * 60, row === 0 ? 56 : 30];
    const right = 200 + text.length * height;
    return {
      text,
      confidence: 0.97,
      quad: [
        [200, top],
        [right, top],
        [right, top + height],
        [200, top + height],
      ],
    };
  });
}

const classified = (change: Partial<Classification>): Classification => ({
  documentType: 'other',
  side: null,
  confidence: 0.7,
  title: null,
  evidence: [],
  alternatives: [],
  continuation: false,
  ...change,
});

let next = 0;
function sample(typeId: string, title: string, rows: readonly string[], classification: Partial<Classification>): TaughtSample {
  const id = `00000000-0000-4000-8000-${String(next++).padStart(12, '0')}`;
  return {
    id,
    typeId,
    source: 'upload',
    addedAt: '2026-11-20T01:00:00.000Z',
    addedBy: 'admin',
    classifierVersion: version,
    classification: classified(classification),
    lines: lines(title, rows),
  };
}

function taught(id: string, title: string, axis: number, labels: readonly string[], count: number): Taught {
  const samples = Array.from({ length: count }, (_, index) =>
    sample(
      id,
      title,
      labels.map((label) => `${label}：第${index}项内容`),
      { embedding: look(axis, 0.1 * index) },
    ),
  );
  const titles = sharedTitles(samples);
  const type: TaughtType = {
    id,
    name: title,
    titles,
    words: sharedWords(samples, titles),
    state: 'draft',
    createdAt: '2026-11-20T01:00:00.000Z',
    createdBy: 'admin',
  };
  return { type, samples };
}

const labels = ['设备名称', '设备代码', '使用单位', '登记机关'];
const device = () => taught('taught-dev001', '特种设备使用登记证', 0, labels, 5);

test('the shared title is found in large print, values are no words', () => {
  const { type } = device();
  expect(type.titles).toEqual(['特种设备使用登记证']);
  expect(type.words.toSorted()).toEqual(labels.toSorted());
});

test('a title that one reading got wrong counts once; a number is no title', () => {
  const rows = ['场所名称', '负责人员'];
  const samples = ['排污许可登记回执', '排污许可登记回执', '排污许可登记回热', '编号20260001'].map((title) =>
    sample('taught-aaaaaa', title, rows, {}),
  );
  expect(sharedTitles(samples)).toEqual(['排污许可登记回执']);
});

test('words are what is printed, not names, places, figures or the values of a column', () => {
  const people = ['甲春梅 南宁市青秀区', '乙建国 柳州市鱼峰区', '丙建华 桂林市象山区', '丁海东 北海市海城区'];
  const samples = people.map((who, index) =>
    sample(
      'taught-aaaaaa',
      '人员名册',
      [`用人单位：${who}公司`, '收银员', '收银员', '收银员', `本表由用人单位如实填写${index}份`, '单位负责人'],
      {},
    ),
  );
  expect(sharedWords(samples, ['人员名册']).toSorted()).toEqual(['单位负责人', '本表由用人单位如实填写']);
});

test('the places of a hall are no words, though all samples bear them; an office named after one is', () => {
  const rows = ['住址广西南宁市青秀区民族大道', '南宁市良庆区', '南宁市良庆区房屋管理局', '本证由产权人保管'];
  const samples = ['甲', '乙', '丙', '丁'].map(() => sample('taught-aaaaaa', '房屋安全告知书', rows, {}));
  expect(sharedWords(samples, ['房屋安全告知书']).toSorted()).toEqual(['南宁市良庆区房屋管理局', '本证由产权人保管']);
});

test('a row of a table is no title; of a title that was cut the whole counts', () => {
  const beside = (text: string, x: number): TextLine => ({
    text,
    confidence: 0.97,
    quad: [
      [x, 160],
      [x + 150, 160],
      [x + 150, 200],
      [x, 200],
    ],
  });
  const header = ['工作岗位', '入职日期', '月工资数'].map((text, index) => beside(text, 200 + index * 200));
  const samples = ['从业人员花名册', '从业人员花名册', '业人员花名册'].map((title) => {
    const one = sample('taught-aaaaaa', title, ['', '说明事项', '责任人员', '填表人员', '一式两份', '留存一份'], {});
    return { ...one, lines: [...one.lines.filter(({ text }) => text !== ''), ...header] };
  });
  expect(sharedTitles(samples)).toEqual(['从业人员花名册']);
});

test('alike samples of an unknown paper may go live', () => {
  const report = reportOn({ own: device(), others: [], pages: [], version, recognition });
  expect(report).toEqual({ samples: 5, recall: 1, mistakenFor: [], takes: [], pagesLookedAt: 0, obstacles: [] });
});

test('too few samples', () => {
  const report = reportOn({
    own: taught('taught-dev001', '特种设备使用登记证', 0, labels, 2),
    others: [],
    pages: [],
    version,
    recognition,
  });
  expect(report.obstacles).toContain('too-few-samples');
});

test('samples of several papers are not recognised by each other', () => {
  const mixed = [
    sample('taught-mix001', '停车证', ['车牌', '车主姓名', '停放区域'], { embedding: look(0) }),
    sample('taught-mix001', '菜单', ['酸菜鱼', '白切鸡', '老友粉'], { embedding: look(1) }),
    sample('taught-mix001', '课程表', ['语文课', '数学课', '体育课'], { embedding: look(2) }),
  ];
  const type: TaughtType = { ...device().type, id: 'taught-mix001', titles: [], words: [] };
  const report = reportOn({ own: { type, samples: mixed }, others: [], pages: [], version, recognition });
  expect(report.recall).toBe(0);
  expect(report.obstacles).toEqual(['low-recall']);
});

test('a paper that ships already, or that another type was taught, is too similar', () => {
  const title = '特种设备使用登记证明';
  const shipped = device();
  const samples = shipped.samples.map((each) => ({
    ...each,
    classification: { ...each.classification, documentType: 'certificate-letter', confidence: 0.97, title },
  }));
  const report = reportOn({ own: { ...shipped, samples }, others: [], pages: [], version, recognition });
  expect(report.obstacles).toContain('too-similar');
  expect(report.mistakenFor).toEqual([{ documentType: 'certificate-letter', samples: 5, similarity: null }]);
  const twin = taught('taught-twin01', '特种设备使用登记证', 0, [...labels, '检验日期'], 5);
  const beside = reportOn({ own: device(), others: [twin], pages: [], version, recognition });
  expect(beside.mistakenFor[0]?.documentType).toBe('taught-twin01');
  expect(beside.mistakenFor[0]?.similarity).toBeGreaterThan(0.99);
});

test('a type that takes pages of others is refused, and says which', () => {
  const own = taught('taught-dev001', '登记表', 0, ['单位名称', '经办人员', '登记事项'], 4);
  const form = lines('登记表', ['单位名称：某店', '经办人员：某人', '登记事项：变更']);
  const pages = Array.from({ length: 20 }, (_, index) => ({
    classification: classified({
      documentType: index < 3 ? 'application-form' : 'id-card',
      confidence: 0.75,
      embedding: look(index < 3 ? 0 : 3),
    }),
    lines: index < 3 ? form : lines('居民身份证', ['姓名 某人', '公民身份号码']),
  }));
  const report = reportOn({ own, others: [], pages, version, recognition });
  expect(report.takes).toEqual([{ documentType: 'application-form', pages: 3 }]);
  expect(report.pagesLookedAt).toBe(20);
  expect(report.obstacles).toEqual(['takes-others']);
});

test('embeddings of an older classifier are not compared', () => {
  const own = device();
  const old = { ...own, samples: own.samples.map((each) => ({ ...each, classifierVersion: 'trained-0' })) };
  const report = reportOn({ own: old, others: [device()], pages: [], version, recognition });
  expect(report.mistakenFor.find(({ documentType }) => documentType === 'taught-dev001')?.similarity ?? null).toBeNull();
});
