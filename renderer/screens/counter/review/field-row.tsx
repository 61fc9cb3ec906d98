/** One value: its crop, an input, how sure the machine is, what the validators say. */
import { Button, Input, Tag } from 'antd';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '#shared/case.ts';
import { ConfidenceBadge } from '../../../components/confidence-badge.tsx';
import { FieldCrop } from '../../../components/page/field-crop.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { useAnswerText } from '../../../components/answer-text.ts';
import type { ReviewRow } from './review-rows.ts';

type Props = {
  row: ReviewRow;
  page: Page | undefined;
  label: string;
  active: boolean;
  onActive: () => void;
  /** Resolves to false when the value could not be stored. */
  onSave: (value: string) => Promise<boolean>;
  onNext: () => void;
  onStep: (by: 1 | -1) => void;
};

const openCrop = { width: 640, height: 60 };
const calmCrop = { width: 296, height: 44 };

/** The typed text until the host has stored it; a value that was not stored stays visible. */
function useDraft(row: ReviewRow, onSave: Props['onSave']) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = useAnswerText()(row.field.value);
  const text = draft ?? shown;
  // Enter stores the value and moves the caret on, and losing the caret stores it as well: once is enough.
  const underWay = useRef<string | null>(null);
  const commit = async () => {
    if ((draft === null && !row.open) || underWay.current === text) return;
    underWay.current = text;
    if (await onSave(text)) setDraft((now) => (now === text ? null : now));
    underWay.current = null;
  };
  return { draft, setDraft, text, shown, commit };
}

/** A value that the validators refuse needs a second, deliberate Enter: nobody should confirm it in passing. */
function useConfirm(row: ReviewRow, text: string, shown: string, commit: () => Promise<void>, onNext: () => void) {
  const [warnedText, setWarnedText] = useState<string | null>(null);
  const warned = warnedText === text && row.error && row.open;
  const confirm = () => {
    if (row.open && row.error && text === shown && !warned) return setWarnedText(text);
    void commit();
    onNext();
  };
  return { warned, confirm };
}

export function FieldRow({ row, page, label, active, onActive, onSave, onNext, onStep }: Props) {
  const { t } = useTranslation();
  const { draft, setDraft, text, shown, commit } = useDraft(row, onSave);
  const { field } = row;
  const { warned, confirm } = useConfirm(row, text, shown, commit, onNext);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      confirm();
    } else if (event.key === 'Escape') setDraft(draft === null ? field.machineValue : null);
    else if (event.key === 'ArrowDown') onStep(1);
    else if (event.key === 'ArrowUp') onStep(-1);
    else return;
    event.preventDefault();
  };
  const tone = row.error ? 'error' : row.open ? 'open' : 'calm';
  return (
    <div className={`field-row field-row-${tone} ${active ? 'field-row-active' : ''}`} data-row={row.id} onClick={onActive}>
      <div className="field-row-head">
        <label htmlFor={`value-${row.id}`}>{label}</label>
        {field.problems.some(({ code }) => code === 'field.handwritten') && (
          <Tag color="purple" className="field-row-hand">
            {t('counter.review.handwritten')}
          </Tag>
        )}
        <ConfidenceBadge field={field} />
      </div>
      <FieldCrop page={page} box={field.box} label={label} most={tone === 'calm' ? calmCrop : openCrop} />
      <div className="field-row-input">
        <Input.TextArea
          id={`value-${row.id}`}
          value={text}
          autoSize={{ minRows: 1, maxRows: 5 }}
          maxLength={4000}
          spellCheck={false}
          status={tone === 'error' ? 'error' : tone === 'open' ? 'warning' : undefined}
          onChange={(event) => setDraft(event.target.value)}
          onFocus={onActive}
          onBlur={() => draft !== null && void commit()}
          onKeyDown={onKeyDown}
        />
        {row.open && (
          <Button tabIndex={-1} onClick={confirm}>
            {t('counter.review.confirmField')} <kbd>Enter</kbd>
          </Button>
        )}
      </div>
      {field.machineValue !== field.value && field.machineValue !== '' && (
        <p className="soft field-row-note">{t('counter.review.machine', { value: field.machineValue })}</p>
      )}
      <ProblemList problems={field.problems} />
      {warned && (
        <p role="alert" className="field-row-warned">
          {t('counter.review.stillWrong')}
        </p>
      )}
    </div>
  );
}
