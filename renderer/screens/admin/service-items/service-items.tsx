/** Service items of the hall: list, offer or withdraw, change, import and export; and what notices say about the hall. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueEntryView } from '#shared/contract/item-procedures.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { HallPanel } from './hall-panel.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { saveFile } from './save-file.ts';
import './service-items.css';
import { useCatalogueUpdate } from './use-catalogue-update.ts';

type Dialog = { kind: 'edit' | 'materials'; entry: CatalogueEntryView } | { kind: 'json' } | null;

export function ServiceItems() {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const update = useCatalogueUpdate();
  const items = useQuery(orpc.admin.serviceItems.list.queryOptions());
  const [dialog, setDialog] = useState<Dialog>(null);
  const setActive = useMutation({
    mutationFn: (input: { code: string; active: boolean }) => client.admin.serviceItems.setActive(input),
    onSuccess: update,
  });
  const exported = useMutation({
    mutationFn: (code: string) => client.admin.serviceItems.export({ code }),
    onSuccess: ({ fileName, text }) => saveFile(fileName, text),
  });
  const close = () => setDialog(null);
  return (
    <div className="admin-stack">
      <div className="admin-title">
        <h1>{t('serviceItems.title')}</h1>
        <Button type="primary" onClick={() => setDialog({ kind: 'json' })}>
          {t('serviceItems.import')}
        </Button>
      </div>
      <p className="soft">{t('serviceItems.lead')}</p>
      <ErrorNotice error={items.error ?? setActive.error ?? exported.error} />
      <ItemTable
        entries={items.data ?? []}
        loading={items.isPending}
        onDialog={setDialog}
        onActive={(entry) => setActive.mutate({ code: entry.item.code, active: !entry.active })}
        onExport={(entry) => exported.mutate(entry.item.code)}
      />
      <HallPanel />
      {dialog?.kind === 'edit' && <EditDialog item={dialog.entry.item} onClose={close} />}
      {dialog?.kind === 'json' && <ImportDialog item={null} onClose={close} />}
      {dialog?.kind === 'materials' && <ImportDialog item={dialog.entry.item} onClose={close} />}
    </div>
  );
}

type TableProps = {
  entries: CatalogueEntryView[];
  loading: boolean;
  onDialog: (dialog: Dialog) => void;
  onActive: (entry: CatalogueEntryView) => void;
  onExport: (entry: CatalogueEntryView) => void;
};

function ItemTable({ entries, loading, onDialog, onActive, onExport }: TableProps) {
  const { t } = useTranslation();
  return (
    <Table<CatalogueEntryView>
      rowKey={({ item }) => item.code}
      dataSource={entries}
      loading={loading}
      pagination={false}
      columns={[
        {
          title: t('serviceItems.name'),
          render: (_, { item, shipped, hasMapping }) => (
            <>
              <strong>{item.name}</strong> {shipped && <Tag>{t('serviceItems.shipped')}</Tag>}
              {!hasMapping && <Tag color="red">{t('serviceItems.noMapping')}</Tag>}
              <div className="soft">{item.departmentName}</div>
              <div className="soft num">{item.code}</div>
            </>
          ),
        },
        { title: t('serviceItems.version'), align: 'center', render: (_, { item }) => item.version },
        { title: t('serviceItems.materials'), align: 'center', render: (_, { item }) => item.materials.length },
        { title: t('serviceItems.fields'), align: 'center', render: (_, { item }) => item.formFields.length },
        { title: t('serviceItems.rules'), align: 'center', render: (_, { item }) => item.crossRules.length },
        {
          title: t('serviceItems.state'),
          render: (_, { active }) => (
            <Tag color={active ? 'green' : 'default'}>{t(active ? 'serviceItems.active' : 'serviceItems.inactive')}</Tag>
          ),
        },
        {
          render: (_, entry) => (
            <Space wrap>
              <Button onClick={() => onDialog({ kind: 'edit', entry })}>{t('serviceItems.edit')}</Button>
              <Button onClick={() => onDialog({ kind: 'materials', entry })}>{t('serviceItems.importMaterials')}</Button>
              <Button onClick={() => onExport(entry)}>{t('serviceItems.export')}</Button>
              <Button onClick={() => onActive(entry)}>{t(entry.active ? 'serviceItems.deactivate' : 'serviceItems.activate')}</Button>
            </Space>
          ),
        },
      ]}
    />
  );
}
