/** The admin part of the invented host. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { ConnectionKind, ConnectionSettings, SettingField } from '#shared/connection/connection-settings.ts';
import type { OcrEngineView } from '#shared/contract/host-procedures.ts';
import { applyMapping, listMappingSources } from '#shared/mapping/apply-mapping.ts';
import { AppError } from '#shared/errors.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { fakeCurves } from './fake-curves.ts';
import { individualBusiness } from './fake-items.ts';
import { fakeDeviceTests, fakeProfiles, fakeRecorder } from './fake-devices.ts';
import { fakeDocumentTypes } from './fake-document-types.ts';
import { fakeHall, fakeServiceItems } from './fake-service-items.ts';
import { fakeDrivers, fakeScanners, removeScanner, saveScanner } from './fake-scanners.ts';
import { allCases, itemOf, sampleIds } from './fake-state.ts';

const os = implement(contract).admin;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let connection: ConnectionSettings = {
  kind: 'rest',
  baseUrl: 'https://approval.example.cn/api',
  clientId: 'window-3',
  clientSecret: '',
  timeoutMs: 30_000,
};
const line: Omit<SettingField, 'key' | 'type'> = {
  required: true,
  secret: false,
  binds: null,
  options: [],
  min: null,
  max: null,
  scale: 1,
  initial: null,
};
const fakeKinds: ConnectionKind[] = [
  {
    kind: 'rest',
    fields: [
      { ...line, key: 'baseUrl', type: 'url', binds: 'origin' },
      { ...line, key: 'clientId', type: 'text', binds: 'value' },
      { ...line, key: 'clientSecret', type: 'text', secret: true },
      { ...line, key: 'timeoutMs', type: 'number', min: 1000, max: 600_000, scale: 1000, initial: 30_000 },
    ],
  },
];
let mapping: Mapping = {
  itemCode: individualBusiness.code,
  version: 3,
  rules: [
    { target: 'item.taskCode', source: { kind: 'case', path: 'item.code' }, transforms: [], required: true },
    { target: 'applicant.name', source: { kind: 'form', key: 'operatorName' }, transforms: [], required: true },
    { target: 'applicant.idType', source: { kind: 'constant', value: '111' }, transforms: [], required: true },
    { target: 'applicant.idNumber', source: { kind: 'form', key: 'operatorIdNumber' }, transforms: [{ name: 'upper' }], required: true },
    {
      target: 'applicant.sex',
      source: { kind: 'field', slotId: 'operator-id', fieldKey: 'sex' },
      transforms: [{ name: 'value-map', values: { 男: '1', 女: '2' }, otherwise: '9' }],
      required: false,
    },
    {
      target: 'form.leaseFrom',
      source: { kind: 'field', slotId: 'premises', fieldKey: 'leaseFrom' },
      transforms: [{ name: 'date', pattern: 'YYYYMMDD' }],
      required: false,
    },
    { target: 'form.organizationForm', source: { kind: 'form', key: 'organizationForm' }, transforms: [], required: true },
  ],
};
let accounts = [
  { account: 'admin', displayName: '系统管理员', role: 'admin' as const, disabled: false, locked: false, mustChangePassword: false },
  { account: 'lisi', displayName: '李四', role: 'reviewer' as const, disabled: false, locked: false, mustChangePassword: false },
  { account: 'wangwu', displayName: '王五', role: 'operator' as const, disabled: false, locked: true, mustChangePassword: true },
];

const capabilities = {
  makeAndModel: 'Sample Feeder 60',
  serialNumber: 'SF60-0017',
  uuid: null,
  version: '2.63',
  platen: {
    colorModes: ['color' as const, 'gray' as const],
    resolutions: [150, 200, 300, 600],
    formats: ['image/jpeg'],
    maxWidth: 2550,
    maxHeight: 3508,
  },
  feeder: {
    colorModes: ['color' as const, 'gray' as const],
    resolutions: [200, 300],
    formats: ['image/jpeg', 'application/pdf'],
    maxWidth: 2550,
    maxHeight: 4200,
    duplex: true,
    capacity: 50,
  },
};

const scanners = {
  discover: os.scanners.discover.handler(async function* () {
    await wait(600);
    yield { key: 'a', driver: 'escl-network', name: 'Sample Feeder 60', address: 'http://192.0.2.31:8080/eSCL' };
    await wait(900);
    yield { key: 'b', driver: 'escl-network', name: 'Sample MFP 220', address: 'http://192.0.2.40/eSCL' };
  }),
  drivers: os.scanners.drivers.handler(() => fakeDrivers),
  list: os.scanners.list.handler(() => fakeScanners()),
  save: os.scanners.save.handler(({ input }) => saveScanner(input)),
  remove: os.scanners.remove.handler(({ input }) => removeScanner(input.id)),
  test: os.scanners.test.handler(async ({ input }) => {
    await wait(700);
    return input.address.includes('bad')
      ? { ok: false, capabilities: null, status: null, error: { code: 'device.offline' as const, details: {} } }
      : { ok: true, capabilities, status: { state: 'idle' as const, feeder: 'loaded' as const }, error: null };
  }),
};

const connectionRouter = {
  kinds: os.connection.kinds.handler(() => fakeKinds),
  get: os.connection.get.handler(() => connection),
  save: os.connection.save.handler(({ input }) => {
    // The secret of one place is never sent to another.
    const moved = ['baseUrl', 'clientId'].some((key) => input[key] !== connection[key]);
    if (moved && !input['clientSecret']) throw new AppError('push.secret-required', { boundTo: String(connection['baseUrl']) });
    connection = { ...input, clientSecret: '' };
    return connection;
  }),
  test: os.connection.test.handler(async ({ input }) => {
    await wait(500);
    return String(input['baseUrl']).includes('bad')
      ? { ok: false, systemName: null, roundTripMs: 30_000, clockSkewMs: null, error: { code: 'push.unreachable' as const, details: {} } }
      : { ok: true, systemName: '样例市政务服务平台', roundTripMs: 38, clockSkewMs: 1200, error: null };
  }),
};

const mappingRouter = {
  get: os.mapping.get.handler(({ input }) =>
    input.itemCode === mapping.itemCode ? mapping : { itemCode: input.itemCode, version: 1, rules: [] },
  ),
  save: os.mapping.save.handler(({ input }) => {
    mapping = { ...input, version: mapping.version + 1 };
    return mapping;
  }),
  dryRun: os.mapping.dryRun.handler(({ input }) => {
    const last = allCases().find(({ case: current }) => current.id === (input.caseId ?? sampleIds.read));
    if (!last) return { payload: {}, rows: [], problems: [], caseId: null };
    return { ...applyMapping(last.case, itemOf(last.case.itemCode), input.mapping), caseId: last.case.id };
  }),
  sources: os.mapping.sources.handler(({ input }) => listMappingSources(itemOf(input.itemCode))),
  targets: os.mapping.targets.handler(() =>
    [
      'caseId',
      'item.taskCode',
      'applicant.name',
      'applicant.idType',
      'applicant.idNumber',
      'applicant.sex',
      'applicant.phone',
      'form.leaseFrom',
      'form.organizationForm',
    ].map((path) => ({ path, required: path.startsWith('applicant.'), title: '' })),
  ),
};

const accountRouter = {
  list: os.accounts.list.handler(() => accounts),
  create: os.accounts.create.handler(({ input: { password: _password, ...account } }) => {
    accounts = [...accounts, { ...account, role: account.role as 'admin', disabled: false, locked: false, mustChangePassword: true }];
    return accounts;
  }),
  resetPassword: os.accounts.resetPassword.handler(({ input }) => {
    accounts = accounts.map((one) => (one.account === input.account ? { ...one, locked: false, mustChangePassword: true } : one));
    return accounts;
  }),
  setDisabled: os.accounts.setDisabled.handler(({ input }) => {
    accounts = accounts.map((one) => (one.account === input.account ? { ...one, disabled: input.disabled } : one));
    return accounts;
  }),
};

let chosenEngine = 'pp-ocr';
let ocrChecks = 0;
/** One set works, one has a dictionary of another model; a third is being looked at for the first seconds. */
function ocrEngineView(): OcrEngineView {
  const looking = ocrChecks++ < 2;
  return {
    chosen: chosenEngine,
    version: chosenEngine === 'ppocrv5-server' ? 'PP-OCRv5 server 4a1c09e2-77b0d6f1-28b2362a' : 'pp-ocrv6-small',
    refused: null,
    modelsFolder: '/home/window3/.local/share/intake-desk/models',
    engines: [
      { name: 'pp-ocr', kind: 'pp-ocr', version: null, error: null },
      { name: 'tesseract', kind: 'tesseract', version: null, error: null },
      {
        name: 'ppocrv4-server',
        kind: 'model-set',
        version: null,
        error: {
          code: 'recognizer.model-mismatch',
          details: { model: 'ppocrv4-server', reason: 'dictionary', classes: 6625, characters: 3313 },
        },
      },
      { name: 'ppocrv5-server', kind: 'model-set', version: 'PP-OCRv5 server 4a1c09e2-77b0d6f1-28b2362a', error: null },
      { name: 'ppocrv6-mobile', kind: 'model-set', version: looking ? null : 'ppocrv6-mobile 09c1d2aa-5be0c3f4-cc41ab02', error: null },
    ],
  };
}
const ocrEngine = {
  get: os.ocrEngine.get.handler(() => ocrEngineView()),
  choose: os.ocrEngine.choose.handler(async ({ input }) => {
    await wait(900);
    const { error } = ocrEngineView().engines.find(({ name }) => name === input.name) ?? { error: null };
    if (error) throw new AppError(error.code, error.details);
    chosenEngine = input.name;
    return ocrEngineView();
  }),
  checkAgain: os.ocrEngine.checkAgain.handler(() => {
    ocrChecks = 0;
    return ocrEngineView();
  }),
};

