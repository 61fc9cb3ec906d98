/** The invented hall's devices at work: states, profiles, self-test, certificate, recorder, unreadable files. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import { selfTestChecks } from '#shared/device.ts';
import type { RecorderView, ScannerState, ScanProfile, SelfTestEvent, UnreadableFile } from '#shared/device.ts';

const os = implement(contract);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const testMs = 400;

let profiles: ScanProfile[] = [
  {
    id: 'registration',
    name: '个体户登记 双面',
    scannerId: 'window-3',
    itemCode: null,
    request: { source: 'feeder', duplex: true, dpi: 300 },
    waitForPaper: true,
  },
  { id: 'glass', name: '证件 平板', scannerId: 'window-3', itemCode: null, request: { source: 'platen', dpi: 300 }, waitForPaper: false },
];
let unreadable: UnreadableFile[] = [
  {
    id: 'u1',
    scannerId: 'shared',
    scannerName: '走廊复印一体机',
    name: '扫描0007.pdf',
    code: 'file.encrypted',
    foundAt: '2026-01-12T02:00:00.000Z',
  },
];
let recorder: RecorderView = {
  on: false,
  traces: [
    {
      id: 'escl-20260112020000-1',
      recordedAt: '2026-01-12T02:00:00.000Z',
      makeAndModel: 'Sample Feeder 60',
      exchanges: 41,
      outcome: 'end-of-feed',
    },
  ],
};

/** `?scanner=paused` (or another state) in the address shows that state. */
function invented(scannerId: string): ScannerState {
  const state = (new URLSearchParams(location.search).get('scanner') ?? 'ready') as ScannerState['state'];
  const job = { jobId: 'invented', pagesStored: 6, notTaken: state === 'paused' ? { page: 7, sheet: 7 } : null };
  const error = state === 'paused' || state === 'error' ? { code: 'device.paper-jam', details: { pagesCommitted: 6 } } : null;
  return { scannerId, state, feeder: state === 'ready' ? 'loaded' : null, job: ['feeding', 'paused'].includes(state) ? job : null, error };
}

const facts: Record<SelfTestEvent['check'], SelfTestEvent['facts']> = {
  address: { driver: 'escl-network' },
  reachable: { makeAndModel: 'Sample Feeder 60', version: '2.63' },
  certificate: { reason: 'not-encrypted' },
  capabilities: {
    feeder: true,
    platen: true,
    duplex: true,
    capacity: 50,
    resolutions: '200, 300',
    colorModes: 'color, gray',
    formats: 'image/jpeg',
  },
  status: { state: 'idle', feeder: 'loaded' },
  'test-page': { source: 'feeder', widthPx: 827, heightPx: 1169, dpi: 100, mimeType: 'image/jpeg', bytes: 120_314, stopped: true },
};

export const fakeDeviceScan = {
  profiles: os.scan.profiles.handler(() => profiles),
  watchScanner: os.scan.watchScanner.handler(async function* ({ input }) {
    yield invented(input.scannerId);
    await new Promise(() => undefined);
  }),
  unreadableFiles: os.scan.unreadableFiles.handler(() => unreadable),
  dismissUnreadableFile: os.scan.dismissUnreadableFile.handler(
    ({ input }) => (unreadable = unreadable.filter(({ id }) => id !== input.id)),
  ),
};

export const fakeProfiles = {
  list: os.admin.profiles.list.handler(() => profiles),
  save: os.admin.profiles.save.handler(({ input }) => (profiles = [...profiles.filter(({ id }) => id !== input.id), input])),
  remove: os.admin.profiles.remove.handler(({ input }) => (profiles = profiles.filter(({ id }) => id !== input.id))),
};

export const fakeDeviceTests = {
  selfTest: os.admin.scanners.selfTest.handler(async function* ({ input }) {
    for (const check of selfTestChecks) {
      yield { check, result: 'running' as const, durationMs: null, facts: {}, error: null };
      await wait(testMs);
      const skipped = check === 'certificate' || (check === 'test-page' && !input.testPage);
      yield { check, result: skipped ? ('skipped' as const) : ('pass' as const), durationMs: testMs, facts: facts[check], error: null };
    }
  }),
  certificate: os.admin.scanners.certificate.handler(({ input }) =>
    input.address.startsWith('https:')
      ? {
          sha256: '4f9a61c2d07b5e8843aa10b6f2d9c35577e0148bc96d2f3a1e5b7c8096d4e2f1',
          subject: 'CN=SF60-0017',
          issuer: 'CN=SF60-0017',
          validFrom: '2025-01-01T00:00:00.000Z',
          validTo: '2035-01-01T00:00:00.000Z',
          trusted: false,
          pin: 'none' as const,
          pinnedAddress: `${input.address}#sha256=4f9a61c2d07b5e8843aa10b6f2d9c35577e0148bc96d2f3a1e5b7c8096d4e2f1`,
        }
      : null,
  ),
};

export const fakeRecorder = {
  get: os.admin.recorder.get.handler(() => recorder),
  set: os.admin.recorder.set.handler(({ input }) => (recorder = { ...recorder, on: input.on })),
  read: os.admin.recorder.read.handler(({ input }) => ({ name: `${input.id}.json`, text: '{"format":1,"exchanges":[]}' })),
  remove: os.admin.recorder.remove.handler(
    ({ input }) => (recorder = { ...recorder, traces: recorder.traces.filter(({ id }) => id !== input.id) }),
  ),
};
