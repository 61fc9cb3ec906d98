/** The checklist in plain words: what is there, what is missing, and what to do about it. */
import { useTranslation } from 'react-i18next';
import { problemText } from '#shared/problem-texts.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { questionsFor } from '../kiosk-questions.ts';
import type { CaseStepProps } from '../case-step-props.ts';

export function CheckResult({ view, go }: CaseStepProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { checklist } = view;
  const slots = checklist.slots.filter(
    ({ state, required, documentIds }) => state !== 'not-applicable' && (required || documentIds.length > 0),
  );
  const lacking = slots.filter(({ required, state }) => required && state !== 'filled');
  const extra = checklist.extraDocumentIds.length + checklist.duplicateDocumentIds.length;
  const next = () => go(questionsFor(view).length > 0 ? 'confirm' : 'summary');
  return (
    <>
      <h1 className={lacking.length === 0 ? 'kiosk-good' : 'kiosk-bad'}>
        {lacking.length === 0 ? `✓ ${t('kiosk.result.complete')}` : t('kiosk.result.missing', { count: lacking.length })}
      </h1>
      <ul className="kiosk-check">
        {slots.map((slot) => (
          <li key={slot.slotId} className={`kiosk-check-${slot.state}`}>
            <span className="kiosk-check-sign" aria-hidden>
              {slot.state === 'filled' ? '✓' : slot.state === 'partial' ? '!' : '✕'}
            </span>
            <span>
              <strong>{slot.name}</strong>
              {slot.problems.map((problem, index) => (
                <em key={index}>{problemText(problem, language)}</em>
              ))}
              {slot.state === 'missing' && slot.hint && <em>{slot.hint}</em>}
            </span>
            <b>
              {t(slot.state === 'filled' ? 'kiosk.result.have' : slot.state === 'partial' ? 'kiosk.result.partial' : 'kiosk.result.lack')}
            </b>
          </li>
        ))}
      </ul>
      {extra > 0 && <p>{t('kiosk.result.extra', { count: extra })}</p>}
      {checklist.blankPageIds.length > 0 && <p>{t('kiosk.result.blank', { count: checklist.blankPageIds.length })}</p>}
      {lacking.length > 0 && (
        <p className="kiosk-lead">
          {t('kiosk.result.putBack')}
          <br />
          {t('kiosk.result.toWindow')}
        </p>
      )}
      <div className="kiosk-actions">
        {lacking.length === 0 ? (
          <button type="button" className="kiosk-primary" onClick={next}>
            {t('kiosk.result.next')}
          </button>
        ) : (
          <button type="button" className="kiosk-primary" onClick={() => go('scan')}>
            {t('kiosk.result.scanMore')}
          </button>
        )}
      </div>
    </>
  );
}
