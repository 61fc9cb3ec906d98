/** Scanner, settings, start and stop, profiles, file import, and what the scanner is doing right now. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import type { Scanner, ScanProfile } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useHotkeys } from '../../../components/hotkeys/hotkey-provider.tsx';
import { ScannerChip } from '../../../components/scan/scanner-chip.tsx';
import { UnreadableFiles } from '../../../components/scan/unreadable-files.tsx';
import { useScanJob } from '../../../components/scan/use-scan-job.ts';
import type { ScanJobControl } from '../../../components/scan/use-scan-job.ts';
import { useScannerState } from '../../../components/scan/use-scanner-state.ts';
import { ProfileRow } from './profile-row.tsx';
import { ScanPause } from './scan-pause.tsx';
import { ScanProgressLine } from './scan-progress-line.tsx';
import { ScanResult } from './scan-result.tsx';
import { ScanSettingsForm } from './scan-settings-form.tsx';
import { SheetDoubtPanel } from './sheet-doubt-panel.tsx';

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

/** The scanner that is chosen, with settings that may differ from its defaults; the hall's default until somebody chooses. */
function useChosenScanner() {
  const { orpc } = useBackend();
  const scanners = useQuery(orpc.scan.scanners.queryOptions());
  const [chosen, setChosen] = useState<Scanner | null>(null);
  const list = scanners.data ?? [];
  const scanner = chosen ?? list.find(({ isDefault }) => isDefault) ?? list[0] ?? null;
  return { list, scanner, error: scanners.error, choose: setChosen };
}

type Props = { view: CaseView; onCamera: (scanner: Scanner) => void };

const importable = 'image/*,.tif,.tiff,.pdf,application/pdf,.ofd,application/ofd';

export function ScanBar({ view, onCamera }: Props) {
  const { t } = useTranslation();
  const { list, scanner, error, choose } = useChosenScanner();
  const [waitForPaper, setWaitForPaper] = useState(false);
  const job = useScanJob(view);
  const state = useScannerState(scanner);
  const { input, run, onChange } = useImport(view);
  const [doubt] = view.case.sheetDoubts ?? [];
  const begin = () => {
    if (job.running) return job.resume();
    if (scanner?.traits.onScreen) onCamera(scanner);
    else if (scanner) job.start({ scannerId: scanner.id, request: scanner.defaults, waitForPaper, clears: doubt?.jobId ?? null });
  };
  const beginProfile = ({ id, scannerId }: ScanProfile) => {
    const device = list.find((candidate) => candidate.id === scannerId);
    if (device?.traits.onScreen) onCamera(device);
    else job.startProfile(id);
  };
  useHotkeys(t('counter.intake.scanner'), [
    { keys: 'F2', label: t('counter.help.keys.scan'), run: begin },
    { keys: 'Escape', label: t('counter.help.keys.stop'), run: job.cancel },
    { keys: 'F4', label: t('counter.help.keys.importFiles'), run: () => input.current?.click() },
  ]);
  return (
    <>
      <div className="scan-bar">
        <div className="scan-bar-controls">
          <ScanSettingsForm
            scanners={list}
            scanner={scanner}
            disabled={job.running}
            onChange={choose}
            waitForPaper={waitForPaper}
            onWaitForPaper={setWaitForPaper}
          />
          <StartButton job={job} scanner={scanner} onStart={begin} />
          <Button size="large" onClick={() => input.current?.click()} loading={run.isPending}>
            {t('counter.intake.importFiles')} <kbd>F4</kbd>
          </Button>
          <input ref={input} type="file" multiple hidden accept={importable} onChange={onChange} />
          <ScanProgressLine progress={view.scan} stopping={job.stopping} />
          {!job.running && <ScannerChip state={state} />}
        </div>
        <ProfileRow
          itemCode={view.case.itemCode}
          scanners={list}
          disabled={job.running || job.starting || doubt !== undefined}
          onStart={beginProfile}
        />
        <ErrorNotice error={job.error ?? run.error ?? error} />
        <ScanResult progress={view.scan} />
      </div>
      {doubt && !job.running && (
        <SheetDoubtPanel view={view} doubt={doubt} starting={job.starting} canScan={scanner !== null} onScan={begin} />
      )}
      <ScanPause progress={view.scan} job={job} />
      <UnreadableFiles />
    </>
  );
}

function StartButton({ job, scanner, onStart }: { job: ScanJobControl; scanner: Scanner | null; onStart: () => void }) {
  const { t } = useTranslation();
  if (job.running)
    return (
      <Button danger size="large" onClick={job.cancel} disabled={job.stopping}>
        {t(job.stopping ? 'scan.stopping' : 'counter.intake.stop')} <kbd>Esc</kbd>
      </Button>
    );
  return (
    <Button type="primary" size="large" onClick={onStart} loading={job.starting} disabled={!scanner}>
      {t(scanner?.traits.onScreen ? 'camera.open' : 'counter.intake.start')} <kbd>F2</kbd>
    </Button>
  );
}
