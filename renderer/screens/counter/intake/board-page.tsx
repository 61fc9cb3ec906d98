/** A page on the board: select with a click or Enter, pick up with the mouse or the space bar. */
import { useDraggable } from '@dnd-kit/core';
import { memo } from 'react';
import type { KeyboardEvent } from 'react';
import { PageThumbnail } from '../../../components/page/page-thumbnail.tsx';
import type { PlacedPage } from './page-places.ts';

type Props = { placed: PlacedPage; selected: boolean; onSelect: (pageId: string) => void };

/** Places are worked out anew with every change of the case; most pages lie where they lay. */
const unchanged = (before: Props, after: Props): boolean =>
  before.selected === after.selected &&
  before.onSelect === after.onSelect &&
  before.placed.page === after.placed.page &&
  before.placed.document === after.placed.document &&
  before.placed.duplicate === after.placed.duplicate;

export const BoardPage = memo(function BoardPage({ placed, selected, onSelect }: Props) {
  const { page, duplicate } = placed;
  const { setNodeRef, listeners, attributes, isDragging } = useDraggable({ id: page.id });
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key === 'Enter') onSelect(page.id);
    (listeners?.['onKeyDown'] as ((event: KeyboardEvent) => void) | undefined)?.(event);
  };
  return (
    <button
      type="button"
      id={`page-${page.id}`}
      ref={setNodeRef}
      className="board-page"
      style={{ opacity: isDragging ? 0.35 : 1 }}
      {...attributes}
      {...listeners}
      aria-pressed={selected}
      onKeyDown={onKeyDown}
      onClick={() => onSelect(page.id)}
      onFocus={() => onSelect(page.id)}
    >
      <PageThumbnail page={page} duplicate={duplicate} selected={selected} />
    </button>
  );
}, unchanged);
