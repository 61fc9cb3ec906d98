/** Models, memory, audit chain, clock and key storage at a glance. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { OcrEngineChoice } from '../recognition/ocr-engine-choice.tsx';
import { AuditNotice } from './audit-notice.tsx';
import { ClockDoubtNotice } from './clock-doubt.tsx';

export function Status() {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const status = useQuery(
    orpc.admin.status.get.queryOptions({ refetchInterval: ({ state }) => (state.data?.audit.checking ? 1_000 : 10_000) }),
  );
  if (status.isPending) return <Busy />;
  if (!status.data)
    return <ErrorNotice error={status.error} action={<Button onClick={() => void status.refetch()}>{t('action.retry')}</Button>} />;
  const { models, recognizerRssBytes, hostRssBytes, audit, clockDoubt, keyStorage, dataFolder } = status.data;
  const megabytes = (bytes: number) => t('admin.status.megabytes', { value: Math.round(bytes / 1024 / 1024) });
  return (
    <div className="admin-stack">
      <h1>{t('admin.status.title')}</h1>
      <ClockDoubtNotice doubt={clockDoubt} />
      <AuditNotice audit={audit} />
      <section className="admin-panel">
        <dl className="admin-facts">
          <dt>
            {t('admin.status.models')} · {t('admin.status.classifier')}
          </dt>
          <dd>{models.classifier}</dd>
          <dt>
            {t('admin.status.models')} · {t('admin.status.ocr')}
          </dt>
          <dd>{models.ocr}</dd>
          <dt>
            {t('admin.status.memory')} · {t('admin.status.recognizer')}
          </dt>
          <dd>{megabytes(recognizerRssBytes)}</dd>
          <dt>
            {t('admin.status.memory')} · {t('admin.status.host')}
          </dt>
          <dd>{megabytes(hostRssBytes)}</dd>
          <dt>{t('admin.status.key')}</dt>
          <dd>{keyStorage}</dd>
          <dt>{t('admin.status.dataFolder')}</dt>
          <dd>
            <code>{dataFolder}</code>
          </dd>
        </dl>
      </section>
      <OcrEngineChoice />
    </div>
  );
}
