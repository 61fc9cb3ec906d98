/** The last look before submission: what is open, missing or contradictory, and in whose name the case goes out. */
import { useNavigate } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptanceBlockers, blockersOf, noDecisions } from '#shared/acceptance.ts';
import type { Decisions } from '#shared/acceptance.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useCaseChange } from '../../../state/use-case.ts';
import { useSession } from '../../../state/use-session.ts';
import { ConfirmList } from './confirm-list.tsx';
import { rowId } from './review-rows.ts';
import type { ReviewRow } from './review-rows.ts';

type Props = {
  view: CaseView;
  rows: readonly ReviewRow[];
  open: boolean;
  onClose: () => void;
  goTo: (id: string | null) => void;
  onForm: () => void;
};

export function ConfirmDialog({ view, rows, open, onClose, goTo, onForm }: Props) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const navigate = useNavigate();
  const session = useSession();
  const caseId = view.case.id;
  const stored: Decisions = { passed: view.case.passedMaterials ?? [], overrides: view.case.overrides ?? [] };
  const [decisions, setDecisions] = useState(stored);
  const question = { item: view.item, current: view.case, checklist: view.checklist, mode: 'counter' as const };
  const asked = acceptanceBlockers({ ...question, decisions: noDecisions });
  const ready = acceptanceBlockers({ ...question, decisions }).length === 0;
  const firstOpen = blockersOf(asked, 'field-open')[0];
  const submit = useCaseChange(caseId, async () => {
    // Confirmed on an earlier visit: only what was decided anew needs the person's name again.
    const confirmed = view.case.state === 'ready' && JSON.stringify(decisions) === JSON.stringify(stored);
    if (!confirmed && view.case.state === 'ready') await client.review.reopen({ caseId });
    if (!confirmed) await client.review.confirm({ caseId, passed: [...decisions.passed], overrides: [...decisions.overrides] });
    return client.submission.submit({ caseId });
  });
  const send = () => submit.mutate(undefined, { onSuccess: () => void navigate({ to: `/counter/case/${caseId}/receipt` }) });
  const leaveTo = (run: () => void) => {
    onClose();
    run();
  };
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={t('counter.confirm.title')}
      width={720}
      destroyOnHidden
      footer={[
        <Button key="wait" onClick={onClose}>
          {t('counter.confirm.wait')}
        </Button>,
        ready ? (
          <Button key="send" type="primary" autoFocus loading={submit.isPending} onClick={send}>
            {t('counter.confirm.submit')}
          </Button>
        ) : firstOpen ? (
          <Button key="open" type="primary" autoFocus onClick={() => leaveTo(() => goTo(rowId(firstOpen.documentId, firstOpen.key)))}>
            {t('counter.confirm.goUnresolved')}
          </Button>
        ) : null,
      ]}
    >
      <p>{t('counter.confirm.lead', { name: session.data?.displayName ?? '' })}</p>
      <ConfirmList
        view={view}
        blockers={asked}
        errors={rows.filter(({ error, open }) => error && !open).length}
        decisions={decisions}
        onDecisions={setDecisions}
        onForm={() => leaveTo(onForm)}
      />
      <ErrorNotice error={submit.error} />
    </Modal>
  );
}
