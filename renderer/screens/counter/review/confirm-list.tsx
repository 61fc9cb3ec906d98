/** The findings inside the confirm dialog, hardest first. */
import { Button, Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FindingOverride } from '#shared/case.ts';
import type { CaseView } from '#shared/contract.ts';
import { CorrectionSlip } from '../../../components/correction-slip.tsx';
import type { Blockers } from './confirm-blockers.ts';

type Props = {
  view: CaseView;
  blockers: Blockers;
  accepted: string[];
  onAccepted: (slotIds: string[]) => void;
  overrides: readonly FindingOverride[];
  onOverrides: (overrides: FindingOverride[]) => void;
  onForm: () => void;
};

export function ConfirmList({ view, blockers, accepted, onAccepted, overrides, onOverrides, onForm }: Props) {
  const { t } = useTranslation();
  const { openRows, errorRows, passable, missing, formKeys, contradictions, unread } = blockers;
  const minor = view.checklist.crossFindings.length - contradictions.length;
  const formLabels = view.item.formFields.filter(({ key }) => formKeys.includes(key)).map(({ label }) => label);
  const clean =
    openRows.length + errorRows.length + passable.length + missing.length + formKeys.length + contradictions.length + minor + unread === 0;
  const toggle = (slotId: string, on: boolean) => onAccepted(on ? [...accepted, slotId] : accepted.filter((id) => id !== slotId));
  return (
    <ul className="confirm-list">
      {unread > 0 && <li className="confirm-bad">{t('counter.intake.reading', { count: unread })}</li>}
      {openRows.length > 0 && (
        <li className="confirm-bad">
          <strong>{t('counter.confirm.unresolved', { count: openRows.length })}</strong> {t('counter.confirm.unresolvedHint')}
        </li>
      )}
      {missing.length > 0 && (
        <li className="confirm-bad">
          <strong>{t('counter.confirm.missing')}：</strong>
          {missing.map(({ name }) => name).join('、')}
          <div>{t('counter.confirm.notDeferrable')}</div>
          <CorrectionSlip view={view} />
        </li>
      )}
      {formKeys.length > 0 && (
        <li className="confirm-bad">
          <strong>{t('counter.confirm.missingForm')}：</strong>
          {formLabels.join('、')}
          <Button type="link" onClick={onForm}>
            {t('counter.review.goTo')}
          </Button>
        </li>
      )}
      {passable.map((slot) => (
        <li key={slot.slotId} className="confirm-warn">
          <Checkbox checked={accepted.includes(slot.slotId)} onChange={(event) => toggle(slot.slotId, event.target.checked)}>
            {t(slot.state === 'partial' ? 'counter.confirm.seenComplete' : 'counter.confirm.defer', { name: slot.name })}
          </Checkbox>
        </li>
      ))}
      {errorRows.length > 0 && (
        <li className="confirm-warn">
          <strong>{t('counter.confirm.errors', { count: errorRows.length })}</strong> {t('counter.confirm.errorsHint')}
        </li>
      )}
      {contradictions.length > 0 && (
        <li className="confirm-bad">
          <strong>{t('documents.override.title', { count: contradictions.length })}</strong>
          <Overrides contradictions={contradictions} overrides={overrides} onOverrides={onOverrides} />
          {missing.length === 0 && <CorrectionSlip view={view} />}
        </li>
      )}
      {minor > 0 && <li className="confirm-warn">{t('counter.confirm.cross', { count: minor })}</li>}
      {clean && <li className="confirm-ok">{t('counter.confirm.ready')}</li>}
    </ul>
  );
}

const reasons: readonly FindingOverride['reason'][] = ['original-seen', 'corrected-on-spot', 'explained-in-writing', 'other-proof'];

type OverrideProps = Pick<Props, 'overrides' | 'onOverrides'> & Pick<Blockers, 'contradictions'>;

/** A reason for each contradiction; it is recorded with the confirmation. */
function Overrides({ contradictions, overrides, onOverrides }: OverrideProps) {
  const { t } = useTranslation();
  const choose = (ruleId: string, reason: FindingOverride['reason'] | undefined) => {
    const others = overrides.filter((one) => one.ruleId !== ruleId);
    onOverrides(reason ? [...others, { ruleId, reason }] : others);
  };
  return (
    <div className="override-list">
      {contradictions.map(({ ruleId, label, ends }) => (
        <div key={ruleId}>
          <span>
            {label}
            <span className="soft">
              {' '}
              {ends
                .map(({ value }) => value)
                .filter(Boolean)
                .join(' / ')}
            </span>
          </span>
          <Select
            aria-label={label}
            allowClear
            value={overrides.find((one) => one.ruleId === ruleId)?.reason}
            placeholder={t('documents.override.reason')}
            onChange={(reason: FindingOverride['reason'] | undefined) => choose(ruleId, reason)}
            options={reasons.map((reason) => ({ value: reason, label: t(`documents.override.reasons.${reason}`) }))}
          />
        </div>
      ))}
    </div>
  );
}
