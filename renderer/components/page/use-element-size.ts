/** The inner size of an element in CSS pixels, followed as it changes. */
import { useCallback, useRef, useState } from 'react';
import type { Size } from './scale-box.ts';

export function useElementSize<E extends HTMLElement>(): { ref: (element: E | null) => void; size: Size | null } {
  const [size, setSize] = useState<Size | null>(null);
  const observer = useRef<ResizeObserver | null>(null);
  const ref = useCallback((element: E | null) => {
    observer.current?.disconnect();
    if (!element) return;
    observer.current = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.current.observe(element);
  }, []);
  return { ref, size };
}
