/** Words of a driver's kind; one that has none yet is called by its own name. */
import { useTranslation } from 'react-i18next';

export function useDriverWords() {
  const { t, i18n } = useTranslation();
  const word = (group: 'kinds' | 'addressHint', kind: string): string | undefined =>
    i18n.exists(`devices.${group}.${kind}`) ? t(`devices.${group}.${kind}` as 'devices.kinds.sane') : undefined;
  return { kindOf: (kind: string): string => word('kinds', kind) ?? kind, addressHintOf: (kind: string) => word('addressHint', kind) };
}
