/** Why a page could not be read, and the second try; its image is safe either way. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Page } from '#shared/case.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useCaseChange } from '../../../state/use-case.ts';

export function FailedPage({ caseId, page }: { caseId: string; page: Page }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const again = useCaseChange(caseId, () => client.cases.readAgain({ caseId, pageId: page.id }));
  if (page.state !== 'failed') return null;
  return (
    <ErrorNotice
      error={again.error ?? { code: page.errorCode ?? 'internal', details: {} }}
      action={
        <Button onClick={() => again.mutate(undefined)} loading={again.isPending}>
          {t('counter.intake.readAgain')}
        </Button>
      }
    />
  );
}
