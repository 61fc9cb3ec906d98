/** The findings inside the confirm dialog, hardest first. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { blockersOf } from '#shared/acceptance.ts';
import type { Blocker, Decisions } from '#shared/acceptance.ts';
import { overrideReasons } from '#shared/case.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { CorrectionSlip } from '../../../components/correction-slip.tsx';
import { ReasonList } from './reason-list.tsx';

type Props = {
  view: CaseView;
  /** As if nothing had been let through yet. */
  blockers: readonly Blocker[];
  /** Values with an error although a person has looked at them: allowed, but told. */
  errors: number;
  decisions: Decisions;
  onDecisions: (decisions: Decisions) => void;
  onForm: () => void;
};

export function ConfirmList({ view, blockers, errors, decisions, onDecisions, onForm }: Props) {
  const { t } = useTranslation();
  const unread = blockersOf(blockers, 'page-unread').length;
  const open = blockersOf(blockers, 'field-open').length;
  const missing = blockersOf(blockers, 'material-lacking').filter(({ passableFor }) => passableFor.length === 0);
  const contradictions = blockersOf(blockers, 'contradiction').length;
  const minor = view.checklist.crossFindings.length - contradictions;
  return (
    <ul className="confirm-list">
      <SheetsInDoubt blockers={blockers} />
      {unread > 0 && <li className="confirm-bad">{t('counter.intake.reading', { count: unread })}</li>}
      {open > 0 && (
        <li className="confirm-bad">
          <strong>{t('counter.confirm.unresolved', { count: open })}</strong> {t('counter.confirm.unresolvedHint')}
        </li>
      )}
      {missing.length > 0 && (
        <li className="confirm-bad">
          <strong>{t('counter.confirm.missing')}：</strong>
          {missing.map(({ slotId }) => slotName(view, slotId)).join('、')}
          <div>{t('counter.confirm.notDeferrable')}</div>
          <CorrectionSlip view={view} />
        </li>
      )}
      <EmptyForm view={view} blockers={blockers} onForm={onForm} />
      <LetThrough view={view} blockers={blockers} decisions={decisions} onDecisions={onDecisions} />
      {errors > 0 && (
        <li className="confirm-warn">
          <strong>{t('counter.confirm.errors', { count: errors })}</strong> {t('counter.confirm.errorsHint')}
        </li>
      )}
      {contradictions > 0 && missing.length === 0 && (
        <li>
          <CorrectionSlip view={view} />
        </li>
      )}
      {minor > 0 && <li className="confirm-warn">{t('counter.confirm.cross', { count: minor })}</li>}
      {blockers.length + errors + minor === 0 && <li className="confirm-ok">{t('counter.confirm.ready')}</li>}
    </ul>
  );
}

const slotName = (view: CaseView, slotId: string): string => view.checklist.slots.find((slot) => slot.slotId === slotId)?.name ?? slotId;

function EmptyForm({ view, blockers, onForm }: Pick<Props, 'view' | 'blockers' | 'onForm'>) {
  const { t } = useTranslation();
  const keys = blockersOf(blockers, 'form-empty').map(({ formKey }) => formKey);
  if (keys.length === 0) return null;
  const labels = view.item.formFields.filter(({ key }) => keys.includes(key)).map(({ label }) => label);
  return (
    <li className="confirm-bad">
      <strong>{t('counter.confirm.missingForm')}：</strong>
      {labels.join('、')}
      <Button type="link" onClick={onForm}>
        {t('counter.review.goTo')}
      </Button>
    </li>
  );
}

/** Lines and contradictions that staff may let through; the reasons are recorded with the confirmation. */
function LetThrough({ view, blockers, decisions, onDecisions }: Pick<Props, 'view' | 'blockers' | 'decisions' | 'onDecisions'>) {
  const { t } = useTranslation();
  const { passed, overrides } = decisions;
  const lines = blockersOf(blockers, 'material-lacking').filter(({ passableFor }) => passableFor.length > 0);
  const rules = blockersOf(blockers, 'contradiction').map(({ ruleId }) => ruleId);
  const findings = view.checklist.crossFindings.filter(({ ruleId }) => rules.includes(ruleId));
  return (
    <>
      {lines.length > 0 && (
        <li className="confirm-warn">
          <strong>{t('documents.pass.title', { count: lines.length })}</strong>
          <ReasonList
            rows={lines.map(({ slotId, state, passableFor }) => ({
              id: slotId,
              name: slotName(view, slotId),
              detail: t(`documents.pass.states.${state}`),
              reasons: passableFor.map((reason) => ({ value: reason, label: t(`documents.pass.reasons.${reason}`) })),
            }))}
            chosen={(id) => passed.find(({ slotId }) => slotId === id)?.reason}
            onChoose={(id, reason) => {
              const others = passed.filter(({ slotId }) => slotId !== id);
              onDecisions({ overrides, passed: reason ? [...others, { slotId: id, reason }] : others });
            }}
          />
        </li>
      )}
      {findings.length > 0 && (
        <li className="confirm-bad">
          <strong>{t('documents.override.title', { count: findings.length })}</strong>
          <ReasonList
            rows={findings.map(({ ruleId, label, ends }) => ({
              id: ruleId,
              name: label,
              detail: ends
                .map(({ value }) => value)
                .filter(Boolean)
                .join(' / '),
              reasons: overrideReasons.map((reason) => ({ value: reason, label: t(`documents.override.reasons.${reason}`) })),
            }))}
            chosen={(id) => overrides.find(({ ruleId }) => ruleId === id)?.reason}
            onChoose={(id, reason) => {
              const others = overrides.filter(({ ruleId }) => ruleId !== id);
              onDecisions({ passed, overrides: reason ? [...others, { ruleId: id, reason }] : others });
            }}
          />
        </li>
      )}
    </>
  );
}

function SheetsInDoubt({ blockers }: Pick<Props, 'blockers'>) {
  const { t } = useTranslation();
  return blockersOf(blockers, 'sheet-in-doubt').map(({ jobId, sheet }) => (
    <li key={jobId} className="confirm-bad">
      {t('scan.doubt.blocks', { sheet })}
    </li>
  ));
}
