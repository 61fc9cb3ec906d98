/** Counts the seconds since somebody touched the screen, whatever the date is set to; stands still while `paused`. */
import { useEffect, useRef, useState } from 'react';

/** @returns seconds left once the warning is due, else null, and a way to say "I am here" */
export function useIdle({ paused, idleMs, warnMs, onExpire }: { paused: boolean; idleMs: number; warnMs: number; onExpire: () => void }) {
  const lastTouch = useRef(performance.now());
  const [left, setLeft] = useState<number | null>(null);
  const expire = useRef(onExpire);
  useEffect(() => {
    expire.current = onExpire;
  });
  useEffect(() => {
    lastTouch.current = performance.now();
    setLeft(null);
    if (paused) return;
    let over = false;
    const touch = () => {
      // Once the warning stands, only its own button counts: a sleeve on the glass is no answer.
      if (performance.now() - lastTouch.current < idleMs) lastTouch.current = performance.now();
    };
    const timer = setInterval(() => {
      const idle = performance.now() - lastTouch.current;
      setLeft(idle < idleMs ? null : Math.max(0, Math.ceil((idleMs + warnMs - idle) / 1000)));
      if (idle >= idleMs + warnMs && !over) {
        over = true;
        expire.current();
      }
    }, 250);
    const events = ['pointerdown', 'keydown'] as const;
    for (const name of events) window.addEventListener(name, touch);
    return () => {
      clearInterval(timer);
      for (const name of events) window.removeEventListener(name, touch);
    };
  }, [paused, idleMs, warnMs]);
  const stay = () => {
    lastTouch.current = performance.now();
    setLeft(null);
  };
  return { left, stay };
}
