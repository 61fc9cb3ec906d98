/** A small drawing of one field: how much would pass at which threshold, and how much of that was corrected. */
import { useTranslation } from 'react-i18next';
import { shippedConfidenceModel } from '#shared/confidence/field-confidence.ts';
import type { FieldCurve } from '#shared/confidence/field-curve.ts';

const [width, height] = [216, 56];
/** Log-odds spread out the sure end, where nearly all values lie. */
const [least, most] = [0.3, 0.9995];

function across(probability: number): number {
  const odds = (value: number) => Math.log(value / (1 - value));
  const kept = Math.min(most, Math.max(least, probability));
  return ((odds(kept) - odds(least)) / (odds(most) - odds(least))) * width;
}

function line(points: FieldCurve['points'], share: (point: FieldCurve['points'][number]) => number): string {
  return points
    .map((point, index) => `${index === 0 ? 'M' : 'L'}${across(point.threshold).toFixed(1)} ${(height - share(point) * height).toFixed(1)}`)
    .join('');
}

export function CoverageChart({ points }: Pick<FieldCurve, 'points'>) {
  const { t } = useTranslation();
  const threshold = across(shippedConfidenceModel.threshold);
  return (
    <svg className="recognition-chart" viewBox={`-2 -2 ${width + 4} ${height + 4}`} role="img" aria-label={t('admin.recognition.chart')}>
      <title>{t('admin.recognition.chart')}</title>
      <rect width={width} height={height} className="recognition-ground" />
      <path d={`M${threshold} 0V${height}`} className="recognition-threshold" />
      <path d={line(points, ({ coverage }) => coverage)} className="recognition-coverage" />
      <path d={line(points, ({ wrongShare }) => wrongShare)} className="recognition-errors" />
      {points.length === 1 && points[0] && (
        <circle cx={across(points[0].threshold)} cy={height - points[0].coverage * height} r="3" className="recognition-point" />
      )}
    </svg>
  );
}
