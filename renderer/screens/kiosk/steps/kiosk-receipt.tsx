/** The number in very large type, printing, and the end. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { PrintSheet } from '../../../components/print-sheet.tsx';
import { ReceiptSheet } from '../../../components/receipt-sheet.tsx';
import type { CaseStepProps } from '../case-step-props.ts';

export function KioskReceipt({ view, go }: CaseStepProps) {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const { id: caseId, caseNumber } = view.case;
  const receipt = useQuery(orpc.submission.receipt.queryOptions({ input: { caseId }, enabled: caseNumber !== null }));
  const queued = caseNumber === null;
  return (
    <div className="kiosk-receipt">
      <h1 className="kiosk-good">✓ {t(queued ? 'kiosk.receipt.queuedTitle' : 'kiosk.receipt.title')}</h1>
      {!queued && (
        <>
          <p>{t('kiosk.receipt.number')}</p>
          <p className="kiosk-number">{caseNumber}</p>
          {receipt.data?.queryPassword && (
            <p>
              {t('kiosk.receipt.password')}：<strong className="kiosk-password">{receipt.data.queryPassword}</strong>
            </p>
          )}
        </>
      )}
      <p className="kiosk-lead">{t(queued ? 'kiosk.receipt.queuedNote' : 'kiosk.receipt.note')}</p>
      {receipt.data && (
        <PrintSheet>
          <ReceiptSheet receipt={receipt.data} />
        </PrintSheet>
      )}
      <div className="kiosk-actions kiosk-actions-two">
        {receipt.data && (
          <button type="button" className="kiosk-secondary" onClick={() => window.print()}>
            {t('kiosk.receipt.print')}
          </button>
        )}
        <button type="button" className="kiosk-primary" onClick={() => go('done')}>
          {t('kiosk.receipt.done')}
        </button>
      </div>
    </div>
  );
}
