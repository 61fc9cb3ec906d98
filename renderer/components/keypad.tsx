/** An on-screen keypad for numbers, dates and ID numbers. */
import { useTranslation } from 'react-i18next';
import './keypad.css';

/** Which extra keys a field needs beside the digits; null = its text is not numeric, so the keyboard of the system is used. */
export function keypadFor(fieldKey: string): readonly string[] | null {
  if (/idNumber/i.test(fieldKey)) return ['X'];
  if (/date|valid(From|To)|(lease|term)(From|To)|expiry/i.test(fieldKey)) return ['-'];
  if (/phone|mobile|postcode|number|account/i.test(fieldKey)) return [];
  if (/amount|rent|area|capital/i.test(fieldKey)) return ['.'];
  return null;
}

type Props = { extraKeys: readonly string[]; onKey: (key: string) => void; onErase: () => void; onClear: () => void };

export function Keypad({ extraKeys, onKey, onErase, onClear }: Props) {
  const { t } = useTranslation();
  return (
    <div className="keypad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9', ...(extraKeys.length > 0 ? extraKeys : ['']), '0'].map((key) =>
        key === '' ? (
          <span key="none" />
        ) : (
          <button type="button" key={key} onClick={() => onKey(key)}>
            {key}
          </button>
        ),
      )}
      <button type="button" className="keypad-word" onClick={onErase} aria-label={t('kiosk.confirm.erase')}>
        ⌫
      </button>
      <button type="button" className="keypad-word keypad-wide" onClick={onClear}>
        {t('kiosk.confirm.clear')}
      </button>
    </div>
  );
}
