/** The checklist as a plain list, with what is wrong with each line. */
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract.ts';
import { CorrectionSlip } from '../../../components/correction-slip.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { SlotBadge } from '../../../components/slot-badge.tsx';

export function MaterialList({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const { slots } = view.checklist;
  const missing = slots.some(({ required, state }) => required && (state === 'missing' || state === 'partial'));
  return (
    <div className="material-list">
      {slots.map((slot) => (
        <div key={slot.slotId}>
          <SlotBadge state={slot.state} />
          <div>
            {slot.name}
            <ProblemList problems={slot.problems} />
          </div>
        </div>
      ))}
      {missing ? <CorrectionSlip view={view} /> : <p className="ok">✓ {t('counter.review.materialsAll')}</p>}
    </div>
  );
}
