/** The receipt on screen, its printing, and the next case. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { CaseStateTag } from '../../../components/case-state-tag.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useHotkeys } from '../../../components/hotkeys/hotkey-provider.tsx';
import { IssuedActions, IssuedPaper } from '../../../components/issued-paper.tsx';
import { useCaseChange } from '../../../state/use-case.ts';

export function ReceiptPanel({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const navigate = useNavigate();
  const caseId = view.case.id;
  // Issued once by the host; asking again gives the same paper.
  const receipt = useQuery({ ...orpc.documents.issueReceipt.queryOptions({ input: { caseId } }), staleTime: Infinity });
  const refresh = useCaseChange(caseId, () => client.submission.refresh({ caseId }));
  const print = () => window.print();
  const next = () => void navigate({ to: '/counter/new' as string });
  useHotkeys(t('counter.receipt.title'), [
    { keys: 'Ctrl+p', label: t('counter.receipt.print'), run: print },
    { keys: 'F2', label: t('counter.receipt.newCase'), run: next },
  ]);
  if (receipt.isPending) return <Busy />;
  if (receipt.isError) return <ErrorNotice error={receipt.error} />;
  return (
    <div className="receipt-layout">
      <aside>
        <p className="receipt-done">✓ {t('counter.receipt.done')}</p>
        <p className="receipt-number num">{view.case.caseNumber}</p>
        <IssuedActions caseId={caseId} document={receipt.data} primary />
        <Button size="large" block onClick={next}>
          {t('counter.receipt.newCase')} <kbd>F2</kbd>
        </Button>
        <p>
          <span className="soft">{t('counter.receipt.state')}：</span>
          <CaseStateTag state={view.case.state} />
        </p>
        {view.case.approvalMessage && <p>{view.case.approvalMessage}</p>}
        <Button block onClick={() => refresh.mutate(undefined)} loading={refresh.isPending}>
          {t('counter.receipt.refresh')}
        </Button>
        <ErrorNotice error={refresh.error} />
      </aside>
      <IssuedPaper caseId={caseId} document={receipt.data} />
    </div>
  );
}
