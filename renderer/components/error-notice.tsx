/** An error in words a person can act on: what happened, what to do, and the code for whoever is called. */
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { SerializedError } from '#shared/errors.ts';
import { errorText } from '#shared/error-texts.ts';
import { useLanguage } from '../i18n/language.ts';
import { errorOf } from '../state/error-of.ts';

export function ErrorNotice({ error, action, extra }: { error: unknown; action?: ReactNode; extra?: ReactNode }) {
  const language = useLanguage();
  if (!error) return null;
  const known: SerializedError = errorOf(error);
  const text = errorText(known, language);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={<strong>{text.title}</strong>}
      description={
        <>
          <div>{text.action}</div>
          {extra}
          <div className="soft error-code">{known.code}</div>
        </>
      }
      action={action}
    />
  );
}
