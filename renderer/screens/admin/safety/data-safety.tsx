/** Whether the data is whole: what the start found, what an administrator can decide, and the files in quarantine. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSafety as SafetyView } from '#shared/data-safety.ts';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatTime } from '../../../components/format-time.ts';
import { QuarantineTable } from './quarantine-table.tsx';

export function DataSafety() {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const safety = useQuery(orpc.admin.safety.get.queryOptions());
  if (safety.isPending) return <Busy />;
  if (!safety.data)
    return <ErrorNotice error={safety.error} action={<Button onClick={() => void safety.refetch()}>{t('action.retry')}</Button>} />;
  const view = safety.data;
  return (
    <div className="admin-stack">
      <h1>{t('admin.safety.title')}</h1>
      <p className="soft">{t('admin.safety.lead')}</p>
      <Findings view={view} />
      <QuarantineTable view={view} />
      <p className="soft">
        {t('admin.safety.dataFolder')} <code>{view.dataFolder}</code>
      </p>
    </div>
  );
}

function Findings({ view: { lookingOnly, trouble, tidied, ...view } }: { view: SafetyView }) {
  const { t } = useTranslation();
  if (view.accepted) return <Alert type="success" showIcon title={t('admin.safety.accepted')} />;
  const problem = trouble ?? lookingOnly;
  if (problem)
    return (
      <ErrorNotice error={problem} extra={<Lost details={problem.details} />} action={view.mayAccept && <Accept code={problem.code} />} />
    );
  return (
    <>
      <Alert type="success" showIcon title={t('admin.safety.fine')} />
      {tidied && tidied.pagesWithoutFile > 0 && (
        <Alert type="warning" showIcon title={t('admin.safety.bare', { count: tidied.pagesWithoutFile })} />
      )}
      {tidied && tidied.putBack > 0 && <Alert type="info" showIcon title={t('admin.safety.putBackAtStart', { count: tidied.putBack })} />}
    </>
  );
}

function Lost({ details }: { details: Record<string, unknown> }) {
  const { t } = useTranslation();
  const { lastSeen, auditRows, pages } = details;
  if (typeof lastSeen !== 'string') return null;
  return <p>{t('admin.safety.lost', { lastSeen: formatTime(lastSeen), auditRows: String(auditRows), pages: String(pages) })}</p>;
}

function Accept({ code }: { code: string }) {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const accept = useMutation({
    mutationFn: () => client.admin.safety.accept({ code }),
    onSuccess: (view) => queries.setQueryData(orpc.admin.safety.get.queryKey(), view),
  });
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {t('admin.safety.accept')}
      </Button>
      <Modal
        open={asking}
        title={t('admin.safety.acceptTitle')}
        okText={t('admin.safety.accept')}
        cancelText={t('action.cancel')}
        okButtonProps={{ danger: true, loading: accept.isPending }}
        onOk={() => accept.mutate()}
        onCancel={() => setAsking(false)}
      >
        <p>{t('admin.safety.acceptHint')}</p>
        <ErrorNotice error={accept.error} />
      </Modal>
    </>
  );
}
