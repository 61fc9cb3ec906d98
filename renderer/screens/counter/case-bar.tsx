/** Which case is open and how far it is: service item, state, and the three steps. */
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { CaseStateTag } from '../../components/case-state-tag.tsx';
import { formatTime } from '../../components/format-time.ts';

const steps = ['intake', 'review', 'receipt'] as const;

export function CaseBar({ view, step }: { view: CaseView; step: (typeof steps)[number] }) {
  const { t } = useTranslation();
  return (
    <div className="case-bar no-print">
      <span className="case-bar-item">{view.item.name}</span>
      <CaseStateTag state={view.case.state} />
      <span className="num soft">{view.case.caseNumber ?? formatTime(view.case.createdAt)}</span>
      <ol className="case-steps">
        {steps.map((name) => (
          <li key={name} aria-current={name === step ? 'step' : undefined}>
            {t(`counter.intake.steps.${name}`)}
          </li>
        ))}
      </ol>
    </div>
  );
}
