/** Loads the case of the address and hands its view to a screen. */
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { Busy } from '../../components/busy.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useCase } from '../../state/use-case.ts';

export function CaseScreen({ children }: { children: (view: CaseView) => ReactNode }) {
  const { t } = useTranslation();
  const { caseId = '' } = useParams({ strict: false }) as { caseId?: string };
  const query = useCase(caseId);
  if (query.isPending) return <Busy />;
  if (!query.data)
    return (
      <div className="counter-page">
        <ErrorNotice error={query.error} action={<Button onClick={() => void query.refetch()}>{t('action.retry')}</Button>} />
      </div>
    );
  return children(query.data);
}
