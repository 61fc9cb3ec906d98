/** Accounts of the hall's staff. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import type { Client } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useSession } from '../../../state/use-session.ts';
import { IdleLock } from './idle-lock.tsx';
import { NewAccountDialog, ResetPasswordDialog } from './account-dialogs.tsx';
import type { AccountView } from './account-view.ts';

function useAccountChanges() {
  const { client, orpc } = useBackend();
  const queryClient = useQueryClient();
  const onSuccess = (list: AccountView[]) => queryClient.setQueryData(orpc.admin.accounts.list.queryKey(), list);
  const create = useMutation({
    mutationFn: (input: Parameters<Client['admin']['accounts']['create']>[0]) => client.admin.accounts.create(input),
    onSuccess,
  });
  const reset = useMutation({
    mutationFn: (input: { account: string; password: string }) => client.admin.accounts.resetPassword(input),
    onSuccess,
  });
  const disable = useMutation({
    mutationFn: (input: { account: string; disabled: boolean }) => client.admin.accounts.setDisabled(input),
    onSuccess,
  });
  return { create, reset, disable };
}

export function Accounts() {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const accounts = useQuery(orpc.admin.accounts.list.queryOptions());
  const { create, reset, disable } = useAccountChanges();
  const [dialog, setDialog] = useState<'new' | AccountView | null>(null);
  const close = () => {
    setDialog(null);
    create.reset();
    reset.reset();
  };
  return (
    <div className="admin-stack">
      <div className="admin-title">
        <h1>{t('admin.accounts.title')}</h1>
        <Button type="primary" onClick={() => setDialog('new')}>
          {t('admin.accounts.add')}
        </Button>
      </div>
      <ErrorNotice error={accounts.error ?? disable.error} />
      <AccountTable
        accounts={accounts.data ?? []}
        loading={accounts.isPending}
        onReset={setDialog}
        onDisable={(account, disabled) => disable.mutate({ account, disabled })}
      />
      <IdleLock />
      {dialog === 'new' && (
        <NewAccountDialog
          saving={create.isPending}
          error={create.error}
          onClose={close}
          onSave={(values) => create.mutate(values, { onSuccess: close })}
        />
      )}
      {dialog !== null && dialog !== 'new' && (
        <ResetPasswordDialog
          account={dialog}
          saving={reset.isPending}
          error={reset.error}
          onClose={close}
          onSave={(password) => reset.mutate({ account: dialog.account, password }, { onSuccess: close })}
        />
      )}
    </div>
  );
}

type TableProps = {
  accounts: AccountView[];
  loading: boolean;
  onReset: (account: AccountView) => void;
  onDisable: (account: string, disabled: boolean) => void;
};

function AccountTable({ accounts, loading, onReset, onDisable }: TableProps) {
  const { t } = useTranslation();
  const session = useSession();
  const { modal } = App.useApp();
  const toggle = (row: AccountView) =>
    row.disabled
      ? onDisable(row.account, false)
      : void modal.confirm({
          title: t('admin.accounts.disableTitle', { name: row.displayName }),
          okText: t('admin.accounts.disable'),
          onOk: () => onDisable(row.account, true),
        });
  return (
    <Table
      rowKey="account"
      pagination={false}
      loading={loading}
      dataSource={accounts}
      columns={[
        { title: t('admin.accounts.account'), dataIndex: 'account' },
        { title: t('admin.accounts.displayName'), dataIndex: 'displayName' },
        { title: t('admin.accounts.role'), render: (_value, { role }) => t(`role.${role}`) },
        {
          title: t('admin.accounts.state'),
          render: (_value, row) => (
            <Space>
              {row.disabled && <Tag>{t('admin.accounts.disabled')}</Tag>}
              {row.locked && <Tag color="red">{t('admin.accounts.locked')}</Tag>}
              {row.mustChangePassword && <Tag color="gold">{t('admin.accounts.mustChange')}</Tag>}
              {!row.disabled && !row.locked && !row.mustChangePassword && <Tag color="green">{t('admin.accounts.active')}</Tag>}
            </Space>
          ),
        },
        {
          render: (_value, row) => (
            <Space>
              <Button onClick={() => onReset(row)}>{t('admin.accounts.reset')}</Button>
              {row.account !== session.data?.account && (
                <Button onClick={() => toggle(row)}>{t(row.disabled ? 'admin.accounts.enable' : 'admin.accounts.disable')}</Button>
              )}
            </Space>
          ),
        },
      ]}
    />
  );
}
