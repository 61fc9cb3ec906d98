/** An error at the kiosk: what happened and what to do, in large type. */
import type { ReactNode } from 'react';
import { errorText } from '#shared/error-texts.ts';
import { useLanguage } from '../../i18n/language.ts';
import { errorOf } from '../../state/error-of.ts';

export function KioskError({ error, children }: { error: unknown; children?: ReactNode }) {
  const language = useLanguage();
  if (!error) return null;
  const text = errorText(errorOf(error), language);
  return (
    <div className="kiosk-error" role="alert">
      <strong>{text.title}</strong>
      <p>{text.action}</p>
      {children}
    </div>
  );
}
