/** The right side of the review: read values, form, comparison between papers, materials. */
import { Badge, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { CrossFindings } from './cross-findings.tsx';
import { FieldList } from './field-list.tsx';
import { FormValues } from './form-values.tsx';
import { MaterialList } from './material-list.tsx';
import type { ReviewGroup } from './review-rows.ts';

export type ReviewTab = 'fields' | 'form' | 'cross' | 'materials';
type Props = {
  view: CaseView;
  groups: readonly ReviewGroup[];
  tab: ReviewTab;
  onTab: (tab: ReviewTab) => void;
  active: string | null;
  onActive: (id: string) => void;
  goTo: (id: string | null) => void;
};

export function ReviewTabs({ view, groups, tab, onTab, active, onActive, goTo }: Props) {
  const { t } = useTranslation();
  const { checklist } = view;
  const missing = checklist.slots.filter(({ required, state }) => required && (state === 'missing' || state === 'partial')).length;
  const open = groups.flatMap(({ rows }) => rows).filter((row) => row.open).length;
  const label = (name: ReviewTab, count: number, colour: string) => (
    <Badge count={count} size="small" offset={[8, -2]} color={colour}>
      {t(`counter.review.tabs.${name}`)}
    </Badge>
  );
  return (
    <Tabs
      className="review-tabs"
      activeKey={tab}
      onChange={(key) => onTab(key as ReviewTab)}
      items={[
        {
          key: 'fields',
          label: label('fields', open, '#b26a00'),
          children: <FieldList view={view} groups={groups} active={active} onActive={onActive} goTo={goTo} />,
        },
        {
          key: 'form',
          label: label('form', checklist.missingFormKeys.length, '#c02b2b'),
          children: <FormValues view={view} onActive={onActive} />,
        },
        {
          key: 'cross',
          label: label('cross', checklist.crossFindings.length, '#b26a00'),
          children: <CrossFindings view={view} goTo={goTo} />,
        },
        { key: 'materials', label: label('materials', missing, '#c02b2b'), children: <MaterialList view={view} /> },
      ]}
    />
  );
}
