/** Files that no record asks for: put back, or deleted for good after a word was typed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Empty, Input, Modal, Space, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSafety } from '#shared/data-safety.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatTime } from '../../../components/format-time.ts';

type Batch = DataSafety['quarantine'][number];

export function QuarantineTable({ view: { quarantine, lookingOnly } }: { view: DataSafety }) {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const queries = useQueryClient();
  const [doomed, setDoomed] = useState<Batch | null>(null);
  const show = (view: DataSafety) => queries.setQueryData(orpc.admin.safety.get.queryKey(), view);
  const putBack = useMutation({ mutationFn: (id: string) => client.admin.safety.putBack({ id }), onSuccess: ({ view }) => show(view) });
  return (
    <section className="admin-panel">
      <h2>{t('admin.safety.quarantine')}</h2>
      <p className="soft">{t('admin.safety.putBackHint')}</p>
      {putBack.data && <Alert type="info" showIcon title={t('admin.safety.moved', { count: putBack.data.moved })} />}
      <ErrorNotice error={putBack.error} />
      <Table
        rowKey="id"
        pagination={false}
        dataSource={quarantine}
        locale={{ emptyText: <Empty description={t('admin.safety.empty')} /> }}
        columns={[
          { title: t('admin.safety.at'), render: (_value, { at }) => formatTime(at) },
          { title: t('admin.safety.reason'), render: (_value, { reason }) => t(`admin.safety.reasons.${reason}`) },
          { title: t('admin.safety.files'), dataIndex: 'files', align: 'right' },
          {
            title: t('admin.safety.size'),
            align: 'right',
            render: (_value, { bytes }) => t('admin.safety.megabytes', { value: (bytes / 2 ** 20).toFixed(1) }),
          },
          {
            render: (_value, batch) => (
              <Space>
                <Button disabled={lookingOnly !== null} loading={putBack.isPending} onClick={() => putBack.mutate(batch.id)}>
                  {t('admin.safety.putBack')}
                </Button>
                <Button danger disabled={lookingOnly !== null} onClick={() => setDoomed(batch)}>
                  {t('admin.safety.destroy')}
                </Button>
              </Space>
            ),
          },
        ]}
      />
      {doomed && <Destroy key={doomed.id} batch={doomed} onEnd={() => setDoomed(null)} onDone={show} />}
    </section>
  );
}

function Destroy({ batch, onEnd, onDone }: { batch: Batch; onEnd: () => void; onDone: (view: DataSafety) => void }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const [typed, setTyped] = useState('');
  const destroy = useMutation({
    mutationFn: () => client.admin.safety.destroy({ id: batch.id, confirm: batch.id }),
    onSuccess: (view) => {
      onDone(view);
      onEnd();
    },
  });
  return (
    <Modal
      open
      title={t('admin.safety.destroyTitle', { count: batch.files })}
      okText={t('admin.safety.destroy')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true, disabled: typed.trim() !== t('admin.safety.destroyExpected'), loading: destroy.isPending }}
      onOk={() => destroy.mutate()}
      onCancel={onEnd}
    >
      <p>{t('admin.safety.destroyHint')}</p>
      <Input value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={t('admin.safety.destroyWord')} />
      <ErrorNotice error={destroy.error} />
    </Modal>
  );
}
