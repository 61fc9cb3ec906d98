/** A value as it stands on the paper and as it was read, with two large answers; unmasked, since half a number cannot be compared. */
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useAnswerText } from '../../../components/answer-text.ts';
import { FieldCrop } from '../../../components/page/field-crop.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { useLabels } from '../../../i18n/use-labels.ts';
import type { KioskQuestion } from '../kiosk-questions.ts';

const cropSize = { width: 900, height: 200 };

export function QuestionPicture({ view, question }: { view: CaseView; question: KioskQuestion }) {
  const { t } = useTranslation();
  if (question.kind === 'form') return null;
  const { field } = question;
  return (
    <figure className="kiosk-crop">
      <figcaption>{t('kiosk.confirm.picture')}</figcaption>
      <FieldCrop
        page={view.case.pages.find(({ id }) => id === field.pageId)}
        box={field.box}
        most={cropSize}
        label={t('kiosk.confirm.picture')}
      />
    </figure>
  );
}

export function useQuestionLabel(view: CaseView, question: KioskQuestion): string {
  const labels = useLabels(view.item);
  return question.kind === 'form'
    ? question.form.label
    : `${labels.documentType(question.document.documentType)} · ${labels.field(question.document.documentType, question.field.key)}`;
}

type Props = {
  view: CaseView;
  question: Extract<KioskQuestion, { kind: 'field' }>;
  saving: boolean;
  onRight: () => void;
  onEdit: () => void;
};

export function QuestionView({ view, question, saving, onRight, onEdit }: Props) {
  const { t } = useTranslation();
  const label = useQuestionLabel(view, question);
  const answerText = useAnswerText();
  const { field } = question;
  // A value that failed its check is more likely wrong than right: the easy touch is to correct it.
  const wrong = field.problems.some(({ severity }) => severity === 'error');
  return (
    <>
      <p className="kiosk-lead">{t('kiosk.confirm.lead')}</p>
      <h2>{label}</h2>
      <QuestionPicture view={view} question={question} />
      <div className="kiosk-value">
        <span>{t('kiosk.confirm.yours')}</span>
        <strong>{answerText(field.value)}</strong>
        <ProblemList problems={field.problems} />
      </div>
      <div className="kiosk-actions kiosk-actions-two">
        <button type="button" className={wrong ? 'kiosk-primary' : 'kiosk-secondary'} onClick={onEdit} disabled={saving}>
          {t('kiosk.confirm.edit')}
        </button>
        <button type="button" className={wrong ? 'kiosk-secondary' : 'kiosk-primary'} onClick={onRight} disabled={saving}>
          {t('kiosk.confirm.right')}
        </button>
      </div>
    </>
  );
}
