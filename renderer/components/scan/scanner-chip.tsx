/** The state of a scanner in one word, with the sign of its colour for those who cannot tell colours apart. */
import { useTranslation } from 'react-i18next';
import { errorText } from '#shared/error-texts.ts';
import type { ScannerState } from '#shared/device.ts';
import { useLanguage } from '../../i18n/language.ts';
import { errorOf } from '../../state/error-of.ts';
import './scan.css';

const signs: Record<ScannerState['state'], string> = {
  ready: '●',
  'warming-up': '◐',
  'waiting-for-paper': '◌',
  feeding: '▶',
  paused: '‖',
  error: '!',
};

export function ScannerChip({ state }: { state: ScannerState | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!state) return null;
  const word = state.state === 'error' && state.error ? errorText(errorOf(state.error), language).title : t(`scan.state.${state.state}`);
  const feeder = state.state === 'ready' && state.feeder ? ` · ${t(`admin.scanners.feederStates.${state.feeder}`)}` : '';
  return (
    <span className={`scanner-chip scanner-chip-${state.state}`} role="status">
      <b aria-hidden>{signs[state.state]}</b> {word}
      {feeder}
    </span>
  );
}
