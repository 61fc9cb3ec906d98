/** The state of a case as a coloured word. */
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseState } from '#shared/case.ts';

const colours: Record<CaseState, string> = {
  draft: 'default',
  scanned: 'processing',
  recognized: 'gold',
  in_review: 'gold',
  returned_on_spot: 'orange',
  ready: 'blue',
  submitting: 'processing',
  submit_failed: 'red',
  received: 'green',
  accepted: 'green',
  correction_required: 'orange',
  rejected: 'red',
  withdrawn: 'default',
  special_procedure: 'purple',
  concluded: 'green',
};

export function CaseStateTag({ state }: { state: CaseState }) {
  const { t } = useTranslation();
  return <Tag color={colours[state]}>{t(`caseState.${state}`)}</Tag>;
}
