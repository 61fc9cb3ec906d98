/** A small picture of a page with the flags a clerk must see: blank, duplicate, failed, still being read, poor image. */
import { Spin } from 'antd';
import { memo, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '#shared/case.ts';
import { useBackend } from '../../backend.ts';
import { arrivedPicture } from '../../state/arrived-pictures.ts';
import './page-thumbnail.css';

function pageFlags(page: Page, duplicate: boolean): ('blank' | 'duplicate' | 'failed' | 'reading')[] {
  return [
    ...(page.state === 'stored' ? (['reading'] as const) : []),
    ...(page.state === 'failed' ? (['failed'] as const) : []),
    ...(page.preparation?.blank ? (['blank'] as const) : []),
    ...(duplicate ? (['duplicate'] as const) : []),
  ];
}

function PageFlags({ page, duplicate }: { page: Page; duplicate: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="thumb-flags">
      {pageFlags(page, duplicate).map((flag) => (
        <em key={flag} className={`thumb-flag thumb-flag-${flag}`}>
          {t(`counter.intake.flag.${flag}`)}
        </em>
      ))}
      {page.preparation?.qualityProblems.map((problem) => (
        <em key={problem} className="thumb-flag thumb-flag-quality">
          {t(`counter.intake.quality.${problem}`)}
        </em>
      ))}
    </span>
  );
}

const againMs = 600;

/** The address, taken away for a moment when there is no image yet. */
function useRetriedImage(url: string): { shown: string | null; onError: () => void } {
  const [missing, setMissing] = useState<string | null>(null);
  useEffect(() => {
    if (missing === null) return;
    const timer = setTimeout(() => setMissing(null), againMs);
    return () => clearTimeout(timer);
  }, [missing]);
  return { shown: missing === url ? null : url, onError: () => setMissing(url) };
}

type Props = { page: Page; duplicate?: boolean; selected?: boolean; children?: ReactNode };

export const PageThumbnail = memo(function PageThumbnail({ page, duplicate = false, selected = false, children }: Props) {
  const { t } = useTranslation();
  const { pageUrl } = useBackend();
  const number = t('pageNumber', { number: page.index + 1 });
  // There is one as soon as the page has arrived, and an upright one once it was prepared: another address, or the browser
  // would go on showing the first.
  // A page that has just come is being looked for; of a long case only what is in sight is loaded.
  const loading = page.state === 'stored' ? 'eager' : 'lazy';
  const address = page.preparation
    ? pageUrl(page.id, 'thumbnail', 'prepared')
    : (arrivedPicture(page.id) ?? pageUrl(page.id, 'thumbnail', 'arrived'));
  const { shown, onError } = useRetriedImage(address);
  return (
    <figure className={`thumb ${selected ? 'thumb-selected' : ''}`}>
      <div className="thumb-paper">
        {shown ? <img src={shown} alt={number} draggable={false} loading={loading} onError={onError} /> : <Spin />}
        <PageFlags page={page} duplicate={duplicate} />
      </div>
      <figcaption className="num">
        {number}
        {children}
      </figcaption>
    </figure>
  );
});
