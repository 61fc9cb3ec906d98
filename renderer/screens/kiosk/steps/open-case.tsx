/** What to bring, and the moment the case is opened: nothing is created before this touch. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ServiceItem } from '#shared/service-item.ts';
import { useBackend } from '../../../backend.ts';
import { applies } from '../../../components/situation/situation.ts';
import type { Answers } from '../../../components/situation/situation.ts';
import { KioskError } from '../kiosk-error.tsx';

export function OpenCase({ item, answers, onOpened }: { item: ServiceItem; answers: Answers; onOpened: (caseId: string) => void }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const create = useMutation({
    mutationFn: () => client.cases.create({ itemCode: item.code, answers }),
    onSuccess: (view) => onOpened(view.case.id),
  });
  return (
    <>
      <h1>{t('kiosk.scan.need')}</h1>
      <ol className="kiosk-list">
        {item.materials
          .filter((material) => applies(material, answers))
          .map((material) => (
            <li key={material.id}>
              <strong>{material.name}</strong>
              {material.necessity === 'optional' && <em>{t('slotState.optional-empty')}</em>}
              {material.hint && <span>{material.hint}</span>}
            </li>
          ))}
      </ol>
      <KioskError error={create.error} />
      <div className="kiosk-actions">
        <button type="button" className="kiosk-primary" onClick={() => create.mutate()} disabled={create.isPending} autoFocus>
          {t('kiosk.scan.ready')}
        </button>
      </div>
    </>
  );
}
