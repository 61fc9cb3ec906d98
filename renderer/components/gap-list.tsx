/** What is missing, expired, to mend, contradictory, doubtful or surplus in a case at this moment. */
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Gap } from '#shared/checklist/case-gaps.ts';

const colours: Record<Gap['kind'], string> = {
  missing: 'red',
  expired: 'red',
  defective: 'gold',
  inconsistent: 'gold',
  form: 'red',
  doubtful: 'gold',
  surplus: 'purple',
};

export function GapList({ gaps }: { gaps: readonly Gap[] }) {
  const { t } = useTranslation();
  if (gaps.length === 0) return <p className="ok">✓ {t('documents.gap.none')}</p>;
  return (
    <ul className="gap-list">
      {gaps.map((gap) => (
        <li key={gap.id}>
          <GapText gap={gap} />
        </li>
      ))}
    </ul>
  );
}

export function GapText({ gap }: { gap: Gap }) {
  const { t } = useTranslation();
  return (
    <>
      <Tag color={colours[gap.kind]}>{t(`documents.gap.kind.${gap.kind}`)}</Tag>
      <strong>{gap.name}</strong>
      {gap.text && <span className="soft">{`\u3000${gap.text}`}</span>}
    </>
  );
}
