/** The order of the kiosk's screens as a plain reducer: one task per screen, back always possible until submission. */
import type { ServiceItem } from '#shared/service-item.ts';
import { defaultAnswers } from '../../components/situation/situation.ts';
import type { Answers } from '../../components/situation/situation.ts';

export type KioskStep =
  | 'start'
  | 'notice'
  | 'item'
  | 'question'
  | 'scan'
  | 'result'
  | 'confirm'
  | 'summary'
  | 'submitting'
  | 'receipt'
  | 'done';

export type KioskState = {
  step: KioskStep;
  item: ServiceItem | null;
  answers: Answers;
  /** Index into the item's questions while `step` is `question`. */
  question: number;
  caseId: string | null;
};

export type KioskAction =
  | { kind: 'go'; to: KioskStep }
  | { kind: 'back' }
  | { kind: 'choose'; item: ServiceItem }
  | { kind: 'answer'; value: string | boolean }
  | { kind: 'opened'; caseId: string };

export const kioskStart: KioskState = { step: 'start', item: null, answers: {}, question: 0, caseId: null };

/** Where "back" leads; absent = there is no way back from here. The situation is settled once the case is open. */
const before: Partial<Record<KioskStep, KioskStep>> = {
  notice: 'start',
  item: 'notice',
  result: 'scan',
  confirm: 'result',
  summary: 'result',
};

export function canGoBack(state: KioskState): boolean {
  return state.step === 'question' || before[state.step] !== undefined || (state.step === 'scan' && state.caseId === null);
}

function back(state: KioskState): KioskState {
  if (state.step === 'question') return state.question > 0 ? { ...state, question: state.question - 1 } : { ...state, step: 'item' };
  if (state.step === 'scan' && state.caseId === null) {
    const last = (state.item?.questions.length ?? 0) - 1;
    return last >= 0 ? { ...state, step: 'question', question: last } : { ...state, step: 'item' };
  }
  const to = before[state.step];
  return to ? { ...state, step: to } : state;
}

function answer(state: KioskState, value: string | boolean): KioskState {
  const question = state.item?.questions[state.question];
  if (!state.item || !question) return state;
  const answers = { ...state.answers, [question.id]: value };
  const next = state.question + 1;
  return next < state.item.questions.length ? { ...state, answers, question: next } : { ...state, answers, step: 'scan' };
}

export function kioskReducer(state: KioskState, action: KioskAction): KioskState {
  switch (action.kind) {
    case 'go':
      return { ...state, step: action.to };
    case 'back':
      return back(state);
    case 'choose':
      return {
        ...state,
        item: action.item,
        answers: defaultAnswers(action.item),
        question: 0,
        step: action.item.questions.length > 0 ? 'question' : 'scan',
      };
    case 'answer':
      return answer(state, action.value);
    case 'opened':
      return { ...state, caseId: action.caseId };
  }
}
