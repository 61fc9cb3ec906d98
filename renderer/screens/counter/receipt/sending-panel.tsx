/** While the case is on its way: it is safe, it goes by itself; or it failed, and what can be done. */
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract.ts';
import { isErrorCode } from '#shared/errors.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatTime } from '../../../components/format-time.ts';
import { useCaseChange } from '../../../state/use-case.ts';

export function SendingPanel({ view }: { view: CaseView }) {
  return (
    <div className="panel receipt-waiting">{view.case.state === 'submit_failed' ? <Failed view={view} /> : <Sending view={view} />}</div>
  );
}

function LastError({ code }: { code: string | null | undefined }) {
  if (!code) return null;
  return isErrorCode(code) ? <ErrorNotice error={{ code, details: {} }} /> : <Alert type="warning" title={code} />;
}

function Sending({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { push } = view;
  return (
    <>
      <Spin size="large" />
      <h2>{t('counter.submit.title')}</h2>
      <p role="status">{t('counter.submit.queued')}</p>
      {push && push.attempts > 0 && (
        <p className="soft num">
          {t('counter.submit.attempts', { count: push.attempts })}
          {push.nextAttemptAt && ` · ${t('counter.submit.next', { time: formatTime(push.nextAttemptAt) })}`}
        </p>
      )}
      <LastError code={push?.lastError} />
      <Button size="large" onClick={() => void navigate({ to: '/counter/new' as string })}>
        {t('counter.submit.later')}
      </Button>
      <p className="soft">{t('counter.submit.laterHint')}</p>
    </>
  );
}

function Failed({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const navigate = useNavigate();
  const caseId = view.case.id;
  const retry = useCaseChange(caseId, () => client.submission.retry({ caseId }));
  const reopen = useCaseChange(caseId, () => client.review.reopen({ caseId }));
  return (
    <>
      <h2 className="bad">{t('counter.submit.failed')}</h2>
      <LastError code={view.push?.lastError ?? 'push.rejected'} />
      {view.case.approvalMessage && (
        <p>
          <strong>{t('counter.submit.approvalSays')}</strong>
          {view.case.approvalMessage}
        </p>
      )}
      <div className="receipt-actions">
        <Button
          size="large"
          onClick={() => reopen.mutate(undefined, { onSuccess: () => void navigate({ to: `/counter/case/${caseId}/review` }) })}
          loading={reopen.isPending}
        >
          {t('counter.submit.reopen')}
        </Button>
        <Button size="large" type="primary" autoFocus onClick={() => retry.mutate(undefined)} loading={retry.isPending}>
          {t('counter.submit.retry')}
        </Button>
      </div>
      <ErrorNotice error={retry.error ?? reopen.error} />
    </>
  );
}
