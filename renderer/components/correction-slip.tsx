/** The single complete notice (一次性告知单) of what is missing or wrong, for the applicant to take along. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract.ts';
import { problemText } from '#shared/problem-texts.ts';
import { useLanguage } from '../i18n/language.ts';
import './correction-slip.css';
import { formatDate } from './format-time.ts';
import { PrintSheet } from './print-sheet.tsx';

export function CorrectionSlip({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const [printing, setPrinting] = useState(false);
  const print = () => {
    setPrinting(true);
    // The sheet must be in the page before the print dialog takes its picture.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        window.print();
        setPrinting(false);
      }),
    );
  };
  return (
    <>
      <Button onClick={print}>{t('counter.intake.correctionSlip')}</Button>
      {printing && (
        <PrintSheet>
          <Slip view={view} />
        </PrintSheet>
      )}
    </>
  );
}

function Slip({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const missing = view.checklist.slots.filter(({ required, state }) => required && (state === 'missing' || state === 'partial'));
  const wrong = view.checklist.slots.flatMap(({ name, problems }) =>
    problems.filter(({ severity }) => severity === 'error').map((problem) => ({ name, problem })),
  );
  const form = view.item.formFields.filter(({ key }) => view.checklist.missingFormKeys.includes(key));
  return (
    <article className="slip">
      <h1>{t('counter.slip.title')}</h1>
      <p>{t('counter.slip.lead', { item: view.item.name })}</p>
      {missing.length > 0 && <h2>{t('counter.slip.materials')}</h2>}
      <ol>
        {missing.map((slot) => (
          <li key={slot.slotId}>
            {slot.name}
            {slot.hint && `（${slot.hint}）`}
          </li>
        ))}
      </ol>
      {form.length > 0 && (
        <>
          <h2>{t('counter.slip.form')}</h2>
          <p>{form.map(({ label }) => label).join('、')}</p>
        </>
      )}
      {wrong.length > 0 && <h2>{t('counter.slip.problems')}</h2>}
      <ol>
        {wrong.map(({ name, problem }, index) => (
          <li key={index}>
            {name}：{problemText(problem, language)}
          </li>
        ))}
      </ol>
      <p>{t('counter.slip.foot')}</p>
      <p className="slip-foot">
        {view.item.departmentName}
        <br />
        {t('counter.slip.date', { date: formatDate(new Date().toISOString()) })}
      </p>
    </article>
  );
}
