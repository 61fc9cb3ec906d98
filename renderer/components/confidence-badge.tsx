/** How sure the machine is, in words; a percentage would promise more than it knows. */
import { useTranslation } from 'react-i18next';
import type { CaseField } from '#shared/case.ts';
import './confidence-badge.css';

export type ConfidenceLevel = 'high' | 'middle' | 'low' | 'none';

function confidenceLevel(field: Pick<CaseField, 'machineValue' | 'confidence' | 'status'>): ConfidenceLevel {
  if (field.machineValue === '') return 'none';
  if (field.status === 'accepted') return 'high';
  return field.confidence >= 0.8 ? 'middle' : 'low';
}

export function ConfidenceBadge({ field }: { field: CaseField }) {
  const { t } = useTranslation();
  const level = confidenceLevel(field);
  if (field.reviewedBy !== null) return <span className="confidence confidence-done">✓ {t('counter.review.confirmed')}</span>;
  return (
    <span className={`confidence confidence-${level}`} title={`${Math.round(field.confidence * 100)}`}>
      {level === 'high' ? t('counter.review.accepted') : t(`confidence.${level}`)}
    </span>
  );
}
