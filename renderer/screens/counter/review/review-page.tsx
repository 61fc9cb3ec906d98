/** The page of the active value with all boxes of that page, and the strip of the other pages. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { PageThumbnail } from '../../../components/page/page-thumbnail.tsx';
import { PageViewer } from '../../../components/page/page-viewer.tsx';
import type { ViewerBox } from '../../../components/page/page-viewer.tsx';
import { useLabels } from '../../../i18n/use-labels.ts';
import type { ReviewRow } from './review-rows.ts';

type Props = { view: CaseView; rows: readonly ReviewRow[]; active: string | null; onPick: (id: string) => void };

function tone(row: ReviewRow): ViewerBox['tone'] {
  if (row.error) return 'error';
  if (row.open) return 'open';
  return row.field.reviewedBy === null ? 'accepted' : 'done';
}

export function ReviewPage({ view, rows, active, onPick }: Props) {
  const { t } = useTranslation();
  const labels = useLabels(view.item);
  const row = rows.find(({ id }) => id === active);
  const wanted = row?.field.pageId ?? row?.document.pageIds[0] ?? view.case.pages[0]?.id ?? null;
  // A page picked by hand stays until another value is chosen.
  const [picked, setPicked] = useState<{ pageId: string; while: string | null } | null>(null);
  const pageId = picked && picked.while === active ? picked.pageId : wanted;
  const page = view.case.pages.find(({ id }) => id === pageId);
  const boxes = rows.flatMap((candidate): ViewerBox[] =>
    candidate.field.box && candidate.field.pageId === pageId
      ? [
          {
            id: candidate.id,
            box: candidate.field.box,
            tone: tone(candidate),
            label: labels.field(candidate.document.documentType, candidate.field.key),
          },
        ]
      : [],
  );
  return (
    <section className="review-page">
      <div className="review-strip">
        {view.case.pages.map((candidate) => (
          <button
            type="button"
            key={candidate.id}
            tabIndex={-1}
            aria-pressed={candidate.id === pageId}
            onClick={() => setPicked({ pageId: candidate.id, while: active })}
          >
            <PageThumbnail page={candidate} selected={candidate.id === pageId} />
          </button>
        ))}
      </div>
      <div className="review-viewer">
        {page ? <PageViewer page={page} boxes={boxes} activeBox={active} onPickBox={onPick} /> : <p>{t('counter.review.noPage')}</p>}
      </div>
    </section>
  );
}
