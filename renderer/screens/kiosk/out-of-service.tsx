/** What a kiosk shows while its host does not answer: nothing of an applicant, and where to go. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

export function OutOfService() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  // What was fetched for the applicant must not wait in memory for a host that may never come back.
  useEffect(() => queryClient.clear(), [queryClient]);
  return (
    <div className="kiosk kiosk-out" role="alert">
      <img src="/icon.svg" alt="" />
      <h1>{t('kiosk.out.title')}</h1>
      <p className="kiosk-lead">{t('kiosk.out.text')}</p>
    </div>
  );
}
