/** Scanner, settings, start and stop, file import, and what the feeder is doing right now. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract.ts';
import type { ScannerConfig } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useHotkeys } from '../../../components/hotkeys/hotkey-provider.tsx';
import { isScanning } from '../../../components/scan/is-scanning.ts';
import { ScanProgressLine } from './scan-progress-line.tsx';
import { ScanSettingsForm } from './scan-settings-form.tsx';

function useScanJob(view: CaseView) {
  const { client } = useBackend();
  const caseId = view.case.id;
  const start = useMutation({
    mutationFn: ({ scannerId, request }: { scannerId: string; request: ScannerConfig['defaults'] }) =>
      client.scan.start({ caseId, scannerId, request }),
  });
  const stop = useMutation({ mutationFn: (jobId: string) => client.scan.cancel({ jobId }) });
  return { start, stop, running: isScanning(view.scan) };
}

function useImport(view: CaseView) {
  const { importFiles, orpc } = useBackend();
  const queryClient = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const run = useMutation({
    mutationFn: (files: readonly File[]) => importFiles(view.case.id, files),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.cases.get.queryKey({ input: { caseId: view.case.id } }) }),
  });
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    run.mutate([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  return { input, run, onChange };
}

export function ScanBar({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const scanners = useQuery(orpc.scan.scanners.queryOptions());
  const [chosen, setChosen] = useState<ScannerConfig | null>(null);
  const scanner = chosen ?? scanners.data?.find(({ isDefault }) => isDefault) ?? scanners.data?.[0] ?? null;
  const { start, stop, running } = useScanJob(view);
  const { input, run, onChange } = useImport(view);
  const jobId = view.scan?.jobId;
  const begin = () => scanner && !running && start.mutate({ scannerId: scanner.id, request: scanner.defaults });
  const halt = () => running && jobId && stop.mutate(jobId);
  useHotkeys(t('counter.intake.scanner'), [
    { keys: 'F2', label: t('counter.help.keys.scan'), run: begin },
    { keys: 'Escape', label: t('counter.help.keys.stop'), run: halt },
    { keys: 'F4', label: t('counter.help.keys.importFiles'), run: () => input.current?.click() },
  ]);
  return (
    <div className="scan-bar">
      <div className="scan-bar-controls">
        <ScanSettingsForm scanners={scanners.data ?? []} scanner={scanner} disabled={running} onChange={setChosen} />
        {running ? (
          <Button danger size="large" onClick={halt} loading={stop.isPending}>
            {t('counter.intake.stop')} <kbd>Esc</kbd>
          </Button>
        ) : (
          <Button type="primary" size="large" onClick={begin} loading={start.isPending} disabled={!scanner}>
            {t('counter.intake.start')} <kbd>F2</kbd>
          </Button>
        )}
        <Button size="large" onClick={() => input.current?.click()} loading={run.isPending}>
          {t('counter.intake.importFiles')} <kbd>F4</kbd>
        </Button>
        <input ref={input} type="file" multiple hidden accept="image/*,.tif,.tiff,.pdf,application/pdf" onChange={onChange} />
        <ScanProgressLine progress={view.scan} />
      </div>
      <ErrorNotice error={start.error ?? run.error ?? scanners.error} />
      {view.scan?.phase === 'failed' && (
        <ErrorNotice error={view.scan.error} extra={<div>{t('counter.intake.storedAll', { count: view.scan.pagesStored })}</div>} />
      )}
    </div>
  );
}
