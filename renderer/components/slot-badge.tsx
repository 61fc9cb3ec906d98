/** State of a material: a sign, a word and a colour, so that colour alone never tells it. */
import { useTranslation } from 'react-i18next';
import type { SlotStatus } from '#shared/checklist/checklist.ts';
import './slot-badge.css';

const signs: Record<SlotStatus['state'], string> = {
  filled: '✓',
  partial: '◐',
  missing: '✕',
  'optional-empty': '○',
  'not-applicable': '–',
};

export function SlotBadge({ state }: { state: SlotStatus['state'] }) {
  const { t } = useTranslation();
  return (
    <span className={`slot-badge slot-badge-${state}`}>
      <span aria-hidden>{signs[state]}</span> {t(`slotState.${state}`)}
    </span>
  );
}
