/** The pages of this sitting, newest first, with a sign for each: being stored, safe, or not stored. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraPage } from './use-camera-pages.ts';

export function CameraStrip({ pages }: { pages: readonly CameraPage[] }) {
  const { t } = useTranslation();
  const strip = useRef<HTMLOListElement>(null);
  // Newer browsers answer scrolling with a promise, which is no way to stop an effect.
  useEffect(() => void strip.current?.scrollTo({ top: 0, left: 0 }), [pages.length]);
  return (
    <ol ref={strip} className="camera-strip" aria-label={t('camera.pages', { count: pages.length })}>
      {[...pages].reverse().map((page) => (
        <li key={page.number} className={`camera-shot camera-shot-${page.state}`}>
          <img src={page.thumbnailUrl} alt={t('pageNumber', { number: page.number })} />
          <span className="num">{page.number}</span>
          <em>{t(`camera.state.${page.state}`)}</em>
        </li>
      ))}
    </ol>
  );
}
