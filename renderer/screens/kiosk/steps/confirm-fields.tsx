/** One doubtful value per screen: the picture of it, what was read, right or not. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { useCaseChange } from '../../../state/use-case.ts';
import { KioskError } from '../kiosk-error.tsx';
import { questionsFor } from '../kiosk-questions.ts';
import type { KioskQuestion } from '../kiosk-questions.ts';
import type { CaseStepProps } from '../case-step-props.ts';
import { QuestionEditor } from './question-editor.tsx';
import { QuestionView } from './question-view.tsx';

export function ConfirmFields({ view, go }: CaseStepProps) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const caseId = view.case.id;
  const questions = questionsFor(view);
  const current = questions[0];
  const [editing, setEditing] = useState<string | null>(null);
  const save = useCaseChange(caseId, ({ question, value }: { question: KioskQuestion; value: string }) =>
    question.kind === 'field'
      ? client.review.setField({ caseId, documentId: question.document.id, key: question.field.key, value })
      : client.review.setFormValue({ caseId, key: question.form.key, value }),
  );
  const finished = current === undefined;
  useEffect(() => {
    if (finished) go('summary');
    // The step changes once, when nothing is left to ask.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [finished]);
  if (!current) return null;
  const answer = (value: string) => save.mutate({ question: current, value }, { onSuccess: () => setEditing(null) });
  const empty = current.kind === 'form' || current.field.value === '';
  return (
    <>
      <p className="kiosk-count">{t('kiosk.confirm.left', { count: questions.length })}</p>
      <h1>{t(empty ? 'kiosk.confirm.fill' : 'kiosk.confirm.title')}</h1>
      <KioskError error={save.error} />
      {editing === current.id || empty ? (
        <QuestionEditor key={current.id} view={view} question={current} saving={save.isPending} onSave={answer} />
      ) : (
        <QuestionView
          view={view}
          question={current}
          saving={save.isPending}
          onRight={() => answer(current.field.value)}
          onEdit={() => setEditing(current.id)}
        />
      )}
    </>
  );
}
