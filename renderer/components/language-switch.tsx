/** Switches between Chinese and English; the button names the other language. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { setLanguage } from '../i18n/index.ts';
import { useLanguage } from '../i18n/language.ts';

export function LanguageSwitch({ onDark = false }: { onDark?: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Button type="text" style={onDark ? { color: '#fff' } : undefined} onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
      {t('language')}
    </Button>
  );
}