export const fakeAdmin = {
  scanners: { ...scanners, ...fakeDeviceTests },
  profiles: fakeProfiles,
  recorder: fakeRecorder,
  connection: connectionRouter,
  mapping: mappingRouter,
  serviceItems: fakeServiceItems,
  hall: fakeHall,
  documentTypes: fakeDocumentTypes,
  accounts: accountRouter,
  idleLock: {
    get: os.idleLock.get.handler(() => ({ minutes: 15 })),
    save: os.idleLock.save.handler(({ input }) => input),
  },
  outbox: {
    list: os.outbox.list.handler(() =>
      allCases()
        .filter(({ push }) => push !== null)
        .map(({ case: { id, caseNumber, submittedAt, createdAt }, push }) => ({
          id,
          caseId: id,
          state: push?.state ?? '',
          attempts: push?.attempts ?? 0,
          lastError: push?.lastError ?? null,
          nextAttemptAt: push?.nextAttemptAt ?? '',
          caseNumber,
          createdAt: submittedAt ?? createdAt,
        })),
    ),
    retry: os.outbox.retry.handler(() => ({ did: 'woken' as const })),
  },
  recognition: { fieldCurves: os.recognition.fieldCurves.handler(() => fakeCurves()) },
  ocrEngine,
  status: {
    get: os.status.get.handler(() => ({
      models: { classifier: 'evidence-1', ocr: 'pp-ocr-v4' },
      recognizerRssBytes: 512 * 1024 * 1024,
      hostRssBytes: 148 * 1024 * 1024,
      audit: { rows: 1286, brokenAt: null, checking: false, checkedAt: '2026-03-07T00:31:00.000Z' },
      clockDoubt: new URLSearchParams(location.search).has('clock')
        ? { kind: 'jumped' as const, from: '2026-03-07T01:00:00.000Z', to: '2026-04-06T01:00:00.000Z', byMs: 30 * 86_400_000 }
        : null,
      keyStorage: 'key-file',
      dataFolder: '/home/window3/.local/share/intake-desk',
    })),
    checkAudit: os.status.checkAudit.handler(() => ({ ok: true as const })),
  },
};
