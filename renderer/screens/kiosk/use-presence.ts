/** Tells the host that the kiosk's page lives and whether somebody touches it, and notices when the host is gone. */
import { useEffect, useState } from 'react';
import { useBackend } from '../../backend.ts';
import { reloadPage } from './reload-page.ts';

const wordMs = 3_000;
/** A host that says nothing for so long is gone; the host itself waits longer for a page. */
const hostGoneMs = 20_000;

/** @returns false while nobody answers: nothing of an applicant may be shown then */
export function usePresence(): boolean {
  const { client } = useBackend();
  const [served, setServed] = useState(true);
  useEffect(() => {
    let touched = true;
    let answeredAt = performance.now();
    let asking = false;
    let wasGone = false;
    const ask = async () => {
      asking = true;
      const told = touched;
      touched = false;
      try {
        const { ended } = await client.kiosk.present({ touched: told });
        answeredAt = performance.now();
        if (ended || wasGone) reloadPage();
      } catch {
        touched ||= told;
      } finally {
        asking = false;
      }
    };
    const tick = () => {
      if (!asking) void ask();
      if (performance.now() - answeredAt <= hostGoneMs) return;
      wasGone = true;
      setServed(false);
    };
    tick();
    const timer = setInterval(tick, wordMs);
    const touch = () => void (touched = true);
    const events = ['pointerdown', 'keydown'] as const;
    for (const name of events) window.addEventListener(name, touch, true);
    return () => {
      clearInterval(timer);
      for (const name of events) window.removeEventListener(name, touch, true);
    };
  }, [client]);
  return served;
}
