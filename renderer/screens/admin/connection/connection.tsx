/** Address and credentials of the approval system, with a test that shows latency and clock difference. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionKind, ConnectionSettings } from '#shared/connection/connection-settings.ts';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useSession } from '../../../state/use-session.ts';
import { ConnectionReport } from './connection-report.tsx';
import { SettingFields, useConnectionWords } from './setting-fields.tsx';
import { toSettings, toValues } from './setting-values.ts';
import type { SettingValues } from './setting-values.ts';

export function Connection() {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const settings = useQuery(orpc.admin.connection.get.queryOptions());
  const kinds = useQuery(orpc.admin.connection.kinds.queryOptions());
  if (settings.isPending || kinds.isPending) return <Busy />;
  return (
    <div className="admin-stack">
      <h1>{t('admin.connection.title')}</h1>
      <ErrorNotice error={settings.error ?? kinds.error} />
      {settings.data === null && <p className="bad">{t('admin.connection.notSet')}</p>}
      {kinds.data && <ConnectionPanel kinds={kinds.data} settings={settings.data ?? null} />}
    </div>
  );
}

/** Each kind has a form of its own; with only one there is nothing to choose. */
function ConnectionPanel({ kinds, settings }: { kinds: readonly ConnectionKind[]; settings: ConnectionSettings | null }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(settings?.kind);
  const kind = kinds.find((candidate) => candidate.kind === chosen) ?? kinds[0];
  if (!kind) return null;
  return (
    <section className="admin-panel" style={{ maxWidth: 820 }}>
      {kinds.length > 1 && (
        <Form layout="vertical">
          <Form.Item label={t('admin.connection.kind')}>
            <Select
              value={kind.kind}
              aria-label={t('admin.connection.kind')}
              options={kinds.map((one) => ({ value: one.kind, label: <KindName kind={one.kind} /> }))}
              onChange={setChosen}
            />
          </Form.Item>
        </Form>
      )}
      <ConnectionForm key={kind.kind} kind={kind} settings={settings} />
    </section>
  );
}

const KindName = ({ kind }: { kind: string }) => useConnectionWords(kind).name;

function ConnectionForm({ kind, settings }: { kind: ConnectionKind; settings: ConnectionSettings | null }) {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const session = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<SettingValues>();
  const test = useMutation({ mutationFn: (values: SettingValues) => client.admin.connection.test(toSettings(kind, values, settings)) });
  const save = useMutation({
    mutationFn: (values: SettingValues) => client.admin.connection.save(toSettings(kind, values, settings)),
    onSuccess: (saved) => {
      queryClient.setQueryData(orpc.admin.connection.get.queryKey(), saved);
      form.setFieldsValue(Object.fromEntries(kind.fields.flatMap(({ key, secret }) => (secret ? [[key, '']] : []))));
      void message.success(t('admin.connection.saved'));
    },
  });
  return (
    <>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={toValues(kind, settings)}
        onFinish={(values) => save.mutate(values)}
      >
        {session.data?.demo && <Alert type="warning" showIcon title={t('admin.connection.demoEnds')} style={{ marginBottom: 16 }} />}
        <SettingFields kind={kind} secretsStored={settings?.kind === kind.kind} />
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
    </>
  );
}
