/** Shown instead of a white page when a screen throws. */
import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';

export function ScreenCrash({ reset }: { reset: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="centre">
      <Result
        status="error"
        title={t('crash.title')}
        subTitle={t('crash.text')}
        extra={
          <Button type="primary" onClick={reset} autoFocus>
            {t('crash.reload')}
          </Button>
        }
      />
    </div>
  );
}
