/** A self-signed scanner is trusted only after a person has compared its fingerprint with the device's own panel. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScannerCertificate } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatDate } from '../../../components/format-time.ts';
import { fingerprintLines } from './fingerprint-groups.ts';

type Props = { driver: string; address: string; onClose: () => void; onAccept: (pinnedAddress: string) => void };

export function CertificateDialog({ driver, address, onClose, onAccept }: Props) {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  // Asked anew each time: a stored answer would be compared with a device that may have changed.
  const certificate = useQuery(orpc.admin.scanners.certificate.queryOptions({ input: { driver, address }, staleTime: 0, gcTime: 0 }));
  const [checked, setChecked] = useState(false);
  const found = certificate.data;
  const mustCompare = found !== undefined && found !== null && !found.trusted && found.pin !== 'matches';
  return (
    <Modal
      open
      width={760}
      title={t('devices.certificate.title')}
      onCancel={onClose}
      onOk={() => (mustCompare ? onAccept(found.pinnedAddress) : onClose())}
      okText={mustCompare ? t('devices.certificate.accept') : t('devices.certificate.close')}
      okButtonProps={{ disabled: mustCompare && !checked, danger: found?.pin === 'differs' }}
      cancelText={t('action.cancel')}
    >
      {certificate.isPending && <Busy />}
      <ErrorNotice error={certificate.error} />
      {found === null && <p>{t('devices.certificate.none')}</p>}
      {found && <CertificateFacts certificate={found} mustCompare={mustCompare} />}
      {mustCompare && (
        <Checkbox checked={checked} onChange={(event) => setChecked(event.target.checked)}>
          {t('devices.certificate.checked')}
        </Checkbox>
      )}
    </Modal>
  );
}

function CertificateFacts({ certificate, mustCompare }: { certificate: ScannerCertificate; mustCompare: boolean }) {
  const { t } = useTranslation();
  const { sha256, subject, issuer, validFrom, validTo, trusted, pin } = certificate;
  return (
    <>
      {pin === 'differs' && <Alert type="error" showIcon title={t('devices.certificate.differs')} />}
      {!mustCompare && <Alert type="success" showIcon title={t(trusted ? 'devices.certificate.trusted' : 'devices.certificate.matches')} />}
      {mustCompare && <p className="certificate-lead">{t('devices.certificate.lead')}</p>}
      <figure className="fingerprint">
        <figcaption>{t('devices.certificate.fingerprint')}</figcaption>
        {fingerprintLines(sha256).map((line, index) => (
          <div key={index}>
            {line.map((group, at) => (
              <code key={at}>{group}</code>
            ))}
          </div>
        ))}
      </figure>
      <dl className="admin-facts">
        <dt>{t('devices.certificate.subject')}</dt>
        <dd>{subject}</dd>
        <dt>{t('devices.certificate.issuer')}</dt>
        <dd>{issuer}</dd>
        <dt>{t('devices.certificate.validity')}</dt>
        <dd className="num">
          {formatDate(validFrom)} – {formatDate(validTo)}
        </dd>
      </dl>
    </>
  );
}
