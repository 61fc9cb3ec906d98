/** One-touch profiles: device and settings with one click or Alt and a digit. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScannerConfig, ScanProfile } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { useHotkeys } from '../../../components/hotkeys/hotkey-provider.tsx';

/** Alt and one digit. */
const mostKeys = 9;

type Props = {
  itemCode: string;
  scanners: readonly ScannerConfig[];
  disabled: boolean;
  onStart: (profile: ScanProfile) => void;
};

/** Of the profiles, those of a scanner that is still there and of this item or any. */
export function ProfileRow({ itemCode, scanners, disabled, onStart }: Props) {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const all = useQuery(orpc.scan.profiles.queryOptions());
  const profiles = (all.data ?? []).filter(
    (profile) => (profile.itemCode === null || profile.itemCode === itemCode) && scanners.some(({ id }) => id === profile.scannerId),
  );
  const begin = (profile: ScanProfile) => {
    if (!disabled) onStart(profile);
  };
  useHotkeys(
    t('scan.profiles'),
    profiles.slice(0, mostKeys).map((profile, index) => ({ keys: `Alt+${index + 1}`, label: profile.name, run: () => begin(profile) })),
  );
  if (profiles.length === 0) return null;
  return (
    <div className="profile-row">
      <span className="soft">{t('scan.profiles')}</span>
      {profiles.map((profile, index) => (
        <Button key={profile.id} disabled={disabled} onClick={() => begin(profile)}>
          {profile.name} {index < mostKeys && <kbd>Alt+{index + 1}</kbd>}
        </Button>
      ))}
    </div>
  );
}
