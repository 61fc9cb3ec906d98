/** Every rule between papers with its outcome, the values it looked at and where they stand; the failed ones first. */
import { Tag } from 'antd';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { caseSlotId } from '#shared/cross-rules/cross-rule.ts';
import type { CrossOutcome, EvidenceEnd } from '#shared/cross-rules/cross-rule.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { problemText } from '#shared/problem-texts.ts';
import { FieldCrop } from '../../../components/page/field-crop.tsx';
import { useLanguage } from '../../../i18n/language.ts';
import { useLabels } from '../../../i18n/use-labels.ts';

type Props = { view: CaseView; goTo: (id: string | null) => void };

const order: Record<CrossOutcome['result'], number> = { fails: 0, open: 1, holds: 2 };
const colours: Record<CrossOutcome['result'], string> = { fails: 'red', open: 'gold', holds: 'green' };

/** Up and down walk through the outcomes. */
function step(event: KeyboardEvent<HTMLElement>, by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('.cross-outcome')];
  all[all.indexOf(event.currentTarget) + by]?.focus();
  event.preventDefault();
}

/** The first value that can be corrected: a field of a document. */
const target = ({ ends }: CrossOutcome): string | null => {
  const end = ends.find(({ documentId, fieldKey }) => documentId !== null && fieldKey !== '');
  return end ? `${end.documentId}/${end.fieldKey}` : null;
};

/** Why it cannot be told: a seal that names almost the same, a printed name in the place of a signature, or something that was not read. */
function whyOpen({ kind, ends }: CrossOutcome): 'sealNear' | 'signaturePrinted' | 'openExplain' {
  if (kind === 'seal-name') return 'sealNear';
  return kind === 'signature' && ends.some(({ box }) => box !== null) ? 'signaturePrinted' : 'openExplain';
}

export function CrossFindings({ view, goTo }: Props) {
  const { t } = useTranslation();
  const outcomes = view.checklist.crossOutcomes.toSorted((a, b) => order[a.result] - order[b.result]);
  if (outcomes.length === 0) return <p className="soft cross-none">{t('documents.cross.none')}</p>;
  const count = (result: CrossOutcome['result']) => outcomes.filter((one) => one.result === result).length;
  return (
    <div className="cross">
      <p role="status">
        <strong className={count('fails') > 0 ? 'bad' : 'ok'}>
          {(['fails', 'open', 'holds'] as const)
            .filter((result) => count(result) > 0)
            .map((result) => t(`documents.cross.count.${result}`, { count: count(result) }))
            .join(t('documents.cross.comma'))}
        </strong>
        <span className="soft"> {t('documents.cross.keys')}</span>
      </p>
      {outcomes.map((outcome) => (
        <Outcome key={outcome.ruleId} view={view} outcome={outcome} goTo={goTo} />
      ))}
    </div>
  );
}

function Outcome({ view, outcome, goTo }: Props & { outcome: CrossOutcome }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { kind, result, label, severity, problem } = outcome;
  const mark = kind === 'seal' || kind === 'signature' || kind === 'original' ? t(`documents.cross.mark.${kind}`) : null;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'ArrowDown') step(event, 1);
    else if (event.key === 'ArrowUp') step(event, -1);
    else if (event.key === 'Enter' && target(outcome)) goTo(target(outcome));
  };
  return (
    <section
      className={`cross-outcome cross-${result} ${result === 'fails' && severity === 'error' ? 'cross-error' : ''}`}
      tabIndex={0}
      aria-label={`${mark ? `${label} · ${mark}` : label}：${t(`documents.cross.result.${result}`)}`}
      onKeyDown={onKeyDown}
      onDoubleClick={() => goTo(target(outcome))}
    >
      <h3>
        <Tag color={colours[result]}>
          {t(`documents.cross.sign.${result}`)} {t(`documents.cross.result.${result}`)}
        </Tag>
        {mark ? `${label} · ${mark}` : label}
        {result === 'fails' && <Tag color={severity === 'error' ? 'red' : 'gold'}>{t(`severity.${severity}`)}</Tag>}
      </h3>
      {result === 'open' && <p className="soft">{t(`documents.cross.${whyOpen(outcome)}`)}</p>}
      {mark !== null && problem && <p className="bad">{problemText(problem, language)}</p>}
      <div className={`cross-ends ${result === 'holds' ? 'cross-ends-calm' : ''}`}>
        {outcome.ends.map((end, index) => (
          <End key={index} view={view} end={end} calm={result === 'holds'} isMark={mark !== null} />
        ))}
      </div>
    </section>
  );
}

type EndProps = { view: CaseView; end: EvidenceEnd; calm: boolean; isMark: boolean };

function useEndName(view: CaseView, end: EvidenceEnd, isMark: boolean): string {
  const { t } = useTranslation();
  const labels = useLabels(view.item);
  if (end.slotId === caseSlotId) return t(end.fieldKey === 'today' ? 'documents.cross.today' : 'documents.cross.intakeDay');
  const document = view.case.documents.find(({ id }) => id === end.documentId);
  const formLabel = view.item.formFields.find(({ key }) => key === end.fieldKey)?.label;
  if (!document) {
    const slot = view.item.materials.find(({ id }) => id === end.slotId);
    return slot ? `${slot.name} · ${t('documents.cross.eLicence')}` : `${t('documents.cross.form')} · ${formLabel ?? end.fieldKey}`;
  }
  const type = labels.documentType(document.documentType);
  if (end.fieldKey !== '') return `${type} · ${labels.field(document.documentType, end.fieldKey)}`;
  return isMark ? type : `${type} · ${t('documents.cross.mark.seal')}`;
}

const cropSize = { width: 300, height: 64 };
const calmSize = { width: 240, height: 34 };
/** Seals and signatures are larger than a line of text. */
const markSize = { width: 300, height: 150 };

function End({ view, end, calm, isMark }: EndProps) {
  const { t } = useTranslation();
  const name = useEndName(view, end, isMark);
  const page = view.case.pages.find(({ id }) => id === end.pageId);
  return (
    <div className="cross-end">
      <span className="soft">{name}</span>
      {end.documentId !== null && end.box && (
        <FieldCrop page={page} box={end.box} label={name} most={end.fieldKey === '' ? markSize : calm ? calmSize : cropSize} />
      )}
      {!isMark && <strong className={end.value === '' ? 'bad' : ''}>{end.value || t('documents.cross.notRead')}</strong>}
    </div>
  );
}
