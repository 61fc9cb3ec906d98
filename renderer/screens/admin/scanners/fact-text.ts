/** What a check found, in words: known names and values are translated, the rest stands as the device says it. */
import { useTranslation } from 'react-i18next';
import type { SelfTestEvent } from '#shared/device.ts';
import { useDriverWords } from '../../../i18n/use-driver-words.ts';
import { zh } from '../../../i18n/zh/index.ts';

const { facts, reasons } = zh.devices.selfTest;
const { deviceState, feederStates } = zh.admin.scanners;
const { color } = zh.counter.intake;
const isKey = <T extends object>(known: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(known, key);

export function useFactText(): (found: SelfTestEvent['facts']) => string {
  const { t } = useTranslation();
  const { kindOf } = useDriverWords();
  const valueText = (name: string, value: string | number | boolean): string => {
    if (typeof value === 'boolean') return t(value ? 'action.yes' : 'action.no');
    if (typeof value === 'number') return String(value);
    if (name === 'reason' && isKey(reasons, value)) return t(`devices.selfTest.reasons.${value}`);
    if (name === 'state' && isKey(deviceState, value)) return t(`admin.scanners.deviceState.${value}`);
    if (name === 'feeder' && isKey(feederStates, value)) return t(`admin.scanners.feederStates.${value}`);
    if (name === 'driver') return kindOf(value);
    if (name === 'colorModes')
      return value
        .split(', ')
        .map((mode) => (isKey(color, mode) ? t(`counter.intake.color.${mode}`) : mode))
        .join('/');
    if (name === 'source' && (value === 'feeder' || value === 'platen')) return t(`counter.intake.source.${value}`);
    return value;
  };
  return (found) =>
    Object.entries(found)
      .flatMap(([name, value]) =>
        value === null || value === ''
          ? []
          : [`${isKey(facts, name) ? t(`devices.selfTest.facts.${name}`) : name} ${valueText(name, value)}`],
      )
      .join(' · ');
}
