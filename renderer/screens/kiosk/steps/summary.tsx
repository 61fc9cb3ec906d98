/** The last look: every value that will be submitted, masked, each can be changed. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { useAnswerText } from '../../../components/answer-text.ts';
import { maskValue } from '../../../components/mask-value.ts';
import { useCaseChange } from '../../../state/use-case.ts';
import { KioskError } from '../kiosk-error.tsx';
import type { CaseStepProps } from '../case-step-props.ts';
import { QuestionEditor } from './question-editor.tsx';

/** Form keys carry the role of the person (operatorIdNumber), which the mask knows by its ending. */
function shown(key: string, value: string, sensitive: boolean): string {
  const masked = maskValue(key, value);
  return sensitive && masked === value ? maskValue('name', value) : masked;
}

export function Summary({ view, go }: CaseStepProps) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const answerText = useAnswerText();
  const caseId = view.case.id;
  const [editing, setEditing] = useState<string | null>(null);
  const save = useCaseChange(caseId, (input: { key: string; value: string }) => client.review.setFormValue({ caseId, ...input }));
  const form = view.item.formFields.find(({ key }) => key === editing);
  if (form)
    return (
      <QuestionEditor
        view={view}
        question={{ kind: 'form', id: form.key, form, value: view.case.form[form.key]?.value ?? '' }}
        saving={save.isPending}
        onSave={(value) => save.mutate({ key: form.key, value }, { onSuccess: () => setEditing(null) })}
      />
    );
  return (
    <>
      <h1>{t('kiosk.summary.title')}</h1>
      <p className="kiosk-lead">{t('kiosk.summary.lead', { department: view.item.departmentName })}</p>
      <KioskError error={save.error} />
      <dl className="kiosk-summary">
        {view.item.formFields.map((field) => (
          <div key={field.key}>
            <dt>{field.label}</dt>
            <dd>{answerText(displayOf(field, view.case.form[field.key]?.value ?? '')) || <em>{t('kiosk.summary.empty')}</em>}</dd>
            <button type="button" onClick={() => setEditing(field.key)}>
              {t('kiosk.summary.change')}
            </button>
          </div>
        ))}
      </dl>
      <div className="kiosk-actions">
        <button type="button" className="kiosk-primary kiosk-huge" onClick={() => go('submitting')}>
          {t('kiosk.summary.submit')}
        </button>
      </div>
    </>
  );
}

function displayOf(field: CaseStepProps['view']['item']['formFields'][number], value: string): string {
  return field.options.find((option) => option.value === value)?.label ?? shown(field.key, value, field.sensitive);
}
