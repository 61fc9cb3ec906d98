/** Blank pages, small and at the foot of the board: nothing is thrown away, and nothing is in the way. */
import { useTranslation } from 'react-i18next';
import { BoardPage } from './board-page.tsx';
import type { PagePlaces } from './page-places.ts';

export function BlankRow({
  places,
  selected,
  onSelect,
}: {
  places: PagePlaces;
  selected: string | null;
  onSelect: (pageId: string) => void;
}) {
  const { t } = useTranslation();
  if (places.blank.length === 0) return null;
  return (
    <section className="slot slot-blank" aria-label={t('counter.intake.flag.blank')}>
      <header>
        <h3>{t('counter.intake.blankCount', { count: places.blank.length })}</h3>
        <p className="soft">{t('counter.intake.blankHint')}</p>
      </header>
      <div className="slot-pages">
        {places.blank.map((placed) => (
          <BoardPage key={placed.page.id} placed={placed} selected={placed.page.id === selected} onSelect={onSelect} />
        ))}
      </div>
    </section>
  );
}
