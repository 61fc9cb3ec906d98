/** The bar at the foot of every kiosk screen, within reach of a wheelchair: back, leave, large type, call staff. */
import { useTranslation } from 'react-i18next';

type Props = { large: boolean; onLarge: () => void; onStaff: () => void; onBack: (() => void) | null; onCancel: (() => void) | null };

export function KioskBar({ large, onLarge, onStaff, onBack, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <footer className="kiosk-bar">
      {onBack ? (
        <button type="button" onClick={onBack}>
          ‹ {t('kiosk.bar.back')}
        </button>
      ) : (
        <span />
      )}
      {onCancel ? (
        <button type="button" onClick={onCancel}>
          {t('kiosk.bar.cancel')}
        </button>
      ) : (
        <span />
      )}
      <button type="button" onClick={onLarge} aria-pressed={large}>
        {t(large ? 'kiosk.bar.smaller' : 'kiosk.bar.larger')}
      </button>
      <button type="button" className="kiosk-bar-staff" onClick={onStaff}>
        {t('kiosk.bar.staff')}
      </button>
    </footer>
  );
}
