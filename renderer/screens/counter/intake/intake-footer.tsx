/** What is still missing, in one line, and the way on to the review. */
import { App, Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useBackend } from '../../../backend.ts';
import { CorrectionSlip } from '../../../components/correction-slip.tsx';
import { ChangeSituation } from './change-situation.tsx';
import { useMutation } from '@tanstack/react-query';

export function IntakeFooter({ view, onReview }: { view: CaseView; onReview: () => void }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const withdraw = useMutation({
    mutationFn: () => client.cases.withdraw({ caseId: view.case.id }),
    onSuccess: () => navigate({ to: '/counter' as string }),
  });
  const missing = view.checklist.slots.filter(({ required, state }) => required && (state === 'missing' || state === 'partial'));
  const reading = view.case.pages.filter(({ state }) => state === 'stored').length;
  const askWithdraw = () =>
    modal.confirm({
      title: t('counter.intake.withdrawTitle'),
      content: t('counter.intake.withdrawText'),
      okText: t('counter.intake.withdraw'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: () => withdraw.mutateAsync().catch(() => undefined),
    });
  return (
    <footer className="case-footer">
      <Button type="text" danger onClick={askWithdraw}>
        {t('counter.intake.withdraw')}
      </Button>
      <ChangeSituation view={view} />
      <span className="case-footer-text" role="status">
        {missing.length === 0 ? (
          <strong className="ok">{t('counter.intake.complete')}</strong>
        ) : (
          <>
            <strong className="bad">{t('counter.intake.missingCount', { count: missing.length })}</strong>{' '}
            {missing.map(({ name }) => name).join('、')}
          </>
        )}
        {reading > 0 && <span className="soft"> · {t('counter.intake.reading', { count: reading })}</span>}
      </span>
      {missing.length > 0 && view.case.pages.length > 0 && <CorrectionSlip view={view} />}
      <Button type="primary" size="large" onClick={onReview} disabled={view.case.documents.length === 0}>
        {t('counter.intake.goReview')}
        {view.openFields > 0 ? ` (${view.openFields})` : ''} <kbd>F8</kbd>
      </Button>
    </footer>
  );
}
