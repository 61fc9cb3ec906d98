/** All read values grouped by document; Enter confirms one and goes to the next doubtful one. */
import { Empty, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useLabels } from '../../../i18n/use-labels.ts';
import { useCaseChange } from '../../../state/use-case.ts';
import { confirmButtonId } from './confirm-button-id.ts';
import { FieldRow } from './field-row.tsx';
import { nextOpen, stepRow } from './review-rows.ts';
import type { ReviewGroup, ReviewRow } from './review-rows.ts';

type Props = {
  view: CaseView;
  groups: readonly ReviewGroup[];
  active: string | null;
  onActive: (id: string) => void;
  goTo: (id: string | null) => void;
};

export function FieldList({ view, groups, active, onActive, goTo }: Props) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const labels = useLabels(view.item);
  const caseId = view.case.id;
  const rows = groups.flatMap((group) => group.rows);
  const save = useCaseChange(caseId, (input: { documentId: string; key: string; value: string }) =>
    client.review.setField({ caseId, ...input }),
  );
  const store = (row: ReviewRow, value: string) =>
    save.mutateAsync({ documentId: row.document.id, key: row.field.key, value }).then(
      () => true,
      () => false,
    );
  const goOn = (row: ReviewRow) => {
    const next = nextOpen(rows, row.id);
    if (next === null && row.open) document.getElementById(confirmButtonId)?.focus();
    else goTo(next ?? stepRow(rows, row.id, 1));
  };
  if (groups.length === 0) return <Empty description={t('counter.review.noDocuments')} />;
  return (
    <div className="field-list">
      <ErrorNotice error={save.error} />
      {groups.map((group) => (
        <section key={group.document.id}>
          <h3>
            {labels.documentType(group.document.documentType)}
            {group.slotName ? <span className="soft"> · {group.slotName}</span> : <Tag color="purple">{t('counter.intake.surplus')}</Tag>}
          </h3>
          {group.rows.map((row) => (
            <FieldRow
              key={row.id}
              row={row}
              page={view.case.pages.find(({ id }) => id === row.field.pageId)}
              label={labels.field(row.document.documentType, row.field.key)}
              active={row.id === active}
              onActive={() => onActive(row.id)}
              onSave={(value) => store(row, value)}
              onNext={() => goOn(row)}
              onStep={(by) => goTo(stepRow(rows, row.id, by))}
            />
          ))}
        </section>
      ))}
    </div>
  );
}
