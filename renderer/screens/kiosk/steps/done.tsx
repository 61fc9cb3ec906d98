/** Thanks, take your papers; then everything is wiped. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const seconds = 15;

export function Done({ onEnd }: { onEnd: () => void }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left === 0) onEnd();
  }, [left, onEnd]);
  return (
    <div className="kiosk-centre">
      <h1>{t('kiosk.done.title')}</h1>
      <p className="kiosk-lead" role="status">
        {t('kiosk.done.text', { seconds: left })}
      </p>
      <button type="button" className="kiosk-primary kiosk-huge" onClick={onEnd} autoFocus>
        {t('kiosk.done.again')}
      </button>
    </div>
  );
}
