/** What kind of hand a scanner needs when it has stopped: one picture and one list of steps for each. */
import type { ScanProgress } from '#shared/device.ts';

export const pauseKinds = [
  'jam',
  'mispick',
  'multi-feed',
  'cover',
  'overload',
  'page-size',
  'damaged',
  'empty',
  'connection',
  'storage',
  'restarted',
  'in-doubt',
  'other',
] as const;
export type PauseKind = (typeof pauseKinds)[number];

const kinds: Readonly<Record<string, PauseKind>> = {
  'device.paper-jam': 'jam',
  'device.mispick': 'mispick',
  'device.multi-feed': 'multi-feed',
  'device.cover-open': 'cover',
  'device.feeder-overload': 'overload',
  'device.page-size': 'page-size',
  'device.transfer-interrupted': 'damaged',
  'device.corrupt-page': 'damaged',
  'device.feeder-empty': 'empty',
  'device.connection-lost': 'connection',
  'device.offline': 'connection',
  'device.removed': 'connection',
  'device.timeout': 'connection',
  'store.out-of-space': 'storage',
  'device.driver-crash': 'restarted',
  'device.end-in-doubt': 'in-doubt',
};

export function pauseKind(code: string | undefined): PauseKind {
  return (code === undefined ? undefined : kinds[code]) ?? 'other';
}

/** Whether this stop leaves paper that was not taken, and how it is called: in duplex a sheet is two pages. */
export function notTakenText(progress: Pick<ScanProgress, 'notTaken'>): { key: 'page' | 'sheet'; page: number; sheet: number } | null {
  const { notTaken } = progress;
  if (!notTaken) return null;
  return { key: notTaken.page === notTaken.sheet ? 'page' : 'sheet', ...notTaken };
}
