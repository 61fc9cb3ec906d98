/** The switch for protocol traces, with what is and what is never written, and the traces there are. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Empty, Space, Switch, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RecorderView } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatTime } from '../../../components/format-time.ts';

/** Saved by the browser like any download; nothing leaves the machine. */
function saveAsFile({ name, text }: { name: string; text: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

function useRecorder() {
  const { client, orpc } = useBackend();
  const queryClient = useQueryClient();
  const recorder = useQuery(orpc.admin.recorder.get.queryOptions({ refetchInterval: 10_000 }));
  const keep = (view: RecorderView) => queryClient.setQueryData(orpc.admin.recorder.get.queryKey(), view);
  const turn = useMutation({ mutationFn: (on: boolean) => client.admin.recorder.set({ on }), onSuccess: keep });
  const remove = useMutation({ mutationFn: (id: string) => client.admin.recorder.remove({ id }), onSuccess: keep });
  const save = useMutation({ mutationFn: (id: string) => client.admin.recorder.read({ id }), onSuccess: saveAsFile });
  return { recorder, turn, remove, save };
}

export function RecorderPanel() {
  const { t } = useTranslation();
  const { recorder, turn, remove, save } = useRecorder();
  const on = recorder.data?.on ?? false;
  return (
    <section className="admin-panel">
      <div className="admin-title">
        <h2>{t('devices.recorder.title')}</h2>
        <Switch checked={on} loading={turn.isPending} onChange={(next) => turn.mutate(next)} aria-label={t('devices.recorder.title')} />
        <strong className={on ? 'bad' : 'soft'}>{t(on ? 'devices.recorder.on' : 'devices.recorder.off')}</strong>
        <span className="soft">{t('devices.recorder.lead')}</span>
      </div>
      <ErrorNotice error={recorder.error ?? turn.error ?? remove.error ?? save.error} />
      <Alert
        type={on ? 'warning' : 'info'}
        title={
          <>
            <div>{t('devices.recorder.written')}</div>
            <div>{t('devices.recorder.notWritten')}</div>
          </>
        }
      />
      <Table
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={recorder.data?.traces ?? []}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('devices.recorder.empty')} /> }}
        columns={[
          { title: t('devices.recorder.time'), render: (_value, { recordedAt }) => formatTime(recordedAt) },
          { title: t('devices.recorder.model'), dataIndex: 'makeAndModel' },
          { title: t('devices.recorder.exchanges'), dataIndex: 'exchanges' },
          { title: t('devices.recorder.outcome'), dataIndex: 'outcome' },
          {
            render: (_value, { id }) => (
              <Space>
                <Button onClick={() => save.mutate(id)}>{t('devices.recorder.save')}</Button>
                <Button danger onClick={() => remove.mutate(id)}>
                  {t('action.remove')}
                </Button>
              </Space>
            ),
          },
        ]}
      />
    </section>
  );
}
