/** True while a scan job feeds paper; an idle timer must not run and a second job must not start. */
import type { ScanProgress } from '#shared/device.ts';

export function isScanning(progress: ScanProgress | null): boolean {
  return progress !== null && ['preparing', 'waiting', 'transferring', 'draining'].includes(progress.phase);
}
