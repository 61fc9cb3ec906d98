/** The settings of a scan in one line. */
import { useTranslation } from 'react-i18next';
import type { ScanRequest } from '#shared/device.ts';

export function useRequestText(): (request: Partial<Pick<ScanRequest, 'source' | 'duplex' | 'colorMode' | 'dpi'>>) => string {
  const { t } = useTranslation();
  return ({ source, duplex, colorMode, dpi }) =>
    [
      source && t(`counter.intake.source.${source}`),
      duplex !== undefined && source !== 'platen' && t(duplex ? 'counter.intake.duplex' : 'counter.intake.simplex'),
      colorMode && t(`counter.intake.color.${colorMode}`),
      dpi !== undefined && t('counter.intake.dpi', { dpi }),
    ]
      .filter(Boolean)
      .join(' · ');
}
