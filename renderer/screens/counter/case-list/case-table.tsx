/** Rows of cases that can be walked with the arrow keys and opened with Enter. */
import { useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useBackend } from '../../../backend.ts';
import { CaseStateTag } from '../../../components/case-state-tag.tsx';
import { formatTime } from '../../../components/format-time.ts';

type Summary = Awaited<ReturnType<ReturnType<typeof useBackend>['client']['cases']['list']>>[number];

/** Where work on a case goes on. */
function addressOf(summary: { id: string; state: CaseView['case']['state'] }): string {
  const base = `/counter/case/${summary.id}`;
  switch (summary.state) {
    case 'draft':
    case 'scanned':
      return base;
    case 'recognized':
    case 'in_review':
    case 'returned_on_spot':
    case 'ready':
    case 'correction_required':
      return `${base}/review`;
    default:
      return `${base}/receipt`;
  }
}

function moveFocus(event: KeyboardEvent<HTMLTableRowElement>, by: 'next' | 'previous'): void {
  const row = by === 'next' ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling;
  if (row instanceof HTMLElement) row.focus();
  event.preventDefault();
}

export function CaseTable({ cases }: { cases: readonly Summary[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = (summary: Summary) => void navigate({ to: addressOf(summary) });
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, summary: Summary) => {
    if (event.key === 'Enter') open(summary);
    if (event.key === 'ArrowDown') moveFocus(event, 'next');
    if (event.key === 'ArrowUp') moveFocus(event, 'previous');
  };
  const sorted = [...cases].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  return (
    <table className="case-table panel">
      <thead>
        <tr>
          <th>{t('counter.list.number')}</th>
          <th>{t('counter.list.item')}</th>
          <th>{t('counter.list.state')}</th>
          <th>{t('counter.list.pages')}</th>
          <th>{t('counter.list.createdBy')}</th>
          <th>{t('counter.list.updated')}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((summary, index) => (
          <tr
            key={summary.id}
            tabIndex={0}
            autoFocus={index === 0}
            onClick={() => open(summary)}
            onKeyDown={(event) => onKeyDown(event, summary)}
          >
            <td className="num">{summary.caseNumber ?? <span className="soft">{t('counter.list.noNumber')}</span>}</td>
            <td>{summary.itemName}</td>
            <td>
              <CaseStateTag state={summary.state} />
            </td>
            <td className="num">{summary.pageCount}</td>
            <td>{summary.createdBy}</td>
            <td className="num">{formatTime(summary.updatedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
