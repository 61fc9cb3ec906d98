/** The service item's form: what the papers filled in, what is still to be typed. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import type { FormField } from '#shared/service-item.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useLabels } from '../../../i18n/use-labels.ts';
import { useCaseChange } from '../../../state/use-case.ts';

export function FormValues({ view, onActive }: { view: CaseView; onActive: (rowId: string) => void }) {
  const { client } = useBackend();
  const caseId = view.case.id;
  const save = useCaseChange(caseId, (input: { key: string; value: string }) => client.review.setFormValue({ caseId, ...input }));
  return (
    <div className="form-values">
      <ErrorNotice error={save.error} />
      {view.item.formFields.map((field) => (
        <FormRow key={field.key} view={view} field={field} onSave={(value) => save.mutate({ key: field.key, value })} onActive={onActive} />
      ))}
    </div>
  );
}

type RowProps = { view: CaseView; field: FormField; onSave: (value: string) => void; onActive: (rowId: string) => void };

function FormRow({ view, field, onSave, onActive }: RowProps) {
  const { t } = useTranslation();
  const value = view.case.form[field.key];
  const missing = view.checklist.missingFormKeys.includes(field.key);
  const showSource = () => {
    if (value?.documentId && value.fieldKey) onActive(`${value.documentId}/${value.fieldKey}`);
  };
  return (
    <div className={`form-row ${missing ? 'form-row-missing' : ''}`}>
      <label htmlFor={`form-${field.key}`}>
        {field.label}
        {field.required && <em title={t('counter.review.required')}> *</em>}
      </label>
      <FormInput key={value?.value ?? ''} field={field} value={value?.value ?? ''} missing={missing} onSave={onSave} onFocus={showSource} />
      <FormSource view={view} fieldKey={field.key} missing={missing} />
    </div>
  );
}

type InputProps = { field: FormField; value: string; missing: boolean; onSave: (value: string) => void; onFocus: () => void };

function FormInput({ field, value, missing, onSave, onFocus }: InputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const status = missing ? 'error' : undefined;
  if (field.kind === 'choice' || field.kind === 'boolean') {
    const options =
      field.kind === 'choice'
        ? field.options
        : [
            { value: 'true', label: t('action.yes') },
            { value: 'false', label: t('action.no') },
          ];
    return (
      <Select
        id={`form-${field.key}`}
        value={value || undefined}
        options={options}
        status={status}
        onChange={onSave}
        onFocus={onFocus}
        placeholder={t('counter.review.formNone')}
      />
    );
  }
  const commit = () => text !== value && onSave(text);
  return (
    <Input.TextArea
      id={`form-${field.key}`}
      autoSize={{ minRows: 1, maxRows: 4 }}
      value={text}
      status={status}
      placeholder={missing ? t('counter.review.formNone') : undefined}
      onChange={(event) => setText(event.target.value)}
      onFocus={onFocus}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return;
        event.preventDefault();
        commit();
        const inputs = [...document.querySelectorAll<HTMLElement>('.form-values textarea, .form-values input')];
        inputs[inputs.indexOf(event.currentTarget) + 1]?.focus();
      }}
    />
  );
}

function FormSource({ view, fieldKey, missing }: { view: CaseView; fieldKey: string; missing: boolean }) {
  const { t } = useTranslation();
  const labels = useLabels(view.item);
  const value = view.case.form[fieldKey];
  if (!value || value.value === '')
    return <span className={missing ? 'bad' : 'soft'}>{missing ? t('counter.review.formNone') : t('counter.review.empty')}</span>;
  const source = view.case.documents.find(({ id }) => id === value.documentId);
  if (value.source !== 'paper' || !source || !value.fieldKey)
    return <span className="soft">{t(`counter.review.formSource.${value.source}`)}</span>;
  return (
    <span className="soft">
      {t('counter.review.formFrom', {
        document: labels.documentType(source.documentType),
        field: labels.field(source.documentType, value.fieldKey),
      })}
    </span>
  );
}
