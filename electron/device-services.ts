/** The services around scanners, put together for host.ts: jobs and what they bring in, states, profiles, self-test, recorder. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaseEditor } from './services/case-editor.ts';
import type { CaseEvents } from './services/case-events.ts';
import type { Configuration } from './services/configuration/configuration.ts';
import { createFileImport } from './services/intake/file-import.ts';
import { createFolderMemory } from './services/intake/folder-memory.ts';
import { createLeftJobs } from './services/intake/left-jobs.ts';
import { createOpenJobs } from './services/intake/open-jobs.ts';
import { createPageIntake } from './services/intake/page-intake.ts';
import { createProtocolRecorder } from './services/scanners/protocol-recorder.ts';
import type { RecognitionQueue } from './services/recognition/recognition-queue.ts';
import { createScanJobs } from './services/intake/scan-jobs.ts';
import { createScanProfiles } from './services/scanners/scan-profiles.ts';
import type { ScannerAccess } from './services/scanners/scanner-access.ts';
import { createScannerStates } from './services/scanners/scanner-states.ts';
import { createSheetDoubts } from './services/intake/sheet-doubts.ts';
import { createUnreadableFiles } from './services/intake/unreadable-files.ts';
import type { Store } from './store/store.ts';

export type DeviceServicesOptions = {
  store: Store;
  editor: CaseEditor;
  events: CaseEvents;
  configuration: Configuration;
  now: () => Date;
  newId: () => string;
  report: (where: string, error: unknown) => void;
  scanners: ScannerAccess;
  queue: Pick<RecognitionQueue, 'add' | 'drop'>;
  dataFolder: string;
};

export function createDeviceServices(options: DeviceServicesOptions) {
  const { store, scanners, configuration, report, dataFolder } = options;
  const spoolFolder = join(dataFolder, 'spool');
  const onUnexpected = (error: unknown): void => report('scan', error);
  const shared = {
    ...options,
    onUnexpected,
    intake: createPageIntake(options),
    openJobs: createOpenJobs({ store, spoolFolder }),
    folderMemory: createFolderMemory(options),
    doubts: createSheetDoubts(options),
  };
  const unreadableFiles = createUnreadableFiles(options);
  const jobs = createScanJobs(shared);
  const scannerStates = createScannerStates({ scanners, configuration, jobs });
  jobs.listen({
    onProgress: (config) => scannerStates.jobChanged(config),
    onUnreadable: (config, files) => void unreadableFiles.add(config, files).catch(onUnexpected),
  });
  return {
    jobs,
    fileImport: createFileImport(shared),
    leftJobs: createLeftJobs(shared),
    doubts: shared.doubts,
    profiles: createScanProfiles(options),
    scannerStates,
    unreadableFiles,
    recorder: createProtocolRecorder({ store, scanners, folder: join(dataFolder, 'traces') }),
    async selfTestSpool(): Promise<string> {
      await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
      return spoolFolder;
    },
  };
}
