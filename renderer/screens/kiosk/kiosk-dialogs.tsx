/** The three dialogs that may lie over any kiosk screen. */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

function KioskDialog({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="kiosk-dialog" onCancel={(event) => event.preventDefault()} aria-labelledby="kiosk-dialog-title">
      <h2 id="kiosk-dialog-title">{title}</h2>
      <p>{text}</p>
      <div className="kiosk-dialog-buttons">{children}</div>
    </dialog>
  );
}

export function StaffDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <KioskDialog title={t('kiosk.staff.title')} text={t('kiosk.staff.text')}>
      <button type="button" className="kiosk-primary" onClick={onClose}>
        {t('kiosk.staff.close')}
      </button>
    </KioskDialog>
  );
}

export function CancelDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useTranslation();
  return (
    <KioskDialog title={t('kiosk.cancel.title')} text={t('kiosk.cancel.text')}>
      <button type="button" className="kiosk-primary" onClick={onStay}>
        {t('kiosk.cancel.no')}
      </button>
      <button type="button" className="kiosk-secondary" onClick={onLeave}>
        {t('kiosk.cancel.yes')}
      </button>
    </KioskDialog>
  );
}

export function IdleDialog({ seconds, onStay, onLeave }: { seconds: number; onStay: () => void; onLeave: () => void }) {
  const { t } = useTranslation();
  return (
    <KioskDialog title={t('kiosk.idle.title')} text={t('kiosk.idle.text', { seconds })}>
      <button type="button" className="kiosk-primary" onClick={onStay}>
        {t('kiosk.idle.stay')}
      </button>
      <button type="button" className="kiosk-secondary" onClick={onLeave}>
        {t('kiosk.idle.leave')}
      </button>
    </KioskDialog>
  );
}
