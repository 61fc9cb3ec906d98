/** What is wrong with the camera, what to do about it, and the code for whoever is called. */
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AppError } from '#shared/errors.ts';
import { cameraTrouble } from './camera-trouble.ts';

export function CameraNotice({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  const { t } = useTranslation();
  const trouble = cameraTrouble(error.code);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={<strong>{t(`camera.trouble.${trouble}.title`)}</strong>}
      description={
        <>
          <div>{t(`camera.trouble.${trouble}.action`)}</div>
          <div className="soft error-code">{error.code}</div>
        </>
      }
      action={<Button onClick={onRetry}>{t('action.retry')}</Button>}
    />
  );
}
