/** Names of document types and fields: from the document type itself, and for application forms from the service item. */
import { useTranslation } from 'react-i18next';
import { documentTypes } from '#shared/document-types/index.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { separatorType } from '#shared/separator.ts';
import { useTaughtNames } from '../state/use-taught-names.ts';
import { useLanguage } from './language.ts';

export function useLabels(item?: ServiceItem) {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const taught = useTaughtNames();
  const typeOf = (id: string) => documentTypes.find((type) => type.id === id);
  const formLabel = (key: string) => item?.formFields.find((field) => field.key === key)?.label;
  const extra = (key: string) => (i18n.exists(`fieldExtra.${key}`) ? t(`fieldExtra.${key}` as 'fieldExtra.sealPresent') : undefined);
  return {
    documentType: (id: string) =>
      typeOf(id)?.names[language] ??
      taught.find((type) => type.id === id)?.name ??
      (id === 'unknown' ? t('documentUnknown') : id === separatorType ? t('documentTypes.separator') : id),
    side: (id: string) => (i18n.exists(`side.${id}`) ? t(`side.${id}` as 'side.both') : id),
    /** Application forms use the item's own form keys, so the item's label wins there. */
    field: (documentType: string, key: string) => {
      const own = typeOf(documentType)?.fields.find((field) => field.key === key)?.names[language];
      return (typeOf(documentType)?.form ? (formLabel(key) ?? own) : own) ?? extra(key) ?? formLabel(key) ?? key;
    },
  };
}
