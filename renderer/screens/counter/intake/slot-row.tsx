/** One material of the board with its pages. */
import { useDroppable } from '@dnd-kit/core';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SlotStatus } from '#shared/checklist/checklist.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { ProblemList } from '../../../components/problem-list.tsx';
import { SlotBadge } from '../../../components/slot-badge.tsx';
import { useLabels } from '../../../i18n/use-labels.ts';
import { BoardPage } from './board-page.tsx';
import type { PlacedPage } from './page-places.ts';

type Props = {
  slot: SlotStatus;
  item: ServiceItem;
  pages: readonly PlacedPage[];
  selected: string | null;
  onSelect: (pageId: string) => void;
};

export function SlotRow({ slot, item, pages, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const labels = useLabels(item);
  const { setNodeRef, isOver } = useDroppable({ id: slot.slotId });
  const kinds =
    item.materials.find(({ id }) => id === slot.slotId)?.anyOf.map(({ documentType }) => labels.documentType(documentType)) ?? [];
  return (
    <section ref={setNodeRef} className={`slot slot-${slot.state} ${isOver ? 'slot-over' : ''}`} aria-label={slot.name}>
      <header>
        <SlotBadge state={slot.state} />
        <h3>{slot.name}</h3>
        {slot.deferrable && <Tag color="gold">{t('counter.intake.deferrable')}</Tag>}
        <p className="soft">{[...new Set(kinds)].join(` ${t('counter.intake.or')} `)}</p>
        <ProblemList problems={slot.problems} />
      </header>
      <div className="slot-pages">
        {pages.map((placed) => (
          <BoardPage key={placed.page.id} placed={placed} selected={placed.page.id === selected} onSelect={onSelect} />
        ))}
        {pages.length === 0 && <span className="slot-drop soft">{slot.hint || t('counter.intake.dropHere')}</span>}
      </div>
    </section>
  );
}
