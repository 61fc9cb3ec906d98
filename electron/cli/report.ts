/** What a headless run prints about a case: its pages, its checklist, the fields nobody looked at. No values of applicants. */
import { documentTypes } from '#shared/document-types/index.ts';
import type { CaseView } from '#shared/contract.ts';
import { openFields } from '#shared/open-fields.ts';
import type { Timing } from '#shared/page.ts';
import { textTable } from './text-table.ts';

const stateWords = {
  filled: '已齐',
  partial: '不完整',
  missing: '缺',
  'optional-empty': '未交（可选）',
  'not-applicable': '本情形不需要',
} as const;
const round = (value: number | undefined): string => (value === undefined ? '-' : String(Math.round(value)));
const typeName = (id: string): string => documentTypes.find((type) => type.id === id)?.names.zh ?? id;

/** @param timings measured milliseconds by page id */
export function pageTable(view: CaseView, timings: ReadonlyMap<string, Timing>): string {
  const { pages, documents } = view.case;
  const rows = pages.map((page, index) => {
    const document = documents.find(({ pageIds }) => pageIds.includes(page.id));
    const fields = document?.fields.filter((field) => field.pageId === page.id && field.value !== '') ?? [];
    const accepted = fields.filter(({ status }) => status === 'accepted').length;
    const slot = view.checklist.slots.find(({ slotId }) => slotId === document?.slotId);
    const time = timings.get(page.id);
    const type = page.state === 'failed' ? `读取失败 ${page.errorCode ?? ''}` : typeName(page.classification?.documentType ?? '');
    return [
      index + 1,
      page.source.side === 'back' ? '背' : '正',
      type,
      page.classification?.side ?? '',
      page.classification?.confidence.toFixed(2) ?? '',
      slot?.name ?? (page.preparation?.blank ? '（空白页）' : '（未归类）'),
      accepted,
      fields.length - accepted,
      ...[time?.prepare, time?.ocr, time?.classify, time?.extract, time?.total].map(round),
    ];
  });
  return textTable(['页', '面', '材料类型', 'side', '置信度', '归入', '采信', '待核', 'prepare', 'ocr', 'classify', 'extract', 'ms'], rows);
}

export function checklistTable(view: CaseView): string {
  const { slots, extraDocumentIds, duplicateDocumentIds, blankPageIds } = view.checklist;
  const rows = slots.map(({ name, state, documentIds }) => [stateWords[state], name, documentIds.length]);
  return `${textTable(['状态', '材料', '件数'], rows)}\n多余材料 ${extraDocumentIds.length} 件，重复 ${duplicateDocumentIds.length} 件，空白页 ${blankPageIds.length} 面`;
}

export function openFieldList(view: CaseView): string {
  const open = openFields(view.item, view.case);
  if (open.length === 0) return '没有待核字段。';
  return `未经人工查看的待核字段（${open.length} 项，已记入日志）：\n${open.map(({ document, field }) => `  ${typeName(document.documentType)} · ${field.key}`).join('\n')}`;
}
