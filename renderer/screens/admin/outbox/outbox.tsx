/** Cases that wait, stand still or came back: nothing is lost, and this is where it can be seen. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PushReason } from '#shared/push-reason.ts';
import { pushReasonText } from '#shared/push-reason-texts.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatTime } from '../../../components/format-time.ts';
import { useLanguage } from '../../../i18n/language.ts';

const colours: Record<string, string> = { pending: 'blue', sending: 'blue', parked: 'orange', rejected: 'red', delivered: 'green' };

/** A rejected case needs another content, and that is for a clerk. */
const forcible = ['pending', 'parked'];

export function Outbox() {
  const { t, i18n } = useTranslation();
  const { orpc } = useBackend();
  const rows = useQuery(orpc.admin.outbox.list.queryOptions({ refetchInterval: 5_000 }));
  const stateName = (state: string) =>
    i18n.exists(`admin.outbox.states.${state}`) ? t(`admin.outbox.states.${state}` as 'admin.outbox.states.pending') : state;
  return (
    <div className="admin-stack">
      <div className="admin-title">
        <h1>{t('admin.outbox.title')}</h1>
        <Button onClick={() => void rows.refetch()}>{t('action.refresh')}</Button>
      </div>
      <p className="soft">{t('admin.outbox.lead')}</p>
      <ErrorNotice error={rows.error} />
      <Table
        rowKey="id"
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        loading={rows.isPending}
        dataSource={rows.data ?? []}
        locale={{ emptyText: <Empty description={t('admin.outbox.empty')} /> }}
        columns={[
          { title: t('admin.outbox.caseId'), render: (_value, row) => row.caseNumber ?? <code>{row.caseId.slice(0, 8)}</code> },
          { title: t('admin.outbox.state'), render: (_value, { state }) => <Tag color={colours[state]}>{stateName(state)}</Tag> },
          { title: t('admin.outbox.since'), render: (_value, { createdAt }) => formatTime(createdAt) },
          { title: t('admin.outbox.attempts'), dataIndex: 'attempts' },
          { title: t('admin.outbox.next'), render: (_value, row) => (row.state === 'pending' ? formatTime(row.nextAttemptAt) : '—') },
          { title: t('admin.outbox.lastError'), render: (_value, { lastError }) => <LastError reason={lastError} /> },
          { title: '', render: (_value, { caseId, state }) => forcible.includes(state) && <TryNow caseId={caseId} /> },
        ]}
      />
    </div>
  );
}

function TryNow({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const tryNow = useMutation({
    mutationFn: () => client.admin.outbox.retry({ caseId }),
    onSuccess: ({ did }) => message.success(t(`admin.outbox.did.${did}`)),
    onSettled: () => queries.invalidateQueries({ queryKey: orpc.admin.outbox.list.key() }),
  });
  return (
    <>
      <Button loading={tryNow.isPending} onClick={() => tryNow.mutate()}>
        {t('admin.outbox.retry')}
      </Button>
      <ErrorNotice error={tryNow.error} />
    </>
  );
}

function LastError({ reason }: { reason: PushReason | null }) {
  const language = useLanguage();
  return <>{reason ? pushReasonText(reason, language) : '—'}</>;
}
