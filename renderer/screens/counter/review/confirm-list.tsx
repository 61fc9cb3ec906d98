/** The findings inside the confirm dialog, hardest first. */
import { Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract.ts';
import { CorrectionSlip } from '../../../components/correction-slip.tsx';
import type { Blockers } from './confirm-blockers.ts';

type Props = { view: CaseView; blockers: Blockers; accepted: string[]; onAccepted: (slotIds: string[]) => void; onForm: () => void };

export function ConfirmList({ view, blockers, accepted, onAccepted, onForm }: Props) {
  const { t } = useTranslation();
  const { openRows, errorRows, passable, missing, formKeys, unread } = blockers;
  const formLabels = view.item.formFields.filter(({ key }) => formKeys.includes(key)).map(({ label }) => label);
  const clean = openRows.length + errorRows.length + passable.length + missing.length + formKeys.length + unread === 0;
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
      {view.checklist.crossFindings.length > 0 && (
        <li className="confirm-warn">{t('counter.confirm.cross', { count: view.checklist.crossFindings.length })}</li>
      )}
      {clean && <li className="confirm-ok">{t('counter.confirm.ready')}</li>}
    </ul>
  );
}
