/** The selected page, large: what it was read as and why, and what can be done with it. */
import { Button, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { documentTypes } from '#shared/document-types/index.ts';
import { evidenceText } from '#shared/evidence-texts.ts';
import { useBackend } from '../../../backend.ts';
import { PageViewer } from '../../../components/page/page-viewer.tsx';
import { useLanguage } from '../../../i18n/language.ts';
import { useLabels } from '../../../i18n/use-labels.ts';
import { useCaseChange } from '../../../state/use-case.ts';
import { useTaughtNames } from '../../../state/use-taught-names.ts';
import { FailedPage } from './failed-page.tsx';
import { GroupingReasons } from './grouping-reasons.tsx';
import type { PlacedPage } from './page-places.ts';

type Props = { view: CaseView; placed: PlacedPage | null; onMove: () => void; onRemove: () => void };

export function PagePanel({ view, placed, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  if (!placed)
    return (
      <aside className="page-panel page-panel-empty">
        <p className="soft">{t('counter.intake.selectHint')}</p>
      </aside>
    );
  return (
    <aside className="page-panel">
      <div className="page-panel-view">
        <PageViewer page={placed.page} />
      </div>
      <div className="page-panel-facts">
        <FailedPage caseId={view.case.id} page={placed.page} />
        <PageFacts view={view} placed={placed} />
        <GroupingReasons view={view} placed={placed} />
        <div className="page-panel-actions">
          <Button onClick={onMove}>
            {t('counter.intake.moveTo')} <kbd>M</kbd>
          </Button>
          <Button danger onClick={onRemove}>
            {t('counter.intake.remove')} <kbd>Del</kbd>
          </Button>
        </div>
      </div>
    </aside>
  );
}

function PageFacts({ view, placed: { page, document } }: { view: CaseView; placed: PlacedPage }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const language = useLanguage();
  const labels = useLabels(view.item);
  const taught = useTaughtNames();
  const caseId = view.case.id;
  const change = useCaseChange(caseId, (input: { documentId: string; documentType: string }) =>
    client.cases.setDocumentType({ caseId, ...input }),
  );
  const { classification } = page;
  return (
    <>
      <div className="page-panel-type">
        <span className="soft">{t('counter.intake.readAs')}</span>
        {document ? (
          <Select
            value={document.documentType}
            showSearch={{ optionFilterProp: 'label' }}
            loading={change.isPending}
            onChange={(documentType) => change.mutate({ documentId: document.id, documentType })}
            options={[...documentTypes, ...taught.filter(({ live }) => live)].map(({ id }) => ({
              value: id,
              label: labels.documentType(id),
            }))}
            aria-label={t('counter.intake.changeType')}
          />
        ) : (
          <strong>{labels.documentType(classification?.documentType ?? 'unknown')}</strong>
        )}
        {classification?.side && <Tag>{labels.side(classification.side)}</Tag>}
        {classification?.unsure && document?.placedBy !== 'person' && <Tag color="orange">{t('counter.intake.unsure')}</Tag>}
        {document?.placedBy === 'person' && <Tag color="blue">{t('counter.intake.placedByPerson')}</Tag>}
      </div>
      {classification && classification.evidence.length > 0 && (
        <p className="page-panel-evidence soft">
          {t('counter.intake.evidence')}：
          {classification.evidence
            .slice(0, 4)
            .map((reason) => evidenceText(reason, language))
            .join(' · ')}
        </p>
      )}
    </>
  );
}
