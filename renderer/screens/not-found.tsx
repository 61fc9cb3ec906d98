/** An address that no screen has. */
import { Link } from '@tanstack/react-router';
import { Result } from 'antd';
import { useTranslation } from 'react-i18next';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="centre">
      <Result status="404" title={t('notFound.title')} extra={<Link to={'/' as string}>{t('notFound.home')}</Link>} />
    </div>
  );
}
