/** Values of different papers that should agree and do not, each beside its crop. */
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CrossFinding } from '#shared/checklist.ts';
import type { CaseView } from '#shared/contract.ts';
import { FieldCrop } from '../../../components/page/field-crop.tsx';
import { useLabels } from '../../../i18n/use-labels.ts';

export function CrossFindings({ view, goTo }: { view: CaseView; goTo: (id: string | null) => void }) {
  const { t } = useTranslation();
  const findings = view.checklist.crossFindings;
  if (findings.length === 0) return <p className="ok cross-none">✓ {t('counter.review.crossNone')}</p>;
  return (
    <div className="cross">
      {findings.map((finding) => (
        <section key={finding.ruleId} className={`cross-finding cross-${finding.severity}`}>
          <h3>
            {finding.label} <Tag color={finding.severity === 'error' ? 'red' : 'gold'}>{t(`severity.${finding.severity}`)}</Tag>
          </h3>
          <CrossEnd view={view} end={finding.left} goTo={goTo} />
          <CrossEnd view={view} end={finding.right} goTo={goTo} />
        </section>
      ))}
    </div>
  );
}

function CrossEnd({ view, end, goTo }: { view: CaseView; end: CrossFinding['left']; goTo: (id: string | null) => void }) {
  const { t } = useTranslation();
  const labels = useLabels(view.item);
  const document = view.case.documents.find(({ id }) => id === end.documentId);
  const field = document?.fields.find(({ key }) => key === end.fieldKey);
  const name = document ? `${labels.documentType(document.documentType)} · ${labels.field(document.documentType, end.fieldKey)}` : '';
  return (
    <div className="cross-end">
      <span className="soft">{name}</span>
      <FieldCrop page={view.case.pages.find(({ id }) => id === field?.pageId)} box={field?.box ?? null} label={name} />
      <div>
        <strong>{end.value || t('counter.review.empty')}</strong>
        <Button size="small" onClick={() => goTo(`${end.documentId}/${end.fieldKey}`)}>
          {t('counter.review.goTo')}
        </Button>
      </div>
    </div>
  );
}
