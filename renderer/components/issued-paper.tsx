/** A notice or receipt on screen as its pages, with printing; printing prints the pages and nothing else. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../backend.ts';
import { Busy } from './busy.tsx';
import './issued-paper.css';
import { PrintSheet } from './print-sheet.tsx';

type Props = { caseId: string; document: { documentId: string; pages: number } };

const numbers = (pages: number) => Array.from({ length: pages }, (_, index) => index + 1);

export function IssuedPaper({ caseId, document }: Props) {
  const { t } = useTranslation();
  const { issuedUrl } = useBackend();
  const [loaded, setLoaded] = useState(0);
  const pages = numbers(document.pages).map((page) => ({ page, url: issuedUrl(caseId, document.documentId, page) }));
  return (
    <div className="issued-paper" aria-busy={loaded < pages.length}>
      {loaded < pages.length && <Busy />}
      {pages.map(({ page, url }) => (
        <img key={page} src={url} alt={t('documents.paper.page', { page })} onLoad={() => setLoaded((count) => count + 1)} />
      ))}
      <PrintSheet>
        {pages.map(({ page, url }) => (
          <img key={page} className="issued-print" src={url} alt="" />
        ))}
      </PrintSheet>
    </div>
  );
}

/** Chromium has a PDF viewer of its own; a window of Electron has none and prints the pages. */
const hasPdfViewer = location.protocol !== 'app:';

export function IssuedActions({ caseId, document, primary = false }: Props & { primary?: boolean }) {
  const { t } = useTranslation();
  const { issuedUrl } = useBackend();
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} size="large" block autoFocus={primary} onClick={() => window.print()}>
        {t('documents.paper.print')} <kbd>Ctrl</kbd>
        <kbd>P</kbd>
      </Button>
      {hasPdfViewer && (
        <Button block href={issuedUrl(caseId, document.documentId, null)} target="_blank" rel="noopener">
          {t('documents.paper.openPdf')}
        </Button>
      )}
    </>
  );
}
