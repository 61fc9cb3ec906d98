/** Which service item, as large cards. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ServiceItem } from '#shared/service-item.ts';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { KioskError } from '../kiosk-error.tsx';

export function ChooseItem({ onChoose }: { onChoose: (item: ServiceItem) => void }) {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const items = useQuery(orpc.items.list.queryOptions());
  if (items.isPending) return <Busy />;
  return (
    <>
      <h1>{t('kiosk.item.title')}</h1>
      <KioskError error={items.error} />
      {items.data?.length === 0 && <p className="kiosk-lead">{t('kiosk.item.none')}</p>}
      <div className="kiosk-cards">
        {items.data?.map((item) => (
          <button type="button" key={item.code} className="kiosk-card" onClick={() => onChoose(item)}>
            <strong>{item.name}</strong>
            <span>{item.departmentName}</span>
          </button>
        ))}
      </div>
    </>
  );
}
