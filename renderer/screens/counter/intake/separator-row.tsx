/** Separator sheets of the stack: shown as what they are, and never sent with the case. */
import { useTranslation } from 'react-i18next';
import { BoardPage } from './board-page.tsx';
import type { PagePlaces } from './page-places.ts';

type Props = { places: PagePlaces; selected: string | null; onSelect: (pageId: string) => void };

export function SeparatorRow({ places, selected, onSelect }: Props) {
  const { t } = useTranslation();
  if (places.separators.length === 0) return null;
  return (
    <section className="slot slot-blank" aria-label={t('grouping.separators', { count: places.separators.length })}>
      <header>
        <h3>{t('grouping.separators', { count: places.separators.length })}</h3>
        <p className="soft">{t('grouping.separatorsHint')}</p>
      </header>
      <div className="slot-pages">
        {places.separators.map((placed) => (
          <BoardPage key={placed.page.id} placed={placed} selected={placed.page.id === selected} onSelect={onSelect} />
        ))}
      </div>
    </section>
  );
}
