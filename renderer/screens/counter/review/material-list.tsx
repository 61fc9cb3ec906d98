/** The checklist as a plain list, with what is wrong with each line, and everything that is open in the case. */
import { useTranslation } from 'react-i18next';
import { isForApplicant, listGaps } from '#shared/checklist/case-gaps.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { CorrectionSlip } from '../../../components/correction-slip.tsx';
import { IssuedList } from '../../../components/issued-list.tsx';
import { GapList } from '../../../components/gap-list.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { SlotBadge } from '../../../components/slot-badge.tsx';
import { ELicenceControl } from './e-licence.tsx';

export function MaterialList({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const { slots } = view.checklist;
  const gaps = listGaps(view.item, view.case, view.checklist);
  return (
    <div className="material-list">
      {slots.map((slot) => (
        <div key={slot.slotId}>
          <SlotBadge state={slot.state} />
          <div>
            {slot.name}
            <ProblemList problems={slot.problems} />
            <ELicenceControl view={view} slotId={slot.slotId} />
          </div>
        </div>
      ))}
      <h3>{t('documents.gap.title')}</h3>
      <GapList gaps={gaps} />
      {gaps.some(isForApplicant) && <CorrectionSlip view={view} />}
      <IssuedList view={view} />
    </div>
  );
}
