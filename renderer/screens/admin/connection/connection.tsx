/** Address and credentials of the approval system, with a test that shows latency and clock difference. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ConnectionSettings } from '#shared/contract.ts';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useSession } from '../../../state/use-session.ts';
import { ConnectionReport } from './connection-report.tsx';

type Values = { baseUrl: string; clientId: string; clientSecret: string; timeoutSeconds: number };
const toSettings = ({ timeoutSeconds, ...rest }: Values): ConnectionSettings => ({
  kind: 'rest',
  ...rest,
  clientSecret: rest.clientSecret ?? '',
  timeoutMs: timeoutSeconds * 1000,
});
const toValues = (settings: ConnectionSettings | null): Values => ({
  baseUrl: settings?.baseUrl ?? '',
  clientId: settings?.clientId ?? '',
  clientSecret: '',
  timeoutSeconds: (settings?.timeoutMs ?? 30_000) / 1000,
});

export function Connection() {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const settings = useQuery(orpc.admin.connection.get.queryOptions());
  if (settings.isPending) return <Busy />;
  return (
    <div className="admin-stack">
      <h1>{t('admin.connection.title')}</h1>
      <ErrorNotice error={settings.error} />
      {settings.data === null && <p className="bad">{t('admin.connection.notSet')}</p>}
      <ConnectionForm settings={settings.data ?? null} />
    </div>
  );
}

function ConnectionForm({ settings }: { settings: ConnectionSettings | null }) {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const session = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Values>();
  const test = useMutation({ mutationFn: (values: Values) => client.admin.connection.test(toSettings(values)) });
  const save = useMutation({
    mutationFn: (values: Values) => client.admin.connection.save(toSettings(values)),
    onSuccess: (saved) => {
      queryClient.setQueryData(orpc.admin.connection.get.queryKey(), saved);
      form.setFieldValue('clientSecret', '');
      void message.success(t('admin.connection.saved'));
    },
  });
  return (
    <section className="admin-panel" style={{ maxWidth: 820 }}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={toValues(settings)}
        onFinish={(values) => save.mutate(values)}
      >
        {session.data?.demo && <Alert type="warning" showIcon title={t('admin.connection.demoEnds')} style={{ marginBottom: 16 }} />}
        <ConnectionFields secretStored={settings !== null} />
        <Space>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
          <Button
            loading={test.isPending}
            onClick={() =>
              void form.validateFields().then(
                (values) => test.mutate(values),
                () => undefined,
              )
            }
          >
            {t('admin.connection.test')}
          </Button>
        </Space>
      </Form>
      <div style={{ marginTop: 16 }}>
        <ErrorNotice error={save.error ?? test.error} />
        {test.data && <ConnectionReport report={test.data} />}
      </div>
    </section>
  );
}

function ConnectionFields({ secretStored }: { secretStored: boolean }) {
  const { t } = useTranslation();
  const required = [{ required: true, message: t('session.required') }];
  return (
    <>
      <Form.Item name="baseUrl" label={t('admin.connection.baseUrl')} rules={[...required, { type: 'url' }]}>
        <Input autoFocus />
      </Form.Item>
      <Form.Item name="clientId" label={t('admin.connection.clientId')} rules={required}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="clientSecret"
        label={t('admin.connection.clientSecret')}
        extra={t('admin.connection.secretHint')}
        rules={secretStored ? [] : required}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="timeoutSeconds" label={t('admin.connection.timeout')} rules={required}>
        <InputNumber min={1} max={600} />
      </Form.Item>
    </>
  );
}
