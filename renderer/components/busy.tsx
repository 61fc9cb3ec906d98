/** The wait before a screen has its data. */
import { Spin } from 'antd';
import { useTranslation } from 'react-i18next';

export function Busy() {
  const { t } = useTranslation();
  return (
    <div className="centre">
      <Spin size="large" description={t('loading')} />
    </div>
  );
}
