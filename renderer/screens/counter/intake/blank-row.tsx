/** Blank pages, folded away at the foot of the board: nothing is thrown away, and nothing is in the way. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BoardPage } from './board-page.tsx';
import type { PagePlaces } from './page-places.ts';

type Props = { places: PagePlaces; selected: string | null; onSelect: (pageId: string) => void };

export function BlankRow({ places, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const [folded, setFolded] = useState(true);
  if (places.blank.length === 0) return null;
  const backs = places.blank.filter(({ page }) => page.source.side === 'back').length;
  // A page that arrow keys have reached must be seen.
  const open = !folded || places.blank.some(({ page }) => page.id === selected);
  return (
    <section className="slot slot-blank" aria-label={t('counter.intake.flag.blank')}>
      <header>
        <h3>{t('counter.intake.blankCount', { count: places.blank.length })}</h3>
        {backs > 0 && <span className="soft">{t('scan.blankBacks', { count: backs })}</span>}
        <p className="soft">{t('counter.intake.blankHint')}</p>
        <Button size="small" aria-expanded={open} onClick={() => setFolded(open)}>
          {t(open ? 'scan.fold' : 'scan.unfold')}
        </Button>
      </header>
      {open && (
        <div className="slot-pages">
          {places.blank.map((placed) => (
            <BoardPage key={placed.page.id} placed={placed} selected={placed.page.id === selected} onSelect={onSelect} />
          ))}
        </div>
      )}
    </section>
  );
}
