/** The materials that this situation asks for. */
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ServiceItem } from '#shared/service-item.ts';
import { useLabels } from '../../../i18n/use-labels.ts';
import { applies } from '../../../components/situation/situation.ts';
import type { Answers } from '../../../components/situation/situation.ts';

export function MaterialPreview({ item, answers }: { item: ServiceItem; answers: Answers }) {
  const { t } = useTranslation();
  const labels = useLabels(item);
  const materials = item.materials.filter((material) => applies(material, answers));
  return (
    <section className="panel">
      <h2 className="panel-title">{t('counter.create.preview')}</h2>
      <ol className="material-preview">
        {materials.map((material) => (
          <li key={material.id}>
            <div>
              <strong>{material.name}</strong>
              <Tag color={material.necessity === 'optional' ? 'default' : 'blue'}>
                {t(material.necessity === 'optional' ? 'counter.create.necessity.optional' : 'counter.create.necessity.required')}
              </Tag>
              {material.deferrable && <Tag color="gold">{t('counter.intake.deferrable')}</Tag>}
            </div>
            <p className="soft">
              {[...new Set(material.anyOf.map(({ documentType }) => labels.documentType(documentType)))].join(
                ` ${t('counter.intake.or')} `,
              )}
            </p>
            <p className="soft">{t('counter.create.copies', material.copies)}</p>
            {material.hint && <p>{material.hint}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
