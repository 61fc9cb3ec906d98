/** The state of a case as a coloured word. */
import { useTranslation } from 'react-i18next';
import type { CaseState } from '#shared/case.ts';
import './case-state-tag.css';

type Tone = 'calm' | 'working' | 'attention' | 'bad' | 'good';
const tones: Record<CaseState, Tone> = {
  draft: 'calm',
  scanned: 'working',
  recognized: 'attention',
  in_review: 'attention',
  returned_on_spot: 'attention',
  ready: 'working',
  submitting: 'working',
  submit_failed: 'bad',
  received: 'good',
  accepted: 'good',
  correction_required: 'attention',
  rejected: 'bad',
  withdrawn: 'calm',
  special_procedure: 'working',
  concluded: 'good',
};

export function CaseStateTag({ state }: { state: CaseState }) {
  const { t } = useTranslation();
  return <span className={`case-state case-state-${tones[state]}`}>{t(`caseState.${state}`)}</span>;
}
