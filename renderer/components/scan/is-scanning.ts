/** True while a scan job runs or waits for a person; an idle timer must not run and a second job must not start. */
import type { ScanProgress } from '#shared/device.ts';

const finalPhases: readonly ScanProgress['phase'][] = ['finished', 'failed', 'cancelled'];

export function isScanning(progress: ScanProgress | null): boolean {
  return progress !== null && !finalPhases.includes(progress.phase);
}
