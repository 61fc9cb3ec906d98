/** The three dialogs that may lie over any kiosk screen. */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../backend.ts';
import { useOwnCall } from '../../components/staff-call/use-staff-calls.ts';

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

/** Opening it calls; it tells when a clerk has answered. */
export function StaffDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const call = useMutation({ mutationFn: () => client.kiosk.callStaff() });
  const { mutate } = call;
  useEffect(() => mutate(), [mutate]);
  const own = useOwnCall();
  const coming = own !== null && own.id === call.data?.id && own.answeredBy !== null;
  const [title, text] = call.isError
    ? [t('kiosk.staff.failed'), t('kiosk.staff.failedText')]
    : coming
      ? [t('kiosk.staff.coming'), t('kiosk.staff.comingText')]
      : [t('kiosk.staff.title'), t('kiosk.staff.text')];
  return (
    <KioskDialog title={title} text={text}>
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
