/** The privacy notice in six blocks (PIPL art. 17), before anything is scanned. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';

const blocks = ['who', 'purpose', 'method', 'kinds', 'retention', 'rights'] as const;

export function Notice({ onAgree }: { onAgree: () => void }) {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const items = useQuery(orpc.items.list.queryOptions());
  const departments = [...new Set(items.data?.map(({ departmentName }) => departmentName) ?? [])].join('、') || t('hallName');
  return (
    <>
      <h1>{t('kiosk.notice.title')}</h1>
      <dl className="kiosk-notice">
        {blocks.map((block) => (
          <div key={block}>
            <dt>{t(`kiosk.notice.blocks.${block}.title`)}</dt>
            <dd>{t(`kiosk.notice.blocks.${block}.text`, { department: departments })}</dd>
          </div>
        ))}
      </dl>
      <div className="kiosk-actions">
        <button type="button" className="kiosk-primary" onClick={onAgree} autoFocus>
          {t('kiosk.notice.agree')}
        </button>
      </div>
    </>
  );
}
