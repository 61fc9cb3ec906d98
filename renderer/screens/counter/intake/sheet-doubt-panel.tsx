/** After the program was cut off with paper in the feeder: which sheet to put back, and the last page that was received to go by. */
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SheetDoubt } from '#shared/case.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { PageThumbnail } from '../../../components/page/page-thumbnail.tsx';
import { PausePicture } from '../../../components/scan/pause-picture.tsx';
import { doubtText } from '../../../components/scan/sheet-doubt.ts';

type Props = { view: CaseView; doubt: SheetDoubt; starting: boolean; canScan: boolean; onScan: () => void };

export function SheetDoubtPanel({ view, doubt, starting, canScan, onScan }: Props) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const { modal } = App.useApp();
  const allThere = useMutation({ mutationFn: () => client.scan.allThere({ caseId: view.case.id, jobId: doubt.jobId }) });
  const last = view.case.pages.find(({ id }) => id === doubt.lastPageId);
  const { key, ...numbers } = doubtText(doubt);
  const steps = [
    t(`scan.doubt.find.${last ? 'after' : 'all'}`),
    t(doubt.frontReceived ? 'scan.doubt.putBack.half' : `scan.doubt.putBack.${key}`, numbers),
  ];
  const ask = () =>
    modal.confirm({
      title: t('scan.doubt.sureTitle'),
      content: t('scan.doubt.sureText', numbers),
      okText: t('scan.doubt.allThere'),
      cancelText: t('action.cancel'),
      onOk: () => allThere.mutateAsync().catch(() => undefined),
    });
  return (
    <section className="scan-pause sheet-doubt" role="alert">
      <PausePicture kind="other" />
      <div>
        <h2>{t(`scan.doubt.title.${key}`, numbers)}</h2>
        <p className="scan-pause-cause">{t('scan.doubt.cause', { device: doubt.deviceName })}</p>
        <ol className="scan-pause-steps">
          {(doubt.source === 'platen' ? steps.slice(1) : steps).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <ErrorNotice error={allThere.error} />
      </div>
      {last ? (
        <figure>
          <PageThumbnail page={last} duplicate={false} selected={false} />
          <figcaption>{t('scan.doubt.last')}</figcaption>
        </figure>
      ) : (
        <span />
      )}
      <div className="scan-pause-actions">
        <Button type="primary" onClick={onScan} loading={starting} disabled={!canScan} autoFocus>
          {t('scan.doubt.scan')} <kbd>F2</kbd>
        </Button>
        <Button onClick={ask} loading={allThere.isPending}>
          {t('scan.doubt.allThere')}
        </Button>
      </div>
    </section>
  );
}
