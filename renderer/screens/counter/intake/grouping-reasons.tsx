/** Why the selected page is in its document and the document in its line, in words. */
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import type { GroupingReason } from '#shared/grouping-reason.ts';
import { groupingText } from '#shared/grouping-texts.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useLabels } from '../../../i18n/use-labels.ts';
import type { PlacedPage } from './page-places.ts';

/** Reasons about other pages of a long document are left out. */
function reasonsOf({ page, document }: PlacedPage): GroupingReason[] {
  return (document?.reasons ?? []).filter(({ pageId }) => pageId === null || pageId === page.id);
}

export function GroupingReasons({ view, placed }: { view: CaseView; placed: PlacedPage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const labels = useLabels(view.item);
  const sheetOf = (pageId: string | null) => String((view.case.pages.find(({ id }) => id === pageId)?.index ?? placed.page.index) + 1);
  const text = (reason: GroupingReason): string => {
    const documentType = reason.details?.['documentType'];
    return groupingText(reason, language, {
      page: sheetOf(reason.pageId),
      ...(documentType ? { documentType: labels.documentType(documentType) } : {}),
    });
  };
  const reasons = reasonsOf(placed);
  if (reasons.length === 0) return null;
  return (
    <div className="page-panel-evidence soft">
      {t('grouping.why')}
      <ul>
        {reasons.map((reason, index) => (
          <li key={index}>{text(reason)}</li>
        ))}
      </ul>
    </div>
  );
}
