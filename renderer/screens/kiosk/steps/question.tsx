/** One situation question, answered with one touch. */
import { useTranslation } from 'react-i18next';
import type { ServiceItem } from '#shared/service-item.ts';
import type { Answers } from '../../../components/situation/situation.ts';

type Props = { item: ServiceItem; index: number; answers: Answers; onAnswer: (value: string | boolean) => void };

export function Question({ item, index, answers, onAnswer }: Props) {
  const { t } = useTranslation();
  const question = item.questions[index];
  if (!question) return null;
  const options: { value: string | boolean; label: string }[] =
    question.kind === 'boolean'
      ? [
          { value: true, label: t('action.yes') },
          { value: false, label: t('action.no') },
        ]
      : question.options;
  return (
    <>
      <p className="kiosk-count">{t('kiosk.question.of', { number: index + 1, count: item.questions.length })}</p>
      <h1>{question.label}</h1>
      <div className="kiosk-cards">
        {options.map(({ value, label }) => (
          <button
            type="button"
            key={String(value)}
            className="kiosk-card"
            aria-pressed={answers[question.id] === value}
            onClick={() => onAnswer(value)}
          >
            <strong>{label}</strong>
          </button>
        ))}
      </div>
    </>
  );
}
