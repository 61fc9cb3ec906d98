/** Papers that were issued for a case, to be opened and printed again. */
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssuedDocument } from '#shared/case.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import './correction-slip.css';
import { formatTime } from './format-time.ts';
import { IssuedActions, IssuedPaper } from './issued-paper.tsx';

export function IssuedList({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<IssuedDocument | null>(null);
  const issued = view.case.issued ?? [];
  if (issued.length === 0) return null;
  const paper = shown && { documentId: shown.id, pages: shown.pages };
  return (
    <>
      <h3>{t('documents.paper.issuedBefore')}</h3>
      <ul className="gap-list">
        {issued.map((one) => (
          <li key={one.id}>
            <Button onClick={() => setShown(one)}>{t(`documents.paper.kind.${one.kind}`)}</Button>{' '}
            <span className="soft num">{formatTime(one.issuedAt)}</span>
          </li>
        ))}
      </ul>
      {shown && paper && (
        <Modal
          open
          width={1100}
          footer={null}
          title={t(`documents.paper.kind.${shown.kind}`)}
          onCancel={() => setShown(null)}
          destroyOnHidden
        >
          <div className="notice-issued">
            <IssuedPaper caseId={view.case.id} document={paper} />
            <aside>
              <IssuedActions caseId={view.case.id} document={paper} primary />
            </aside>
          </div>
        </Modal>
      )}
    </>
  );
}
