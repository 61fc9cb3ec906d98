/** Somebody at a kiosk needs a clerk: over every screen of the counter until one of them goes. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffCall } from '#shared/session.ts';
import { useBackend } from '../../backend.ts';
import { useHotkeys } from '../hotkeys/hotkey-provider.tsx';
import './staff-call-banner.css';
import { shownCalls, waitedSeconds } from './shown-calls.ts';
import { useStaffCalls } from './use-staff-calls.ts';

export function StaffCallBanner() {
  const { t } = useTranslation();
  const { client } = useBackend();
  const calls = useStaffCalls();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (calls.length === 0) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [calls]);
  const answer = useMutation({ mutationFn: (id: string) => client.staffCalls.answer({ id }) });
  const shown = shownCalls(calls, now);
  const first = shown.find(({ answeredBy }) => answeredBy === null);
  useHotkeys(t('staffCall.title'), first ? [{ keys: 'F9', label: t('staffCall.go'), run: () => answer.mutate(first.id) }] : []);
  if (shown.length === 0) return null;
  return (
    <div className="staff-calls" role="alert">
      {shown.map((call) => (
        <CallRow
          key={call.id}
          call={call}
          now={now}
          isFirst={call === first}
          pending={answer.isPending}
          onGo={() => answer.mutate(call.id)}
        />
      ))}
    </div>
  );
}

type RowProps = { call: StaffCall; now: number; isFirst: boolean; pending: boolean; onGo: () => void };

function CallRow({ call, now, isFirst, pending, onGo }: RowProps) {
  const { t } = useTranslation();
  if (call.answeredBy !== null)
    return <p className="staff-call staff-call-answered">✓ {t('staffCall.answered', { name: call.answeredBy })}</p>;
  return (
    <p className="staff-call">
      <b aria-hidden>☎</b>
      <strong>{t('staffCall.text')}</strong>
      <span className="num">{t('staffCall.waited', { seconds: waitedSeconds(call, now) })}</span>
      <Button type="primary" loading={pending} onClick={onGo}>
        {t('staffCall.go')} {isFirst && <kbd>F9</kbd>}
      </Button>
    </p>
  );
}
