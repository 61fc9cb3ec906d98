/** Pages that belong to no material, blank pages, and pages that are still being read. */
import { useDroppable } from '@dnd-kit/core';
import { useTranslation } from 'react-i18next';
import { BoardPage } from './board-page.tsx';
import type { PagePlaces } from './page-places.ts';
import { surplusId } from './surplus-id.ts';

type Props = { places: PagePlaces; selected: string | null; onSelect: (pageId: string) => void };

export function SurplusRow({ places, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const { setNodeRef, isOver } = useDroppable({ id: surplusId });
  const pages = [...places.unread, ...places.surplus];
  if (places.inOrder.length === 0) return null;
  // Always there, since it is also where a page is dropped that belongs nowhere.
  return (
    <section ref={setNodeRef} className={`slot slot-surplus ${isOver ? 'slot-over' : ''}`} aria-label={t('counter.intake.surplus')}>
      <header>
        <h3>{t('counter.intake.surplus')}</h3>
        <p className="soft">
          {places.unread.length > 0
            ? t('counter.intake.reading', { count: places.unread.length })
            : t(pages.length > 0 ? 'counter.intake.surplusHint' : 'counter.intake.surplusEmpty')}
        </p>
      </header>
      <div className="slot-pages">
        {pages.map((placed) => (
          <BoardPage key={placed.page.id} placed={placed} selected={placed.page.id === selected} onSelect={onSelect} />
        ))}
      </div>
    </section>
  );
}
