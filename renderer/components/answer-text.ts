/** Yes-no values are stored as true and false; people read and type 是 and 否. */
import { useTranslation } from 'react-i18next';

export function useAnswerText(): (value: string) => string {
  const { t } = useTranslation();
  return (value) => (value === 'true' ? t('action.yes') : value === 'false' ? t('action.no') : value);
}
