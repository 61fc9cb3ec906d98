/** Typing a value at the kiosk: unmasked while it is edited, a keypad for numbers, choices as buttons. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { Keypad, keypadFor } from '../../../components/keypad.tsx';
import type { KioskQuestion } from '../kiosk-questions.ts';
import { QuestionPicture, useQuestionLabel } from './question-view.tsx';

type Props = { view: CaseView; question: KioskQuestion; saving: boolean; onSave: (value: string) => void };

export function QuestionEditor({ view, question, saving, onSave }: Props) {
  const { t } = useTranslation();
  const label = useQuestionLabel(view, question);
  const [text, setText] = useState(question.kind === 'field' ? question.field.value : question.value);
  const choices = question.kind === 'form' ? choicesOf(question, t('action.yes'), t('action.no')) : [];
  if (choices.length > 0)
    return (
      <>
        <h2>{label}</h2>
        <div className="kiosk-cards">
          {choices.map(({ value, label: name }) => (
            <button type="button" key={value} className="kiosk-card" onClick={() => onSave(value)} disabled={saving}>
              <strong>{name}</strong>
            </button>
          ))}
        </div>
      </>
    );
  const keys = keypadFor(question.kind === 'field' ? question.field.key : question.form.key);
  return (
    <>
      <h2>{label}</h2>
      <QuestionPicture view={view} question={question} />
      <textarea
        className="kiosk-input"
        autoComplete="off"
        value={text}
        rows={keys ? 1 : 3}
        autoFocus
        spellCheck={false}
        aria-label={label}
        onChange={(event) => setText(event.target.value)}
      />
      {keys && (
        <Keypad
          extraKeys={keys}
          onKey={(key) => setText(text + key)}
          onErase={() => setText([...text].slice(0, -1).join(''))}
          onClear={() => setText('')}
        />
      )}
      <div className="kiosk-actions">
        <button type="button" className="kiosk-primary" onClick={() => onSave(text.trim())} disabled={saving || text.trim() === ''}>
          {t('kiosk.confirm.save')}
        </button>
      </div>
    </>
  );
}

function choicesOf(question: Extract<KioskQuestion, { kind: 'form' }>, yes: string, no: string): { value: string; label: string }[] {
  if (question.form.kind === 'choice') return question.form.options;
  if (question.form.kind === 'boolean')
    return [
      { value: 'true', label: yes },
      { value: 'false', label: no },
    ];
  return [];
}
