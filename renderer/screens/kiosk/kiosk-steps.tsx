/** Which screen a state shows. */
import type { Dispatch } from 'react';
import type { ServiceItem } from '#shared/service-item.ts';
import { Busy } from '../../components/busy.tsx';
import { useCase } from '../../state/use-case.ts';
import type { KioskAction, KioskState, KioskStep } from './kiosk-flow.ts';
import { ChooseItem } from './steps/choose-item.tsx';
import { ConfirmFields } from './steps/confirm-fields.tsx';
import { Done } from './steps/done.tsx';
import { Notice } from './steps/notice.tsx';
import { Question } from './steps/question.tsx';
import { KioskReceipt } from './steps/kiosk-receipt.tsx';
import { CheckResult } from './steps/check-result.tsx';
import { FeedPaper } from './steps/feed-paper.tsx';
import { OpenCase } from './steps/open-case.tsx';
import { Start } from './steps/start.tsx';
import { Submitting } from './steps/submitting.tsx';
import { Summary } from './steps/summary.tsx';
import type { CaseStepProps } from './case-step-props.ts';

type Props = { state: KioskState; dispatch: Dispatch<KioskAction>; onBusy: (busy: boolean) => void; onEnd: () => void };

export function KioskSteps({ state, dispatch, onBusy, onEnd }: Props) {
  const go = (to: KioskStep) => dispatch({ kind: 'go', to });
  if (state.step === 'start') return <Start onStart={() => go('notice')} />;
  if (state.step === 'notice') return <Notice onAgree={() => go('item')} />;
  if (state.step === 'done') return <Done onEnd={onEnd} />;
  if (state.step === 'item' || !state.item) return <ChooseItem onChoose={(item: ServiceItem) => dispatch({ kind: 'choose', item })} />;
  if (state.step === 'question')
    return (
      <Question
        item={state.item}
        index={state.question}
        answers={state.answers}
        onAnswer={(value) => dispatch({ kind: 'answer', value })}
      />
    );
  if (state.caseId === null)
    return <OpenCase item={state.item} answers={state.answers} onOpened={(caseId) => dispatch({ kind: 'opened', caseId })} />;
  return <CaseStep step={state.step} caseId={state.caseId} go={go} onBusy={onBusy} />;
}

function CaseStep({ step, caseId, go, onBusy }: { step: KioskStep; caseId: string } & Omit<CaseStepProps, 'view'>) {
  const { data: view } = useCase(caseId);
  if (!view) return <Busy />;
  const props = { view, go, onBusy };
  if (step === 'scan') return <FeedPaper {...props} />;
  if (step === 'result') return <CheckResult {...props} />;
  if (step === 'confirm') return <ConfirmFields {...props} />;
  if (step === 'summary') return <Summary {...props} />;
  if (step === 'submitting') return <Submitting {...props} />;
  return <KioskReceipt {...props} />;
}
