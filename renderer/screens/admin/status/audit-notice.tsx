/** Whether the audit log is whole, how far that was verified, and the way to verify all of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AuditState } from '#shared/host-status.ts';
import { useBackend } from '../../../backend.ts';
import { formatTime } from '../../../components/format-time.ts';

export function AuditNotice({ audit }: { audit: AuditState }) {
  const { t } = useTranslation();
  const { orpc, client } = useBackend();
  const queries = useQueryClient();
  const check = useMutation({
    mutationFn: () => client.admin.status.checkAudit(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.admin.status.get.key() }),
  });
  const { rows, brokenAt, checking, checkedAt } = audit;
  const checkAll = (
    <Button loading={check.isPending || checking} onClick={() => check.mutate()}>
      {t('admin.status.checkAudit')}
    </Button>
  );
  if (brokenAt !== null)
    return (
      <Alert
        type="error"
        showIcon
        title={t('admin.status.auditBroken', { row: brokenAt })}
        description={t('admin.status.auditBrokenHint')}
        action={checkAll}
      />
    );
  const state = checking ? t('admin.status.auditChecking', { count: rows }) : t('admin.status.auditOk', { count: rows });
  return (
    <Alert
      type={checking ? 'info' : 'success'}
      showIcon
      title={`${t('admin.status.audit')}：${state}`}
      description={checkedAt === null ? undefined : t('admin.status.auditCheckedAt', { time: formatTime(checkedAt) })}
      action={checkAll}
    />
  );
}
