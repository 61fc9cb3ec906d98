/** After how many minutes without a touch a screen of staff locks. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';

export function IdleLock() {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const setting = useQuery(orpc.admin.idleLock.get.queryOptions());
  const save = useMutation({
    mutationFn: (minutes: number) => client.admin.idleLock.save({ minutes }),
    onSuccess: (saved) => {
      queryClient.setQueryData(orpc.admin.idleLock.get.queryKey(), saved);
      void message.success(t('admin.accounts.idleSaved'));
    },
  });
  if (!setting.data) return <ErrorNotice error={setting.error} />;
  return (
    <section className="admin-panel">
      <Form<{ minutes: number }>
        layout="inline"
        requiredMark={false}
        initialValues={setting.data}
        onFinish={({ minutes }) => save.mutate(minutes)}
      >
        <Form.Item name="minutes" label={t('admin.accounts.idleLock')} rules={[{ required: true, message: t('session.required') }]}>
          <InputNumber min={1} max={60} precision={0} suffix={t('admin.accounts.idleMinutes')} style={{ width: 140 }} />
        </Form.Item>
        <Button htmlType="submit" loading={save.isPending}>
          {t('action.save')}
        </Button>
      </Form>
      <ErrorNotice error={save.error} />
    </section>
  );
}
