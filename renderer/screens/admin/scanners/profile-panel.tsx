/** The one-touch profiles: which buttons the counter has, and what each of them does. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Space, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScannerConfig, ScanProfile } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { ProfileDialog } from './profile-dialog.tsx';
import { useRequestText } from './request-text.ts';

function useProfiles() {
  const { client, orpc } = useBackend();
  const queryClient = useQueryClient();
  const profiles = useQuery(orpc.admin.profiles.list.queryOptions());
  const keep = (list: ScanProfile[]) => queryClient.setQueryData(orpc.admin.profiles.list.queryKey(), list);
  const save = useMutation({ mutationFn: (profile: ScanProfile) => client.admin.profiles.save(profile), onSuccess: keep });
  const remove = useMutation({ mutationFn: (id: string) => client.admin.profiles.remove({ id }), onSuccess: keep });
  return { profiles, save, remove };
}

export function ProfilePanel({ scanners }: { scanners: readonly ScannerConfig[] }) {
  const { t } = useTranslation();
  const { profiles, save, remove } = useProfiles();
  const { modal } = App.useApp();
  const [editing, setEditing] = useState<ScanProfile | null>(null);
  const first = scanners.find(({ isDefault }) => isDefault) ?? scanners[0];
  const add = () =>
    first &&
    setEditing({ id: crypto.randomUUID(), name: '', scannerId: first.id, itemCode: null, request: first.defaults, waitForPaper: false });
  const ask = ({ id, name }: ScanProfile) =>
    modal.confirm({
      title: t('devices.profiles.removeTitle', { name }),
      okText: t('action.remove'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutate(id),
    });
  return (
    <section className="admin-panel">
      <div className="admin-title">
        <h2>{t('devices.profiles.title')}</h2>
        <Button onClick={add} disabled={!first}>
          {t('devices.profiles.add')}
        </Button>
        <span className="soft">{t('devices.profiles.lead')}</span>
      </div>
      <ErrorNotice error={profiles.error ?? save.error ?? remove.error} />
      <ProfileTable profiles={profiles.data ?? []} scanners={scanners} onEdit={setEditing} onRemove={ask} />
      {editing && (
        <ProfileDialog
          key={editing.id}
          profile={editing}
          scanners={scanners}
          saving={save.isPending}
          onClose={() => setEditing(null)}
          onSave={(profile) => save.mutate(profile, { onSuccess: () => setEditing(null) })}
        />
      )}
    </section>
  );
}

type ProfileTableProps = {
  profiles: readonly ScanProfile[];
  scanners: readonly ScannerConfig[];
  onEdit: (profile: ScanProfile) => void;
  onRemove: (profile: ScanProfile) => void;
};

function ProfileTable({ profiles, scanners, onEdit, onRemove }: ProfileTableProps) {
  const { t } = useTranslation();
  const requestText = useRequestText();
  return (
    <Table
      rowKey="id"
      size="middle"
      pagination={false}
      dataSource={profiles}
      locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('devices.profiles.empty')} /> }}
      columns={[
        { title: t('devices.profiles.name'), render: (_value, { name }, index) => `${name}${index < 9 ? `（Alt+${index + 1}）` : ''}` },
        {
          title: t('devices.profiles.scanner'),
          render: (_value, { scannerId }) =>
            scanners.find(({ id }) => id === scannerId)?.name ?? (scanners.length > 0 && t('devices.profiles.gone')),
        },
        {
          title: t('devices.profiles.settings'),
          render: (_value, { request, waitForPaper }) =>
            [requestText(request), waitForPaper && t('devices.profiles.waitForPaper')].filter(Boolean).join(' · '),
        },
        {
          render: (_value, profile) => (
            <Space>
              <Button onClick={() => onEdit(profile)}>{t('action.edit')}</Button>
              <Button danger onClick={() => onRemove(profile)}>
                {t('action.remove')}
              </Button>
            </Space>
          ),
        },
      ]}
    />
  );
}
