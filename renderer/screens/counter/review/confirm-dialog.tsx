/** The last look before submission: what is open, missing or contradictory, and in whose name the case goes out. */
import { useNavigate } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FindingOverride } from '#shared/case.ts';
import type { CaseView } from '#shared/contract.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useCaseChange } from '../../../state/use-case.ts';
import { useSession } from '../../../state/use-session.ts';
import { blockersOf, canConfirm } from './confirm-blockers.ts';
import { ConfirmList } from './confirm-list.tsx';
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
  const [accepted, setAccepted] = useState<string[]>([]);
  const blockers = blockersOf(view, rows);
  const [overrides, setOverrides] = useState<FindingOverride[]>(view.case.overrides ?? []);
  const ready = canConfirm(blockers, accepted, overrides);
  const submit = useCaseChange(caseId, async (acceptMissing: string[]) => {
    if (view.case.state !== 'ready') await client.review.confirm({ caseId, acceptMissing, overrides });
    return client.submission.submit({ caseId });
  });
  const send = () => submit.mutate(accepted, { onSuccess: () => void navigate({ to: `/counter/case/${caseId}/receipt` }) });
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
        ) : blockers.openRows.length > 0 ? (
          <Button key="open" type="primary" autoFocus onClick={() => leaveTo(() => goTo(blockers.openRows[0]?.id ?? null))}>
            {t('counter.confirm.goUnresolved')}
          </Button>
        ) : null,
      ]}
    >
      <p>{t('counter.confirm.lead', { name: session.data?.displayName ?? '' })}</p>
      <ConfirmList
        view={view}
        blockers={blockers}
        accepted={accepted}
        onAccepted={setAccepted}
        overrides={overrides}
        onOverrides={setOverrides}
        onForm={() => leaveTo(onForm)}
      />
      <ErrorNotice error={submit.error} />
    </Modal>
  );
}
