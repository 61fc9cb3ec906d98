/** Covers the screen when nobody touches it: what counts is what a person does, never what the page does by itself. */
import { useEffect, useState } from 'react';
import type { Client } from '../backend.ts';
import { errorOf } from './error-of.ts';
import { createIdleTimer } from './idle-timer.ts';
import { lockGate } from './lock-gate.ts';

const lookEveryMs = 250;
const events = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'input'] as const;
/** Windows of one browser share the session, and so the person. */
const channelName = 'intake-touch';

/** Browsers send moves of a mouse that lies still when what is under it moves. */
function createMoveCheck(): (event: Event) => boolean {
  let last = '';
  return (event) => {
    if (!(event instanceof PointerEvent) || event.type !== 'pointermove') return true;
    const place = `${event.screenX} ${event.screenY}`;
    const moved = last !== '' && place !== last;
    last = place;
    return moved;
  };
}

/** @returns seconds until the screen locks, once the warning is due; else null */
export function useIdleLock(client: Client, limitMs: number): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const channel = new BroadcastChannel(channelName);
    const timer = createIdleTimer({
      limitMs,
      now: () => ({ monotonicMs: performance.now(), wallMs: Date.now() }),
      tell(agoMs) {
        channel.postMessage(null);
        client.session.activity({ agoMs }).catch((error: unknown) => errorOf(error).code === 'session.locked' && lockGate.shut());
      },
      expire() {
        // Covered first: the host may be away.
        lockGate.shut();
        client.session.lock().catch(() => undefined);
      },
    });
    const look = () => setLeft(timer.look());
    const isMove = createMoveCheck();
    const touch = (event: Event) => {
      if (!event.isTrusted || !isMove(event)) return;
      timer.touch();
      look();
    };
    channel.addEventListener('message', timer.touchElsewhere);
    for (const name of events) window.addEventListener(name, touch, { capture: true, passive: true });
    // A hidden page is looked at seldom: it looks by itself before anybody sees it.
    document.addEventListener('visibilitychange', look);
    const interval = setInterval(look, lookEveryMs);
    return () => {
      clearInterval(interval);
      channel.close();
      document.removeEventListener('visibilitychange', look);
      for (const name of events) window.removeEventListener(name, touch, { capture: true });
      setLeft(null);
    };
  }, [client, limitMs]);
  return left;
}
