/** Recognition: how often reviewers corrected what the machine read, per field, and what a threshold would let pass. */
import { useQuery } from '@tanstack/react-query';
import { Empty, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { findDocumentType } from '#shared/document-types/index.ts';
import { shippedConfidenceModel } from '#shared/confidence/field-confidence.ts';
import type { FieldCurve } from '#shared/confidence/field-curve.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useLanguage } from '../../../i18n/language.ts';
import { CoverageChart } from './coverage-chart.tsx';
import './recognition.css';

/** At the shipped threshold: what would have passed, and how much of it was corrected; null where nothing passes. */
function atThreshold({ points }: FieldCurve): FieldCurve['points'][number] | null {
  return points.findLast(({ threshold }) => threshold >= shippedConfidenceModel.threshold) ?? null;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

export function Recognition() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { orpc } = useBackend();
  const curves = useQuery(orpc.admin.recognition.fieldCurves.queryOptions());
  const typeName = (id: string) => findDocumentType(id)?.names[language] ?? id;
  const fieldName = ({ documentType, key }: FieldCurve) =>
    findDocumentType(documentType)?.fields.find((field) => field.key === key)?.names[language] ?? key;
  const reviewed = (curves.data ?? []).reduce((sum, curve) => sum + curve.reviewed, 0);
  const corrected = (curves.data ?? []).reduce((sum, curve) => sum + curve.corrected, 0);
  return (
    <div className="admin-stack">
      <h1>{t('admin.recognition.title')}</h1>
      <p className="soft">{t('admin.recognition.lead', { threshold: percent(shippedConfidenceModel.threshold) })}</p>
      <ErrorNotice error={curves.error} />
      {reviewed > 0 && <p>{t('admin.recognition.sum', { reviewed, corrected, share: percent(corrected / reviewed) })}</p>}
      {reviewed > 0 && <p className="soft">{t('admin.recognition.chart')}</p>}
      <Table<FieldCurve>
        rowKey={({ documentType, key }) => `${documentType}.${key}`}
        loading={curves.isPending}
        dataSource={curves.data ?? []}
        pagination={{ pageSize: 12, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Empty description={t('admin.recognition.empty')} /> }}
        columns={[
          { title: t('admin.recognition.documentType'), render: (_value, { documentType }) => typeName(documentType) },
          { title: t('admin.recognition.field'), render: (_value, curve) => fieldName(curve) },
          { title: t('admin.recognition.reviewed'), dataIndex: 'reviewed', align: 'right' },
          { title: t('admin.recognition.corrected'), dataIndex: 'corrected', align: 'right' },
          {
            title: t('admin.recognition.wouldPass'),
            align: 'right',
            render: (_value, curve) => percent(atThreshold(curve)?.coverage ?? 0),
          },
          {
            title: t('admin.recognition.wrongAmong'),
            align: 'right',
            render: (_value, curve) => <WrongShare share={atThreshold(curve)?.wrongShare ?? null} />,
          },
          { title: t('admin.recognition.curve'), width: 240, render: (_value, curve) => <CoverageChart points={curve.points} /> },
        ]}
      />
    </div>
  );
}

function WrongShare({ share }: { share: number | null }) {
  if (share === null) return <>—</>;
  return <span className={share > 0 ? 'recognition-wrong' : undefined}>{percent(share)}</span>;
}
