/** The language in use, as the shared text tables name it. */
import { useTranslation } from 'react-i18next';

export function useLanguage(): 'zh' | 'en' {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh';
}
