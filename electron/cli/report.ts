/** What a headless run prints about a case: its pages, its checklist, the fields nobody looked at. No values of applicants. */
import { documentTypes } from '#shared/document-types/index.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { openFields } from '#shared/open-fields.ts';
import type { Timing } from '#shared/page.ts';
import { checklistTexts, openFieldTexts, pageTableTexts } from './cli-texts.ts';
import { textTable } from './text-table.ts';

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
    const type = page.state === 'failed' ? pageTableTexts.failed(page.errorCode ?? '') : typeName(page.classification?.documentType ?? '');
    return [
      index + 1,
      page.source.side === 'back' ? pageTableTexts.back : pageTableTexts.front,
      type,
      page.classification?.side ?? '',
      page.classification?.confidence.toFixed(2) ?? '',
      slot?.name ?? (page.preparation?.blank ? pageTableTexts.blank : pageTableTexts.unplaced),
      accepted,
      fields.length - accepted,
      ...[time?.prepare, time?.read, time?.classify, time?.extract, time?.total].map(round),
    ];
  });
  return textTable(pageTableTexts.head, rows);
}

export function checklistTable(view: CaseView): string {
  const { slots, extraDocumentIds, duplicateDocumentIds, blankPageIds } = view.checklist;
  const rows = slots.map(({ name, state, documentIds }) => [checklistTexts.states[state], name, documentIds.length]);
  const rest = checklistTexts.rest(extraDocumentIds.length, duplicateDocumentIds.length, blankPageIds.length);
  return `${textTable(checklistTexts.head, rows)}\n${rest}`;
}

export function openFieldList(view: CaseView): string {
  const open = openFields(view.item, view.case);
  if (open.length === 0) return openFieldTexts.none;
  return `${openFieldTexts.head(open.length)}\n${open.map(({ document, field }) => `  ${typeName(document.documentType)} · ${field.key}`).join('\n')}`;
}
