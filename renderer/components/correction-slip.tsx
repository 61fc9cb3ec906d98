/** Issues the single complete correction notice (补正材料告知书): choose what it says, see it, print it. */
import { Alert, Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isForApplicant, listGaps } from '#shared/checklist/case-gaps.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useBackend } from '../backend.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import './correction-slip.css';
import { ErrorNotice } from './error-notice.tsx';
import { GapText } from './gap-list.tsx';
import { IssuedActions, IssuedPaper } from './issued-paper.tsx';

export function CorrectionSlip({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('documents.notice.open')}</Button>
      {open && <NoticeDialog view={view} onClose={() => setOpen(false)} />}
    </>
  );
}

function NoticeDialog({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const queryClient = useQueryClient();
  const caseId = view.case.id;
  // What is told must be told at once: everything that the applicant can mend starts ticked.
  const [gaps] = useState(() => listGaps(view.item, view.case, view.checklist).filter(({ kind }) => kind !== 'doubtful'));
  const [chosen, setChosen] = useState(() => gaps.map(({ id }) => id));
  const [remark, setRemark] = useState('');
  const issue = useMutation({
    mutationFn: () => client.documents.issueNotice({ caseId, gapIds: chosen, remark }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.cases.get.key() }),
  });
  const missed = gaps.filter((gap) => isForApplicant(gap) && !chosen.includes(gap.id)).length;
  const nothing = !gaps.some((gap) => isForApplicant(gap) && chosen.includes(gap.id));
  const toggle = (id: string, on: boolean) => setChosen(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  const footer = issue.data
    ? null
    : [
        <Button key="issue" type="primary" disabled={nothing} loading={issue.isPending} onClick={() => issue.mutate()}>
          {t('documents.notice.issue')}
        </Button>,
      ];
  return (
    <Modal open onCancel={onClose} title={t('documents.notice.title')} width={issue.data ? 1100 : 860} footer={footer} destroyOnHidden>
      {issue.data ? (
        <div className="notice-issued">
          <IssuedPaper caseId={caseId} document={issue.data} />
          <aside>
            <p className="ok">✓ {t('documents.notice.issued')}</p>
            <IssuedActions caseId={caseId} document={issue.data} primary />
          </aside>
        </div>
      ) : (
        <div className="notice-choice">
          <p>{t(gaps.some(isForApplicant) ? 'documents.notice.lead' : 'documents.notice.nothing')}</p>
          {gaps.map((gap) => (
            <Checkbox key={gap.id} checked={chosen.includes(gap.id)} onChange={(event) => toggle(gap.id, event.target.checked)}>
              <GapText gap={gap} />
            </Checkbox>
          ))}
          <label htmlFor="notice-remark">{t('documents.notice.remark')}</label>
          <Input.TextArea id="notice-remark" value={remark} maxLength={500} rows={2} onChange={(event) => setRemark(event.target.value)} />
          {missed > 0 && <Alert type="warning" showIcon title={t('documents.notice.missedSome', { count: missed })} />}
          <ErrorNotice error={issue.error} />
        </div>
      )}
    </Modal>
  );
}
