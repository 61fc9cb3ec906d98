/** Which scanner and how: source, sides, colour, resolution. Starts from what IT staff set as the scanner's defaults. */
import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Scanner } from '#shared/device.ts';

const resolutions = [150, 200, 300, 600];
type Props = {
  scanners: readonly Scanner[];
  scanner: Scanner | null;
  disabled: boolean;
  onChange: (scanner: Scanner) => void;
  waitForPaper: boolean;
  onWaitForPaper: (wait: boolean) => void;
};

export function ScanSettingsForm(props: Props) {
  const { t } = useTranslation();
  const { scanners, scanner, disabled, onChange } = props;
  if (!scanner) return <span className="soft">{t('counter.intake.noScanner')}</span>;
  return (
    <>
      <Select
        style={{ minWidth: 240 }}
        disabled={disabled}
        value={scanner.id}
        aria-label={t('counter.intake.scanner')}
        options={scanners.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => onChange(scanners.find((candidate) => candidate.id === id) ?? scanner)}
      />
      {scanner.traits.scansPaper && <FeederSettings {...props} scanner={scanner} />}
    </>
  );
}

function FeederSettings({ scanner, disabled, onChange, waitForPaper, onWaitForPaper }: Props & { scanner: Scanner }) {
  const { t } = useTranslation();
  const { defaults } = scanner;
  const set = (change: Partial<Scanner['defaults']>) => onChange({ ...scanner, defaults: { ...defaults, ...change } });
  return (
    <>
      <Select
        disabled={disabled}
        value={defaults.source}
        options={(['feeder', 'platen'] as const).map((value) => ({ value, label: t(`counter.intake.source.${value}`) }))}
        onChange={(source) => set({ source })}
      />
      <Select
        disabled={disabled || defaults.source === 'platen'}
        value={defaults.duplex}
        options={[
          { value: true, label: t('counter.intake.duplex') },
          { value: false, label: t('counter.intake.simplex') },
        ]}
        onChange={(duplex) => set({ duplex })}
      />
      <Select
        disabled={disabled}
        value={defaults.colorMode}
        options={(['color', 'gray', 'lineart'] as const).map((value) => ({ value, label: t(`counter.intake.color.${value}`) }))}
        onChange={(colorMode) => set({ colorMode })}
      />
      <Select
        disabled={disabled}
        value={defaults.dpi}
        options={[...new Set([...resolutions, defaults.dpi])]
          .sort((a, b) => a - b)
          .map((dpi) => ({ value: dpi, label: t('counter.intake.dpi', { dpi }) }))}
        onChange={(dpi) => set({ dpi })}
      />
      {defaults.source === 'feeder' && (
        <Checkbox disabled={disabled} checked={waitForPaper} onChange={(event) => onWaitForPaper(event.target.checked)}>
          {t('scan.waitForPaper')}
        </Checkbox>
      )}
    </>
  );
}
