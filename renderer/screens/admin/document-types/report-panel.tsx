/** What a taught type would be mistaken for, measured before it goes live. */
import { CheckCircleFilled, WarningFilled } from '@ant-design/icons';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TaughtTypeView } from '#shared/taught-type.ts';
import { useLabels } from '../../../i18n/use-labels.ts';

export function ReportPanel({ type: { report } }: { type: TaughtTypeView }) {
  const { t } = useTranslation();
  const ready = report.obstacles.length === 0;
  const recall = Math.round(report.recall * 100);
  return (
    <section className="admin-panel" aria-live="polite">
      <h2>{t('documentTypes.report')}</h2>
      <div className={`taught-verdict taught-verdict-${ready ? 'ready' : 'not'}`}>
        {ready ? <CheckCircleFilled /> : <WarningFilled />}
        <div>
          <strong>{t(ready ? 'documentTypes.ready' : 'documentTypes.notReady')}</strong>
          {report.obstacles.map((obstacle) => (
            <p key={obstacle}>{t(`documentTypes.obstacle.${obstacle}`)}</p>
          ))}
        </div>
      </div>
      <dl className="admin-facts">
        <dt title={t('documentTypes.recallHint')}>{t('documentTypes.recall')}</dt>
        <dd className="taught-recall">
          <Progress percent={recall} size="small" status={recall >= 80 ? 'success' : 'exception'} format={(percent) => `${percent}%`} />
          <span className="soft">{t('documentTypes.recallHint')}</span>
        </dd>
        <dt>{t('documentTypes.mistaken')}</dt>
        <dd>
          <MistakenRows rows={report.mistakenFor} />
        </dd>
        <dt>{t('documentTypes.takes')}</dt>
        <dd>
          <TakenRows report={report} />
        </dd>
      </dl>
    </section>
  );
}

function MistakenRows({ rows }: { rows: TaughtTypeView['report']['mistakenFor'] }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const telling = rows.filter(({ samples, similarity }) => samples > 0 || (similarity ?? 0) >= 0.5);
  if (telling.length === 0) return <span className="soft">{t('documentTypes.mistakenNone')}</span>;
  return (
    <ul className="taught-rows">
      {telling.map(({ documentType, samples, similarity }) => (
        <li key={documentType}>
          <strong>{labels.documentType(documentType)}</strong>
          {samples > 0 && <span className="taught-bad num">{t('documentTypes.mistakenRow', { count: samples })}</span>}
          {similarity !== null && <span className="soft num">{t('documentTypes.similarity', { value: similarity.toFixed(2) })}</span>}
        </li>
      ))}
    </ul>
  );
}

function TakenRows({ report: { takes, pagesLookedAt } }: { report: TaughtTypeView['report'] }) {
  const { t } = useTranslation();
  const labels = useLabels();
  if (pagesLookedAt === 0) return <span className="soft">{t('documentTypes.takesNoPages')}</span>;
  if (takes.length === 0) return <span className="soft">{t('documentTypes.takesNone', { count: pagesLookedAt })}</span>;
  return (
    <ul className="taught-rows">
      {takes.map(({ documentType, pages }) => (
        <li key={documentType}>
          <strong>{labels.documentType(documentType)}</strong>
          <span className="num">{t('documentTypes.takesRow', { count: pages })}</span>
        </li>
      ))}
    </ul>
  );
}
