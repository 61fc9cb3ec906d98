/** Service items as a radio group: arrow keys choose, the form beside follows. */
import { useTranslation } from 'react-i18next';
import type { ServiceItem } from '#shared/service-item.ts';

type Props = { items: readonly ServiceItem[]; chosen: string | null; onChoose: (item: ServiceItem) => void };

export function ItemPicker({ items, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  if (items.length === 0) return <p className="item-none soft">{t('empty')}</p>;
  return (
    <div role="radiogroup" aria-label={t('counter.create.item')} className="item-picker">
      {items.map((item) => (
        <label key={item.code} className={item.code === chosen ? 'item-chosen' : ''}>
          <input type="radio" name="item" checked={item.code === chosen} onChange={() => onChoose(item)} />
          <span>
            <strong>{item.name}</strong>
            <span className="soft">
              {item.departmentName} · {t(`counter.create.kind.${item.caseKind}`)}
            </span>
            <span className="soft num">{item.code}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
