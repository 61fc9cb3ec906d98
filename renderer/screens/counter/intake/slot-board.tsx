/** The checklist as a board: pages land on materials and can be dragged, or moved with the keyboard, to another. */
import { closestCenter, DndContext, DragOverlay, KeyboardSensor, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import type { DragEndEvent, KeyboardCoordinateGetter } from '@dnd-kit/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { PageThumbnail } from '../../../components/page/page-thumbnail.tsx';
import type { PagePlaces } from './page-places.ts';
import { BlankRow } from './blank-row.tsx';
import { SeparatorRow } from './separator-row.tsx';
import { SlotRow } from './slot-row.tsx';
import { SurplusRow } from './surplus-row.tsx';
import { surplusId } from './surplus-id.ts';

type Props = {
  view: CaseView;
  places: PagePlaces;
  selected: string | null;
  onSelect: (pageId: string) => void;
  onMove: (pageId: string, slotId: string | null) => void;
};

/** Arrow keys jump from line to line instead of creeping by pixels. */
const jumpToLine: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const by =
    event.code === 'ArrowDown' || event.code === 'ArrowRight' ? 1 : event.code === 'ArrowUp' || event.code === 'ArrowLeft' ? -1 : 0;
  if (by === 0) return undefined;
  event.preventDefault();
  const rectangles = [...context.droppableRects.entries()].sort(([, a], [, b]) => a.top - b.top || a.left - b.left);
  const at = rectangles.findIndex(([id]) => id === context.over?.id);
  const target = rectangles[Math.min(rectangles.length - 1, Math.max(0, at + by))]?.[1];
  return target ? { x: target.left + target.width / 2 - 60, y: target.top + target.height / 2 - 80 } : currentCoordinates;
};

export function SlotBoard({ view, places, selected, onSelect, onMove }: Props) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: jumpToLine,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  );
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    if (!over) return;
    const slotId = over.id === surplusId ? null : String(over.id);
    const placed = places.inOrder.find(({ page }) => page.id === active.id);
    if (placed && (placed.document?.slotId ?? null) !== slotId) onMove(placed.page.id, slotId);
  };
  const draggedPage = places.inOrder.find(({ page }) => page.id === dragged)?.page;
  const shown = view.checklist.slots.filter(({ state, documentIds }) => state !== 'not-applicable' || documentIds.length > 0);
  const hidden = view.checklist.slots.filter((slot) => !shown.includes(slot));
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragStart={({ active }) => setDragged(String(active.id))}
      onDragCancel={() => setDragged(null)}
      onDragEnd={drop}
      accessibility={{ screenReaderInstructions: { draggable: t('counter.intake.dragHelp') } }}
    >
      <div className="board" aria-label={t('counter.intake.checklist')}>
        {places.inOrder.length === 0 && (
          <div className="board-empty">
            <strong>{t('counter.intake.emptyTitle')}</strong>
            <p>{t('counter.intake.emptyText')}</p>
          </div>
        )}
        <SurplusRow places={places} selected={selected} onSelect={onSelect} />
        {shown.map((slot) => (
          <SlotRow
            key={slot.slotId}
            slot={slot}
            item={view.item}
            pages={places.bySlot.get(slot.slotId) ?? []}
            selected={selected}
            onSelect={onSelect}
          />
        ))}
        <BlankRow places={places} selected={selected} onSelect={onSelect} />
        <SeparatorRow places={places} selected={selected} onSelect={onSelect} />
        {hidden.length > 0 && (
          <p className="board-hidden soft">
            {t('slotState.not-applicable')}：{hidden.map(({ name }) => name).join('、')}
          </p>
        )}
      </div>
      <DragOverlay>{draggedPage && <PageThumbnail page={draggedPage} selected />}</DragOverlay>
    </DndContext>
  );
}
