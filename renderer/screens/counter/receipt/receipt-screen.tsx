/** After submission: sending, failed, or the receipt with its case number. */
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useCaseChange } from '../../../state/use-case.ts';
import { CaseBar } from '../case-bar.tsx';
import { CaseScreen } from '../case-screen.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import './receipt.css';
import { SendingPanel } from './sending-panel.tsx';

export function ReceiptScreen() {
  return <CaseScreen>{(view) => <ReceiptOf view={view} />}</CaseScreen>;
}

function ReceiptOf({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const navigate = useNavigate();
  const caseId = view.case.id;
  const submit = useCaseChange(caseId, () => client.submission.submit({ caseId }));
  const { state, caseNumber } = view.case;
  const sending = state === 'submitting' || state === 'submit_failed';
  return (
    <div className="receipt-screen">
      <CaseBar view={view} step="receipt" />
      <div className="receipt-body">
        {caseNumber !== null && !sending ? (
          <ReceiptPanel view={view} />
        ) : sending ? (
          <SendingPanel view={view} />
        ) : (
          <div className="panel receipt-waiting">
            <p>{t(`caseState.${state}`)}</p>
            {view.case.approvalMessage && <p>{view.case.approvalMessage}</p>}
            {state === 'ready' && (
              <Button type="primary" size="large" autoFocus loading={submit.isPending} onClick={() => submit.mutate(undefined)}>
                {t('counter.confirm.submit')}
              </Button>
            )}
            <Button onClick={() => void navigate({ to: `/counter/case/${caseId}/review` })}>{t('counter.submit.reopen')}</Button>
            <ErrorNotice error={submit.error} />
          </div>
        )}
      </div>
    </div>
  );
}
