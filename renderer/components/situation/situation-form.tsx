/** The situation questions of a service item as ordinary form controls. */
import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ServiceItem, SituationQuestion } from '#shared/service-item.ts';
import type { Answers } from './situation.ts';
import './situation-form.css';

type Props = { item: ServiceItem; answers: Answers; onChange: (answers: Answers) => void };

export function SituationForm({ item, answers, onChange }: Props) {
  const { t } = useTranslation();
  if (item.questions.length === 0) return <p className="situation soft">{t('counter.create.noSituation')}</p>;
  return (
    <div className="situation">
      <p className="soft">{t('counter.create.situationHint')}</p>
      {item.questions.map((question) => (
        <Question
          key={question.id}
          question={question}
          value={answers[question.id]}
          onChange={(value) => onChange({ ...answers, [question.id]: value })}
        />
      ))}
    </div>
  );
}

type QuestionProps = { question: SituationQuestion; value: string | boolean | undefined; onChange: (value: string | boolean) => void };

function Question({ question, value, onChange }: QuestionProps) {
  const { t } = useTranslation();
  const options =
    question.kind === 'boolean'
      ? [
          { value: true, label: t('action.yes') },
          { value: false, label: t('action.no') },
        ]
      : question.options;
  return (
    <fieldset>
      <legend>{question.label}</legend>
      <Radio.Group
        value={value}
        onChange={(event) => onChange(event.target.value as string | boolean)}
        options={options as { value: string; label: string }[]}
      />
    </fieldset>
  );
}
