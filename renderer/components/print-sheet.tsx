/** Content that exists only on paper: while it is mounted, printing prints this and nothing else. */
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

export function PrintSheet({ children }: { children: ReactNode }) {
  return createPortal(<div className="print-sheet">{children}</div>, document.body);
}
