/** The attract screen. */
import { useTranslation } from 'react-i18next';
import { FeederPicture } from './feeder-picture.tsx';

export function Start({ onStart }: { onStart: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="kiosk-start">
      <h1>{t('kiosk.start.title')}</h1>
      <p className="kiosk-lead">{t('kiosk.start.lead')}</p>
      <FeederPicture />
      <button type="button" className="kiosk-primary kiosk-huge" onClick={onStart} autoFocus>
        {t('kiosk.start.button')}
      </button>
      <p>{t('kiosk.start.hint')}</p>
    </div>
  );
}
