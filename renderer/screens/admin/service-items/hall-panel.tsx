/** What notices and receipts say about the hall. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Hall } from '#shared/contract/item-procedures.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';

export function HallPanel() {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const hall = useQuery(orpc.admin.hall.get.queryOptions());
  const save = useMutation({
    mutationFn: (input: Hall) => client.admin.hall.save(input),
    onSuccess: (saved) => {
      queryClient.setQueryData(orpc.admin.hall.get.queryKey(), saved);
      void message.success(t('serviceItems.hall.saved'));
    },
  });
  if (!hall.data) return <ErrorNotice error={hall.error} />;
  return (
    <section className="panel admin-panel">
      <h2>{t('serviceItems.hall.title')}</h2>
      <Form<Hall>
        className="hall-form"
        layout="vertical"
        initialValues={hall.data}
        onFinish={(values) => save.mutate(values)}
        requiredMark={false}
      >
        <Form.Item name="name" label={t('serviceItems.hall.name')} rules={[{ required: true, max: 60 }]}>
          <Input />
        </Form.Item>
        <Form.Item name="phone" label={t('serviceItems.hall.phone')} rules={[{ max: 40 }]}>
          <Input />
        </Form.Item>
        <Form.Item name="address" label={t('serviceItems.hall.address')} rules={[{ max: 120 }]}>
          <Input />
        </Form.Item>
        <Form.Item name="hours" label={t('serviceItems.hall.hours')} rules={[{ max: 60 }]}>
          <Input />
        </Form.Item>
        <Form.Item
          name="queryUrl"
          label={t('serviceItems.hall.queryUrl')}
          extra={t('serviceItems.hall.queryUrlHint')}
          rules={[{ type: 'url' }]}
        >
          <Input placeholder="https://" />
        </Form.Item>
        <div>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </Form>
      <ErrorNotice error={save.error} />
    </section>
  );
}
