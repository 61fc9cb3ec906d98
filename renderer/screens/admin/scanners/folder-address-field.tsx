/** A watched folder: its path, and whether files are moved away after they were taken in. */
import { Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { readFolderAddress, writeFolderAddress } from './folder-address.ts';

type Props = { value?: string; onChange?: (address: string) => void };

export function FolderAddressField({ value = '', onChange }: Props) {
  const { t } = useTranslation();
  const settings = readFolderAddress(value);
  return (
    <>
      <Input
        style={{ width: 520 }}
        value={settings.path}
        aria-label={t('admin.scanners.address')}
        onChange={(event) => onChange?.(writeFolderAddress({ ...settings, path: event.target.value }))}
      />
      <div style={{ marginTop: 8 }}>
        <Checkbox checked={settings.move} onChange={(event) => onChange?.(writeFolderAddress({ ...settings, move: event.target.checked }))}>
          {t('devices.folder.move')}
        </Checkbox>
      </div>
    </>
  );
}
