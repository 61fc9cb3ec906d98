/** Taught document types of the gallery: one live, one that is too similar, with drawn samples. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { TaughtTypeSummary, TaughtTypeView } from '#shared/taught-type.ts';
import { drawPaper } from './draw-paper.ts';
import type { Paper } from './fake-papers.ts';

const os = implement(contract);

const fire = (place: string): Paper =>
  ({
    title: '消防安全检查合格证',
    lines: [
      { label: '场所名称', text: place },
      { label: '场所地址', text: '样例市青秀区民族大道8号' },
      { label: '使用性质', text: '餐饮场所' },
      { label: '消防安全责任人', text: '韦小梅' },
      { label: '检查结论', text: '符合消防安全要求' },
    ],
    seal: '样例市消防救援支队检查专用章',
  }) as Paper;
const proof = (name: string): Paper =>
  ({
    title: '居住证明',
    lines: [
      { label: '兹证明', text: `${name}居住在本社区` },
      { label: '地址', text: '样例市青秀区东葛路12号' },
      { label: '用途', text: '办理入学' },
    ],
    seal: '样例社区居民委员会',
  }) as Paper;

const papers = new Map<string, Paper>();
const candidatePapers = ['南湖茶楼', '东葛米粉店', '青山便利店'].map((place) => ({ id: crypto.randomUUID(), paper: fire(place) }));
for (const { id, paper } of candidatePapers) papers.set(id, paper);

function sampleOf(paper: Paper, source: 'upload' | 'case' | 'correction', documentType = 'other', confidence = 0.71) {
  const id = crypto.randomUUID();
  papers.set(id, paper);
  return { id, source, addedAt: '2026-11-18T02:14:00.000Z', addedBy: 'admin', documentType, confidence };
}

const passed = { samples: 4, recall: 1, mistakenFor: [], takes: [], pagesLookedAt: 186, obstacles: [] };
let types: TaughtTypeView[] = [
  {
    id: 'taught-fire0001',
    name: '消防安全检查合格证',
    titles: ['消防安全检查合格证'],
    words: ['消防安全责任人', '使用性质', '场所名称', '检查结论'],
    state: 'live',
    createdAt: '2026-11-10T01:00:00.000Z',
    createdBy: 'admin',
    samples: [
      ...['民族大道饭店', '金湖火锅', '凤岭影城'].map((place) => sampleOf(fire(place), 'upload')),
      sampleOf(fire('江南网咖'), 'correction'),
    ],
    suggestedTitles: [],
    report: { ...passed, mistakenFor: [{ documentType: 'taught-live0002', samples: 0, similarity: 0.58 }] },
  },
  {
    id: 'taught-live0002',
    name: '社区居住证明',
    titles: [],
    words: [],
    state: 'draft',
    createdAt: '2026-11-19T01:00:00.000Z',
    createdBy: 'admin',
    samples: ['黄玉梅', '农春梅', '韦大海'].map((name) => sampleOf(proof(name), 'case', 'certificate-letter', 0.94)),
    suggestedTitles: ['居住证明'],
    report: {
      samples: 3,
      recall: 0.33,
      mistakenFor: [{ documentType: 'certificate-letter', samples: 2, similarity: null }],
      takes: [{ documentType: 'certificate-letter', pages: 7 }],
      pagesLookedAt: 186,
      obstacles: ['too-similar', 'takes-others'],
    },
  },
];
let collects = false;

const summaries = (): TaughtTypeSummary[] =>
  types.map(({ id, name, state, createdAt, createdBy, samples }) => ({
    id,
    name,
    state,
    createdAt,
    createdBy,
    samples: samples.length,
    lastSampleAt: samples.at(-1)?.addedAt ?? null,
  }));

function viewOf(id: string): TaughtTypeView {
  const found = types.find((type) => type.id === id);
  if (!found) throw new AppError('not-found');
  return found;
}

function change(id: string, to: (type: TaughtTypeView) => TaughtTypeView): TaughtTypeView {
  types = types.map((type) => (type.id === id ? to(type) : type));
  return viewOf(id);
}

/** The report follows the number of samples, as far as the gallery needs it. */
function withSamples(type: TaughtTypeView, samples: TaughtTypeView['samples']): TaughtTypeView {
  const enough = samples.length >= 3;
  const report = { ...passed, samples: samples.length, recall: enough ? 1 : 0, obstacles: enough ? [] : ['too-few-samples' as const] };
  return { ...type, samples, report };
}

export function addFakeSamples(typeId: string, count: number): Promise<void> {
  change(typeId, (type) =>
    withSamples(type, [...type.samples, ...Array.from({ length: count }, () => sampleOf(fire('新样本'), 'upload'))]),
  );
  return Promise.resolve();
}

export function fakeSampleUrl(id: string): string {
  const paper = papers.get(id);
  return paper ? drawPaper(paper) : '';
}

export const fakeTaughtNames = {
  taught: os.documentTypes.taught.handler(() => types.map(({ id, name, state }) => ({ id, name, live: state === 'live' }))),
};

const admin = os.admin.documentTypes;
export const fakeDocumentTypes = {
  list: admin.list.handler(() => summaries()),
  get: admin.get.handler(({ input }) => viewOf(input.id)),
  create: admin.create.handler(({ input }) => {
    const id = `taught-${crypto.randomUUID().slice(0, 8)}`;
    const report = { ...passed, samples: 0, recall: 0, obstacles: ['too-few-samples' as const] };
    const created = {
      id,
      name: input.name,
      titles: [],
      words: [],
      state: 'draft' as const,
      createdAt: new Date().toISOString(),
      createdBy: 'admin',
    };
    types = [...types, { ...created, samples: [], suggestedTitles: [], report }];
    return viewOf(id);
  }),
  update: admin.update.handler(({ input }) =>
    change(input.id, (type) => ({ ...type, name: input.name, titles: input.titles, suggestedTitles: [] })),
  ),
  remove: admin.remove.handler(({ input }) => {
    types = types.filter(({ id }) => id !== input.id);
    return summaries();
  }),
  setLive: admin.setLive.handler(({ input }) => change(input.id, (type) => ({ ...type, state: input.live ? 'live' : 'draft' }))),
  candidates: admin.candidates.handler(() =>
    candidatePapers.map(({ id }, index) => ({
      pageId: id,
      caseId: id,
      itemName: '食品经营许可（新办）',
      receivedAt: `2026-11-${18 - index}T03:20:00.000Z`,
      sheet: 4 + index,
    })),
  ),
  addPages: admin.addPages.handler(({ input }) =>
    change(input.id, (type) =>
      withSamples(type, [...type.samples, ...input.pageIds.map((id) => sampleOf(papers.get(id) ?? fire(''), 'case'))]),
    ),
  ),
  removeSample: admin.removeSample.handler(({ input }) => {
    const owner = types.find(({ samples }) => samples.some(({ id }) => id === input.sampleId));
    if (!owner) throw new AppError('not-found');
    return change(owner.id, (type) =>
      withSamples(
        type,
        type.samples.filter(({ id }) => id !== input.sampleId),
      ),
    );
  }),
  corrections: admin.corrections.handler(() => ({ on: collects })),
  setCorrections: admin.setCorrections.handler(({ input }) => {
    collects = input.on;
    return { on: collects };
  }),
};
