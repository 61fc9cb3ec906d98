/** The receipt (收件凭证) as it stands on paper. */
import { useTranslation } from 'react-i18next';
import type { Receipt } from '#shared/contract/submission-procedures.ts';
import { formatTime } from './format-time.ts';
import './receipt-sheet.css';

export function ReceiptSheet({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const rows: [string, string][] = [
    [t('counter.receipt.number'), receipt.caseNumber],
    ...(receipt.queryPassword ? [[t('counter.receipt.password'), receipt.queryPassword] as [string, string]] : []),
    [t('counter.receipt.item'), receipt.itemName],
    [t('counter.receipt.department'), receipt.departmentName],
    [t('counter.receipt.applicant'), receipt.applicantName],
    [t('counter.receipt.receivedAt'), formatTime(receipt.receivedAt)],
    [t('counter.receipt.reviewer'), receipt.reviewer],
  ];
  return (
    <article className="receipt-sheet">
      <h1>{t('counter.receipt.title')}</h1>
      <table className="receipt-facts">
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('counter.receipt.materials')}</h2>
      <MaterialTable receipt={receipt} />
      {receipt.missing.length > 0 && (
        <>
          <h2>{t('counter.receipt.missing')}</h2>
          <ol>
            {receipt.missing.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ol>
        </>
      )}
      <p className="receipt-legal">{t('counter.receipt.legal')}</p>
      <p className="receipt-sign">
        <span>{t('counter.receipt.sign')}</span>
        <span>{t('counter.receipt.seal')}</span>
      </p>
    </article>
  );
}

function MaterialTable({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  return (
    <table className="receipt-materials">
      <thead>
        <tr>
          <th>{t('counter.receipt.name')}</th>
          <th>{t('counter.receipt.pages')}</th>
          <th>{t('counter.receipt.originals')}</th>
          <th>{t('counter.receipt.copies')}</th>
        </tr>
      </thead>
      <tbody>
        {receipt.materials.map(({ name, pages, originals, copies }) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{pages}</td>
            <td>{originals}</td>
            <td>{copies}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
