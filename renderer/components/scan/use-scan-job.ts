/** Starts, resumes and cancels the scan job of a case. Cancelling shows at once, whatever the device is still doing. */
import { useMutation } from '@tanstack/react-query';
import type { CaseView } from '#shared/contract/case-view.ts';
import type { ScanRequest } from '#shared/device.ts';
import { useBackend } from '../../backend.ts';
import { isScanning } from './is-scanning.ts';

export type ScanStart = {
  scannerId: string;
  request: Partial<ScanRequest>;
  waitForPaper: boolean;
  /** Job of the doubt whose sheet was put back. */
  clears?: string | null;
};

export function useScanJob({ case: { id: caseId }, scan }: Pick<CaseView, 'case' | 'scan'>) {
  const { client } = useBackend();
  const start = useMutation({ mutationFn: (input: ScanStart) => client.scan.start({ caseId, ...input }) });
  const profile = useMutation({ mutationFn: (profileId: string) => client.scan.startProfile({ caseId, profileId }) });
  const resume = useMutation({ mutationFn: (jobId: string) => client.scan.resume({ jobId }) });
  const cancel = useMutation({ mutationFn: (jobId: string) => client.scan.cancel({ jobId }) });
  const running = isScanning(scan);
  const jobId = scan?.jobId ?? null;
  return {
    running,
    /** The stop was asked for and the device has not come to rest yet. */
    stopping: running && cancel.variables === jobId && !cancel.isError,
    starting: start.isPending || profile.isPending,
    resuming: resume.isPending,
    startedJobId: start.data?.jobId ?? profile.data?.jobId ?? null,
    error: start.error ?? profile.error ?? resume.error ?? cancel.error,
    start: (input: ScanStart) => {
      if (!running) start.mutate(input);
    },
    startProfile: (profileId: string) => {
      if (!running) profile.mutate(profileId);
    },
    resume: () => {
      if (jobId && scan?.phase === 'paused') resume.mutate(jobId);
    },
    cancel: () => {
      if (jobId && running) cancel.mutate(jobId);
    },
  };
}
export type ScanJobControl = ReturnType<typeof useScanJob>;
