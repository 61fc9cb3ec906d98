/** One applicant's way from the start screen to the wipe, with the bar and the idle timer around every step. */
import { useEffect, useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../backend.ts';
import { CancelDialog, IdleDialog, StaffDialog } from './kiosk-dialogs.tsx';
import { canGoBack, kioskReducer, kioskStart } from './kiosk-flow.ts';
import { KioskBar } from './kiosk-bar.tsx';
import { KioskSteps } from './kiosk-steps.tsx';
import { useEndSession } from './use-end-session.ts';
import { useIdle } from './use-idle.ts';

const idleMs = 60_000;
/** Somebody was called: the papers must not vanish while they walk over. */
const idleWithStaffMs = 300_000;
const warnMs = 20_000;

export function KioskSession() {
  const { t } = useTranslation();
  const { client } = useBackend();
  const [state, dispatch] = useReducer(kioskReducer, kioskStart);
  const [large, setLarge] = useState(false);
  const [dialog, setDialog] = useState<'staff' | 'cancel' | null>(null);
  /** A step that must not be interrupted says so. */
  const [busy, setBusy] = useState(false);
  const end = useEndSession();
  const idle = useIdle({
    paused: busy || state.step === 'start' || state.step === 'done',
    idleMs: dialog === 'staff' ? idleWithStaffMs : idleMs,
    warnMs,
    onExpire: end,
  });
  // Whatever the last session left behind (a crash, a power cut) is gone before the next person starts.
  useEffect(() => void client.kiosk.end().catch(() => undefined), [client]);
  return (
    <div className={`kiosk ${large ? 'kiosk-large' : ''}`}>
      <header className="kiosk-head">
        <img src="/icon.svg" alt="" />
        <span>{t('kiosk.title')}</span>
        {state.item && <span className="kiosk-head-item">{state.item.name}</span>}
      </header>
      <main className="kiosk-main" key={`${state.step}-${state.question}`}>
        <KioskSteps state={state} dispatch={dispatch} onBusy={setBusy} onEnd={end} />
      </main>
      <KioskBar
        large={large}
        onLarge={() => setLarge(!large)}
        onStaff={() => setDialog('staff')}
        onBack={canGoBack(state) && !busy ? () => dispatch({ kind: 'back' }) : null}
        onCancel={['start', 'submitting', 'receipt', 'done'].includes(state.step) ? null : () => setDialog('cancel')}
      />
      {dialog === 'staff' && <StaffDialog onClose={() => setDialog(null)} />}
      {dialog === 'cancel' && <CancelDialog onStay={() => setDialog(null)} onLeave={end} />}
      {idle.left !== null && <IdleDialog seconds={idle.left} onStay={idle.stay} onLeave={end} />}
    </div>
  );
}
