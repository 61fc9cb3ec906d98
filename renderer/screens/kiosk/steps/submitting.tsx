/** Confirms in the applicant's name, submits, and waits for the number; a slow network is no reason to keep a person. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { useCaseChange } from '../../../state/use-case.ts';
import { KioskError } from '../kiosk-error.tsx';
import type { CaseStepProps } from '../case-step-props.ts';

const patienceMs = 20_000;

export function Submitting({ view, go, onBusy }: CaseStepProps) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const { id: caseId, state, caseNumber } = view.case;
  const [slow, setSlow] = useState(false);
  const submit = useCaseChange(caseId, async () => {
    if (state !== 'ready') await client.review.confirm({ caseId });
    return client.submission.submit({ caseId });
  });
  const { mutate } = submit;
  const mustSend = state !== 'submitting' && caseNumber === null;
  useEffect(() => {
    if (mustSend) mutate(undefined);
    // Once, when the step opens; "again" is a button.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    onBusy(!submit.isError && !slow);
    return () => onBusy(false);
  }, [onBusy, submit.isError, slow]);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  const arrived = caseNumber !== null && state !== 'submitting';
  useEffect(() => {
    if (arrived) go('receipt');
    // The step changes once, when the number has come.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [arrived]);
  if (submit.isError)
    return (
      <>
        <h1 className="kiosk-bad">{t('kiosk.fail.title')}</h1>
        <KioskError error={submit.error} />
        <div className="kiosk-actions kiosk-actions-two">
          <button type="button" className="kiosk-secondary" onClick={() => go('result')}>
            {t('kiosk.bar.back')}
          </button>
          <button type="button" className="kiosk-primary" onClick={() => mutate(undefined)}>
            {t('kiosk.fail.again')}
          </button>
        </div>
      </>
    );
  return (
    <div className="kiosk-centre" role="status">
      <div className="kiosk-spinner" aria-hidden />
      <h1>{t('kiosk.submitting.title')}</h1>
      <p className="kiosk-lead">{t(slow ? 'kiosk.submitting.slow' : 'kiosk.submitting.safe')}</p>
      {slow && (
        <button type="button" className="kiosk-primary" onClick={() => go('receipt')}>
          {t('kiosk.submitting.leave')}
        </button>
      )}
    </div>
  );
}
