/** Notices and receipts of the invented host, drawn on the spot; the product writes PDFs. */
import { implement } from '@orpc/server';
import { listGaps } from '#shared/checklist/case-gaps.ts';
import { contract } from '#shared/contract.ts';
import { change, viewOf } from './fake-state.ts';

const os = implement(contract).documents;
const texts = new Map<string, string[]>();

const escape = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** An A4 sheet of 794 × 1123 with these lines. */
export function drawIssued(documentId: string): string {
  const lines = texts.get(documentId) ?? [];
  const rows = lines.map(
    (line, index) =>
      `<text x="90" y="${index === 0 ? 130 : 170 + index * 34}" ${index === 0 ? 'font-size="26"' : ''}>${escape(line)}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="794" height="1123"><rect width="100%" height="100%" fill="#fff"/><g font-size="16" fill="#111">${rows.join('')}</g></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function remember(lines: string[]) {
  const documentId = crypto.randomUUID();
  texts.set(documentId, lines);
  return { documentId, pages: 1 };
}

export const fakeDocuments = {
  issueNotice: os.issueNotice.handler(({ input }) => {
    const { item, case: current, checklist } = viewOf(input.caseId);
    const gaps = listGaps(item, current, checklist).filter(({ id }) => input.gapIds.includes(id));
    change(input.caseId, (before) => ({ ...before, state: before.state === 'in_review' ? 'returned_on_spot' : before.state }));
    return remember([
      '申请材料补正告知书（一次性告知）',
      ...gaps.map(({ name, text }, index) => `${index + 1}. ${name}：${text}`),
      input.remark,
    ]);
  }),
  issueReceipt: os.issueReceipt.handler(({ input }) => {
    const { item, case: current } = viewOf(input.caseId);
    return remember(['收件凭证', `办件编号 ${current.caseNumber ?? ''}`, item.name, item.departmentName]);
  }),
};
