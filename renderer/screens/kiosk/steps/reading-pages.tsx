/** All paper is in and some of it is still being read. Nothing moves by itself: drawing that would slow the reading down. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** `children`: what went wrong meanwhile. */
type Props = { stored: number; unread: number; children?: ReactNode };

export function ReadingPages({ stored, unread, children }: Props) {
  const { t } = useTranslation();
  return (
    <div className="kiosk-centre" role="status">
      <h1>{t('kiosk.scan.readingTitle')}</h1>
      <progress className="kiosk-reading" max={stored} value={stored - unread} aria-hidden />
      <p className="kiosk-lead">{t('kiosk.scan.reading', { count: unread })}</p>
      <div className="kiosk-progress">
        <strong>{t('kiosk.scan.stored', { count: stored })}</strong>
      </div>
      {children}
    </div>
  );
}
