/** Reasons for a page's type: read back as an earlier version stored them, worded in both languages. */
import { expect, test } from 'vitest';
import { evidenceCodes } from './evidence-reason.ts';
import { evidenceText } from './evidence-texts.ts';
import { classificationSchema } from './page.ts';

const stored = { documentType: 'lease-contract', side: null, confidence: 0.9, alternatives: [], continuation: false, unsure: false };

test('a result stored before there were codes keeps its title and its sentences', () => {
  const evidence = [
    { kind: 'label', detail: '栏目“出租方”', weight: 0.9 },
    { kind: 'title', detail: '标题“房屋租赁合同”', weight: 0.8 },
    { kind: 'look', detail: '0.97', weight: 0.97 },
  ];
  const read = classificationSchema.parse({ ...stored, evidence, embedding: [1] });
  expect(read).toMatchObject({ ...stored, title: '房屋租赁合同', embedding: [1] });
  expect(read.evidence.map((reason) => evidenceText(reason, 'zh'))).toEqual(['栏目“出租方”', '标题“房屋租赁合同”', '版式相似 0.97']);
  // A title in passing was none.
  expect(classificationSchema.parse({ ...stored, evidence: [{ ...evidence[1], weight: 0.1 }] }).title).toBeNull();
});

test('a result of today is read as it is; one that is neither is refused', () => {
  const today = { ...stored, title: null, evidence: [{ code: 'no-ink', details: { percent: '0.04' }, weight: 1 }] };
  expect(classificationSchema.parse(today)).toEqual(today);
  expect(classificationSchema.safeParse({ ...stored, evidence: [{ weight: 1 }] }).success).toBe(false);
});

test('every code has a text per language; the English one has no Chinese but what is printed', () => {
  for (const code of evidenceCodes) {
    const english = evidenceText({ code, weight: 1 }, 'en');
    expect(english).not.toBe('');
    expect(english).not.toMatch(/\p{Script=Han}/u);
    expect(evidenceText({ code, weight: 1 }, 'zh')).not.toBe('');
  }
  expect(evidenceText({ code: 'title', details: { text: '营业执照' }, weight: 1 }, 'en')).toBe('title “营业执照”');
});
