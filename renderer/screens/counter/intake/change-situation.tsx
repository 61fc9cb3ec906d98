/** Changes the situation of an open case: the applicant turns out to come through an agent after all. */
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { SituationForm } from '../../../components/situation/situation-form.tsx';
import type { Answers } from '../../../components/situation/situation.ts';
import { useCaseChange } from '../../../state/use-case.ts';

export function ChangeSituation({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const caseId = view.case.id;
  const [answers, setAnswers] = useState<Answers | null>(null);
  const save = useCaseChange(caseId, (input: Answers) => client.cases.setAnswers({ caseId, answers: input }));
  if (view.item.questions.length === 0) return null;
  return (
    <>
      <Button onClick={() => setAnswers(view.case.answers)}>{t('counter.intake.changeAnswers')}</Button>
      <Modal
        open={answers !== null}
        title={t('counter.intake.changeAnswers')}
        onCancel={() => setAnswers(null)}
        onOk={() => answers && save.mutate(answers, { onSuccess: () => setAnswers(null) })}
        okText={t('action.save')}
        cancelText={t('action.cancel')}
        confirmLoading={save.isPending}
        destroyOnHidden
      >
        {answers && <SituationForm item={view.item} answers={answers} onChange={setAnswers} />}
        <ErrorNotice error={save.error} />
      </Modal>
    </>
  );
}
