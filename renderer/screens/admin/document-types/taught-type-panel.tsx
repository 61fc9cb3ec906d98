/** One taught type: its samples, what it is told by, what it would be mistaken for, and the switch that makes it live. */
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TaughtTypeView } from '#shared/taught-type.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { ReportPanel } from './report-panel.tsx';
import { SamplesPanel } from './samples-panel.tsx';
import { SignsPanel } from './signs-panel.tsx';
import { useTaughtType } from './use-document-types.ts';
import type { DocumentTypeChanges } from './use-document-types.ts';

type Props = { id: string; changes: DocumentTypeChanges; onRemove: (type: TaughtTypeView) => void };

export function TaughtTypePanel({ id, changes, onRemove }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { data: type, error } = useTaughtType(id);
  if (error) return <ErrorNotice error={error} />;
  if (!type) return <Busy />;
  const { setLive } = changes;
  const live = type.state === 'live';
  const turn = () =>
    setLive.mutate(
      { id, live: !live },
      { onSuccess: (view) => view.state === 'live' && void message.success(t('documentTypes.wentLive')) },
    );
  return (
    <div className="admin-stack">
      <SamplesPanel type={type} changes={changes} />
      <SignsPanel type={type} changes={changes} />
      <ReportPanel type={type} />
      <ErrorNotice error={setLive.error} />
      <div className="taught-actions">
        <Button
          type={live ? 'default' : 'primary'}
          size="large"
          loading={setLive.isPending}
          disabled={!live && type.report.obstacles.length > 0}
          onClick={turn}
        >
          {t(live ? 'documentTypes.withdraw' : 'documentTypes.goLive')}
        </Button>
        <Button size="large" danger onClick={() => onRemove(type)}>
          {t('documentTypes.remove')}
        </Button>
      </div>
    </div>
  );
}
