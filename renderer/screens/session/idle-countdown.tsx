/** Watches for people; in the last minute it says that the screen will lock. Any touch takes it away. */
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../backend.ts';
import { useIdleLock } from '../../state/use-idle-lock.ts';

export function IdleCountdown({ limitMs }: { limitMs: number }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const left = useIdleLock(client, limitMs);
  if (left === null) return null;
  // Above dialogs too.
  return createPortal(
    <div className="idle-countdown no-print" role="status">
      <strong className="num">{t('session.lock.countdown', { seconds: left })}</strong>
      <span>{t('session.lock.stay')}</span>
    </div>,
    document.body,
  );
}
