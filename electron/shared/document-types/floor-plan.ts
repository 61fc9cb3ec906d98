/** 平面图, 布局图: a drawing with room names. */
import { defineDocumentType } from './schema.ts';

export const floorPlan = defineDocumentType({
  id: 'floor-plan',
  names: { zh: '平面图', en: 'Floor plan' },
  materialNames: [{ pattern: '平面图|布局图|示意图', rank: 40 }],
  evidence: {
    titles: [
      { text: '平面图', weight: 1 },
      { text: '布局图', weight: 1 },
      { text: '平面布局图', weight: 1 },
      { text: '平面布置图', weight: 1 },
      { text: '平面示意图', weight: 1 },
      { text: '方位图', weight: 0.8 },
      { text: '示意图', weight: 0.6 },
      { text: '流程图', weight: 0.4 },
      { text: '设施布局图', weight: 1 },
    ],
    words: [
      { text: '卫生间', weight: 0.1 },
      { text: '比例', weight: 0.15 },
      { text: '图例', weight: 0.15 },
      { text: '出入口', weight: 0.15 },
      { text: '操作间', weight: 0.15 },
      { text: '后厨', weight: 0.15 },
      { text: '安全出口', weight: 0.15 },
    ],
    against: [
      { text: '申请书', weight: 0.5 },
      { text: '合同', weight: 0.6 },
      { text: '目录', weight: 0.3 },
      { text: '材料', weight: 0.2 },
      { text: '制度', weight: 0.3 },
    ],
  },
  fields: [
    {
      key: 'title',
      names: { zh: '标题', en: 'Title' },
      anywhere: ['([^\\n,。:;]{0,25}(?:平面图|布局图|布置图|示意图|方位图))'],
      // The head of a wide title is easily lost and nothing tells.
      accept: 'never',
      required: true,
    },
  ],
});
