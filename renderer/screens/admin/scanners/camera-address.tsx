/** Which camera a document camera is, tried on this very screen. */
import { Alert, Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { anyCamera, openCamera, watchCameras } from '../../../components/camera/camera-driver.ts';
import { cameraError } from '../../../components/camera/camera-error.ts';
import { CameraNotice } from '../../../components/camera/camera-notice.tsx';
import type { AppError } from '#shared/errors.ts';

type Found = { name: string; width: number; height: number };
type Props = { value?: string; onChange?: (address: string) => void };

export function CameraAddress({ value = anyCamera, onChange }: Props) {
  const { t } = useTranslation();
  const [names, setNames] = useState<string[]>([]);
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [trying, setTrying] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    watchCameras(setNames, stop.signal);
    return () => stop.abort();
    // Names appear once a camera was allowed.
  }, [found]);
  const tryIt = () => {
    setTrying(true);
    setError(null);
    openCamera(value, new AbortController().signal)
      .then((camera) => {
        setFound({ name: camera.name, width: camera.widthPx, height: camera.heightPx });
        camera.close();
      })
      .catch((cause: unknown) => setError(cameraError(cause)))
      .finally(() => setTrying(false));
  };
  const options = [...new Set([...names.filter((name) => name !== ''), ...(value === anyCamera ? [] : [value])])];
  return (
    <>
      <Select
        style={{ width: 520 }}
        value={value}
        aria-label={t('camera.device')}
        options={[{ value: anyCamera, label: t('devices.camera.any') }, ...options.map((name) => ({ value: name, label: name }))]}
        onChange={(address) => {
          setFound(null);
          onChange?.(address);
        }}
      />{' '}
      <Button onClick={tryIt} loading={trying}>
        {t('admin.scanners.test')}
      </Button>
      {error && <CameraNotice error={error} onRetry={tryIt} />}
      {found && !error && (
        <Alert type="success" showIcon title={t('devices.camera.works', found)} description={t('devices.camera.kiosk')} />
      )}
    </>
  );
}
