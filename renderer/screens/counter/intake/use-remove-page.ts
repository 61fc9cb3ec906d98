/** Asks before a page is taken out of the case, then takes it out. */
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Page } from '#shared/case.ts';
import { useBackend } from '../../../backend.ts';
import { useCaseChange } from '../../../state/use-case.ts';

export function useRemovePage(caseId: string, onRemoved: () => void) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const { modal } = App.useApp();
  const change = useCaseChange(caseId, (pageId: string) => client.cases.removePage({ caseId, pageId }));
  const ask = (page: Page) =>
    modal.confirm({
      title: t('counter.intake.removeTitle', { page: t('pageNumber', { number: page.index + 1 }) }),
      content: t('counter.intake.removeText'),
      okText: t('action.remove'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: () => change.mutateAsync(page.id).then(onRemoved, () => undefined),
    });
  return { ask, error: change.error };
}
