/** The piece of the page on which a value stands, cut out by CSS from the prepared page. */
import { useTranslation } from 'react-i18next';
import type { Page } from '#shared/case.ts';
import type { Box } from '#shared/page.ts';
import { useBackend } from '../../backend.ts';
import { cropBox } from './scale-box.ts';
import './field-crop.css';

type Props = { page: Page | undefined; box: Box | null; most?: { width: number; height: number }; label: string };

export function FieldCrop({ page, box, most = { width: 440, height: 46 }, label }: Props) {
  const { t } = useTranslation();
  const { pageUrl } = useBackend();
  if (!page?.preparation || !box) return <span className="crop-none">{t('confidence.none')}</span>;
  const crop = cropBox(box, { width: page.preparation.widthPx, height: page.preparation.heightPx }, most);
  return (
    <span
      className="crop"
      role="img"
      aria-label={label}
      style={{
        width: crop.width,
        height: crop.height,
        backgroundImage: `url("${pageUrl(page.id, 'prepared')}")`,
        backgroundSize: `${crop.backgroundWidth}px ${crop.backgroundHeight}px`,
        backgroundPosition: `${crop.left}px ${crop.top}px`,
      }}
    />
  );
}
