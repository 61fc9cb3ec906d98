/** What a scanner answered to the test. */
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScannerCapabilities } from '#shared/device.ts';
import type { Client } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';

type Report = Awaited<ReturnType<Client['admin']['scanners']['test']>>;

/** Errors that a look at the certificate can mend. */
const certificateCodes = ['device.tls-untrusted', 'device.certificate-changed'];

export function ScannerReport({ report, onCertificate }: { report: Report; onCertificate: () => void }) {
  const { t } = useTranslation();
  const input = useInputText();
  if (!report.ok)
    return (
      <ErrorNotice
        error={report.error}
        action={
          certificateCodes.includes(report.error?.code ?? '') && <Button onClick={onCertificate}>{t('devices.certificate.show')}</Button>
        }
      />
    );
  const { capabilities, status } = report;
  return (
    <Alert
      type="success"
      title={t('admin.scanners.ok')}
      description={
        <dl className="admin-facts">
          <dt>{t('admin.scanners.model')}</dt>
          <dd>
            {capabilities?.makeAndModel} {capabilities?.serialNumber}
          </dd>
          <dt>{t('admin.scanners.state')}</dt>
          <dd>{status && t(`admin.scanners.deviceState.${status.state}`)}</dd>
          <dt>{t('admin.scanners.feederState')}</dt>
          <dd>{status?.feeder ? t(`admin.scanners.feederStates.${status.feeder}`) : t('admin.scanners.none')}</dd>
          <dt>{t('admin.scanners.feeder')}</dt>
          <dd>
            {input(capabilities?.feeder)}
            {capabilities?.feeder?.duplex && ` · ${t('admin.scanners.duplex')}`}
          </dd>
          <dt>{t('admin.scanners.platen')}</dt>
          <dd>{input(capabilities?.platen)}</dd>
        </dl>
      }
    />
  );
}

function useInputText() {
  const { t } = useTranslation();
  return (input: ScannerCapabilities['platen'] | undefined): string =>
    input
      ? t('admin.scanners.capabilities', {
          colors: input.colorModes.map((mode) => t(`counter.intake.color.${mode}`)).join('/'),
          dpi: input.resolutions.join('/'),
        })
      : t('admin.scanners.none');
}
