/** While the case is on its way: it is safe, it goes by itself; or it failed, and what can be done. */
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import type { PushReason } from '#shared/push-reason.ts';
import { pushReasonText } from '#shared/push-reason-texts.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatTime } from '../../../components/format-time.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useCaseChange } from '../../../state/use-case.ts';

export function SendingPanel({ view }: { view: CaseView }) {
  return (
    <div className="panel receipt-waiting">{view.case.state === 'submit_failed' ? <Failed view={view} /> : <OnItsWay view={view} />}</div>
  );
}

function LastError({ reason }: { reason: PushReason | null | undefined }) {
  const language = useLanguage();
  return reason ? <Alert type="warning" title={pushReasonText(reason, language)} /> : null;
}

function OnItsWay({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const waits = view.push?.state === 'pending' && view.push.lastError !== null;
  return (
    <>
      {waits ? <Waiting view={view} /> : <Sending />}
      <p className="soft">{t('counter.submit.laterHint')}</p>
    </>
  );
}

function Sending() {
  const { t } = useTranslation();
  return (
    <>
      <Spin size="large" />
      <h2>{t('counter.submit.title')}</h2>
      <p role="status">{t('counter.submit.queued')}</p>
      <NextCase />
    </>
  );
}

/** Between two attempts: why, since when, until when, and the way not to wait. */
function Waiting({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const caseId = view.case.id;
  const { push } = view;
  const tryNow = useCaseChange(caseId, () => client.submission.retry({ caseId }));
  return (
    <>
      <h2>{t('counter.submit.waiting')}</h2>
      <LastError reason={push?.lastError} />
      <p className="num" role="status">
        {view.case.submittedAt !== null && `${t('counter.submit.since', { time: formatTime(view.case.submittedAt) })} · `}
        {t('counter.submit.attempts', { count: push?.attempts ?? 0 })}
        {push?.nextAttemptAt && ` · ${t('counter.submit.next', { time: formatTime(push.nextAttemptAt) })}`}
      </p>
      <div className="receipt-actions">
        <NextCase />
        <Button size="large" type="primary" autoFocus onClick={() => tryNow.mutate(undefined)} loading={tryNow.isPending}>
          {t('counter.submit.tryNow')}
        </Button>
      </div>
      <ErrorNotice error={tryNow.error} />
    </>
  );
}

function NextCase() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Button size="large" onClick={() => void navigate({ to: '/counter/new' as string })}>
      {t('counter.submit.later')}
    </Button>
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
      {view.push?.lastError ? <LastError reason={view.push.lastError} /> : <ErrorNotice error={{ code: 'push.rejected', details: {} }} />}
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
