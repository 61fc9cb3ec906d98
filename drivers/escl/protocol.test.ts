/** The pure half of eSCL: documents of well and badly behaved devices ⇄ values. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import { parseCapabilities } from './capabilities.ts';
import { fitSettings } from './fit-settings.ts';
import { jobPathFromLocation } from './location.ts';
import { retryAfterMs } from './pause.ts';
import { quirkListSchema, quirksOf } from './quirks.ts';
import { judgeCreate, judgeNextDocument, type Refusal } from './refusal.ts';
import { buildScanSettings, parseScanSettings, type ScanSettings } from './scan-settings.ts';
import { findJob, parseStatus, toDeviceStatus } from './status.ts';
import { mendXml, unpacking } from './tolerance.ts';
import { escapeXml, parseXml, text } from './xml.ts';

const adfOnly = `<?xml version="1.0"?><scan:ScannerCapabilities xmlns:scan="s" xmlns:pwg="p"><pwg:Version>2.6</pwg:Version>
<pwg:MakeAndModel>Kyocera &amp; Co ECOSYS</pwg:MakeAndModel><scan:UUID>ABCDEF00-0000-0000-0000-000000000001</scan:UUID>
<scan:Adf><scan:FeederCapacity>75</scan:FeederCapacity><scan:AdfSimplexInputCaps><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>4200</scan:MaxHeight>
<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB48</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>
<scan:DiscreteResolution><scan:XResolution>200</scan:XResolution><scan:YResolution>100</scan:YResolution></scan:DiscreteResolution>
<scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution></scan:DiscreteResolution>
<scan:DiscreteResolution><scan:XResolution>200</scan:XResolution><scan:YResolution>200</scan:YResolution></scan:DiscreteResolution>
</scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles></scan:AdfSimplexInputCaps>
<scan:AdfOptions><scan:AdfOption>Duplex</scan:AdfOption></scan:AdfOptions></scan:Adf></scan:ScannerCapabilities>`;

const codeOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return isAppError(error) ? error.code : error;
  }
  return 'no error';
};

test('capabilities of a device without platen, with asymmetric resolutions and unknown modes', () => {
  expect(parseCapabilities(adfOnly)).toEqual({
    makeAndModel: 'Kyocera & Co ECOSYS',
    serialNumber: null,
    uuid: 'abcdef00-0000-0000-0000-000000000001',
    version: '2.6',
    platen: null,
    feeder: {
      colorModes: ['gray', 'color'],
      resolutions: [200, 300],
      formats: ['image/jpeg'],
      maxWidth: 2550,
      maxHeight: 4200,
      duplex: true,
      capacity: 75,
    },
    acceptsFormatExt: false,
  });
});

test('a resolution range becomes its ends and the common steps between', () => {
  const xml = `<ScannerCapabilities><Platen><PlatenInputCaps><SettingProfiles><SettingProfile><SupportedResolutions><ResolutionRange>
    <XResolutionRange><Min>90</Min><Max>600</Max></XResolutionRange></ResolutionRange></SupportedResolutions></SettingProfile></SettingProfiles></PlatenInputCaps></Platen></ScannerCapabilities>`;
  expect(parseCapabilities(xml).platen?.resolutions).toEqual([90, 100, 150, 200, 300, 400, 600]);
});

test('hostile XML is refused, never expanded', () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><ScannerStatus><State>&b;</State></ScannerStatus>';
  const deep = `<ScannerStatus>${'<a>'.repeat(200)}${'</a>'.repeat(200)}</ScannerStatus>`;
  const large = `<ScannerStatus><State>${'x'.repeat(600_000)}</State></ScannerStatus>`;
  for (const xml of [bomb, deep, large, '<html></html>', 'not xml', '', '<ScannerStatus><State>', '<ScannerStatus><a></b></ScannerStatus>'])
    expect(
      codeOf(() => parseStatus(xml)),
      xml.slice(0, 40),
    ).toBe('device.protocol');
  expect(text(parseXml('<r><State>&b;&#65;</State></r>', 'r'), 'State')).toBe('&b;&#65;');
});

test('element names like __proto__ do no harm', () => {
  const xml = '<ScannerStatus><__proto__><State>Idle</State></__proto__><constructor>x</constructor></ScannerStatus>';
  const outcome = codeOf(() => expect(parseStatus(xml).state).toBeNull());
  expect(['no error', 'device.protocol']).toContain(outcome);
  expect(({} as { State?: string }).State).toBeUndefined();
});

test('any text survives escaping and reading', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~一-龥]{1,40}$/), (value) => {
      fc.pre(value.trim() === value && value !== '');
      expect(text(parseXml(`<r><v>${escapeXml(value)}</v></r>`, 'r'), 'v')).toBe(value);
    }),
  );
});

test('no input makes a reader fail with anything but a device error', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.constantFrom('ScannerStatus', 'ScannerCapabilities', 'ScanSettings'), (body, root) => {
      const xml = `<${root}>${body}</${root}>`;
      for (const read of [parseStatus, parseCapabilities, parseScanSettings]) {
        const outcome = codeOf(() => read(xml));
        expect(['no error', 'device.protocol', 'device.settings-rejected']).toContain(outcome);
      }
    }),
  );
});

test('scan settings survive the way through XML', () => {
  const size = fc.integer({ min: 1, max: 5000 });
  const settings: fc.Arbitrary<ScanSettings> = fc.record({
    source: fc.constantFrom('feeder', 'platen'),
    duplex: fc.boolean(),
    colorMode: fc.constantFrom('color', 'gray', 'lineart'),
    dpi: fc.integer({ min: 75, max: 1200 }),
    format: fc.constantFrom('image/jpeg', 'application/pdf'),
    region: fc.record({ x: size, y: size, width: size, height: size }),
  });
  fc.assert(
    fc.property(settings, fc.boolean(), (value, formatExt) => {
      const parsed = parseScanSettings(buildScanSettings(value, { version: '2.0', formatExt }));
      expect(parsed).toEqual({ ...value, duplex: value.source === 'feeder' && value.duplex, yResolution: value.dpi });
    }),
  );
});

test('a hostile version cannot break out of the XML we send', () => {
  const settings = {
    source: 'platen',
    duplex: false,
    colorMode: 'gray',
    dpi: 300,
    format: 'image/jpeg',
    region: { x: 0, y: 0, width: 9, height: 9 },
  } as const;
  expect(buildScanSettings(settings, { version: '<evil/>', formatExt: false })).toContain('<pwg:Version>2.0</pwg:Version>');
});

test.each([
  ['/eSCL/ScanJobs/7', '/eSCL/ScanJobs/7'],
  ['/eSCL/ScanJobs/7/', '/eSCL/ScanJobs/7'],
  ['http://10.0.0.9:8080/eSCL/ScanJobs/7', '/eSCL/ScanJobs/7'],
  ['https://scanner.invalid/eSCL/ScanJobs/urn:uuid:4509a320', '/eSCL/ScanJobs/urn:uuid:4509a320'],
  ['http://[fe80/eSCL/ScanJobs/7', '/eSCL/ScanJobs/7'],
  ['//other.host/eSCL/ScanJobs/7', '/eSCL/ScanJobs/7'],
  ['ScanJobs/7', '/eSCL/ScanJobs/7'],
])('only the path of Location %s counts', (location, path) => {
  expect(jobPathFromLocation(location, '/eSCL/ScanJobs')).toBe(path);
});

test.each([undefined, '', '   ', '/', 'http://host', '/eSCL/ScanJobs/', '/a b', `/${'x'.repeat(2000)}`])(
  'a useless Location %s is refused',
  (location) => {
    expect(codeOf(() => jobPathFromLocation(location, '/eSCL/ScanJobs'))).toBe('device.protocol');
  },
);

const statusOf = (state: string, adfState: string | null, jobState?: string) =>
  parseStatus(
    `<ScannerStatus><State>${state}</State>${adfState ? `<AdfState>${adfState}</AdfState>` : ''}<Jobs><JobInfo><JobUri>http://x/eSCL/ScanJobs/urn:uuid:OLD</JobUri><JobState>Aborted</JobState></JobInfo>${
      jobState ? `<JobInfo><JobUri>/eSCL/ScanJobs/j1</JobUri><JobState>${jobState}</JobState></JobInfo>` : ''
    }</Jobs></ScannerStatus>`,
  );
const refusal = (httpStatus: number, status: ReturnType<typeof statusOf> | null, changes: Partial<Refusal> = {}): Refusal => ({
  httpStatus,
  status,
  jobPath: '/eSCL/ScanJobs/j1',
  source: 'feeder',
  pagesCommitted: 1,
  halfSheet: false,
  received: 1,
  emptyPage: false,
  ...changes,
});

test('the feeder state decides before the HTTP code does', () => {
  for (const httpStatus of [404, 409, 410, 500, 503])
    expect(judgeNextDocument(refusal(httpStatus, statusOf('Processing', 'ScannerAdfJam')))).toEqual({
      kind: 'failed',
      code: 'device.paper-jam',
    });
  expect(judgeCreate(refusal(503, statusOf('Idle', 'ScannerAdfDoorOpen')))).toEqual({ kind: 'failed', code: 'device.cover-open' });
  expect(judgeCreate(refusal(409, statusOf('Idle', 'ScannerAdfEmpty')))).toEqual({ kind: 'failed', code: 'device.feeder-empty' });
});

test('a jammed feeder does not stop a scan from the glass', () => {
  const status = statusOf('Processing', 'ScannerAdfJam');
  expect(judgeCreate(refusal(503, status, { source: 'platen' }))).toEqual({ kind: 'not-ready', code: 'device.busy' });
});

test.each([
  [404, statusOf('Processing', 'ScannerAdfLoaded', 'Processing'), 'still-running'],
  [404, statusOf('Processing', 'ScannerAdfProcessing'), 'still-running'],
  [404, statusOf('Processing', 'ScannerAdfLoaded', 'Completed'), 'end'],
  [404, statusOf('Idle', 'ScannerAdfLoaded', 'Completed'), 'end'],
  [410, statusOf('Idle', 'ScannerAdfEmpty'), 'end'],
  [409, statusOf('Processing', 'ScannerAdfEmpty', 'Processing'), 'still-running'],
  [409, statusOf('Processing', 'ScannerAdfEmpty'), 'still-running'],
  [410, statusOf('Idle', 'ScannerAdfEmpty', 'Processing'), 'still-running'],
  [204, statusOf('Idle', 'ScannerAdfEmpty', 'Completed'), 'end'],
  [404, statusOf('Idle', 'ScannerAdfLoaded'), 'in-doubt'],
  [404, null, 'in-doubt'],
  [404, statusOf('Idle', 'ScannerAdfLoaded', 'Canceled'), 'cancelled'],
  [404, statusOf('Idle', 'ScannerAdfLoaded', 'Aborted'), 'failed'],
  [500, statusOf('Idle', 'ScannerAdfLoaded'), 'failed'],
  [503, statusOf('Processing', 'ScannerAdfLoaded'), 'not-ready'],
])('NextDocument %i is judged with the status beside it', (httpStatus, status, kind) => {
  expect(judgeNextDocument(refusal(httpStatus, status)).kind).toBe(kind);
});

test('another program at the device is not a refused setting', () => {
  expect(judgeCreate(refusal(409, statusOf('Processing', 'ScannerAdfLoaded')))).toEqual({ kind: 'failed', code: 'device.busy' });
  expect(judgeCreate(refusal(409, statusOf('Idle', 'ScannerAdfLoaded')))).toEqual({ kind: 'failed', code: 'device.settings-rejected' });
  expect(judgeCreate(refusal(401, null))).toEqual({ kind: 'failed', code: 'device.access-denied' });
  expect(judgeCreate(refusal(503, statusOf('Testing', 'ScannerAdfLoaded')))).toEqual({ kind: 'not-ready', code: 'device.warming-up' });
});

test('our job is found among old ones whatever prefix its uri has', () => {
  const status = parseStatus(
    '<ScannerStatus><Jobs><JobInfo><JobUri>http://h:80/eSCL/ScanJobs/urn:uuid:AB</JobUri><JobState>Completed</JobState></JobInfo></Jobs></ScannerStatus>',
  );
  expect(findJob(status, '/eSCL/ScanJobs/ab')?.state).toBe('Completed');
  expect(findJob(status, '/eSCL/ScanJobs/b')).toBeNull();
  expect(toDeviceStatus(status)).toEqual({ state: 'stopped', feeder: null });
});

test('settings are fitted to the device and every change is told', () => {
  const capabilities = parseCapabilities(adfOnly);
  const asked = { source: 'feeder', duplex: true, colorMode: 'lineart', dpi: 250, format: 'application/pdf', region: null } as const;
  const { settings, changes } = fitSettings(asked, capabilities, {});
  expect(settings).toMatchObject({
    duplex: true,
    colorMode: 'gray',
    dpi: 300,
    format: 'image/jpeg',
    region: { x: 0, y: 0, width: 2550, height: 4200 },
  });
  expect(changes).toEqual(['settings-changed:dpi=300', 'settings-changed:colorMode=gray', 'settings-changed:format=image/jpeg']);
  expect(fitSettings({ ...asked, dpi: 1200 }, capabilities, { maxDpi: 200 }).settings.dpi).toBe(200);
  expect(codeOf(() => fitSettings({ ...asked, source: 'platen' }, capabilities, {}))).toBe('device.settings-rejected');
});

test('quirks reach the devices they are meant for and no others', () => {
  expect(quirksOf('Brother DCP-L2710DW series').pauseBeforeNextDocument).toBe(true);
  expect(quirksOf('HP Color LaserJet M578').hostHeader).toBe('localhost');
  expect(quirksOf('Canon MF410 Series').checkFeederFirst).toBe(true);
  expect(quirksOf('HP LaserJet X677')).toEqual({});
  expect(quirkListSchema.safeParse([{ match: 'x', why: '' }]).success).toBe(false);
});

test('Retry-After in seconds, as a date, and as nonsense', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(retryAfterMs('7', now)).toBe(7000);
  expect(retryAfterMs('Thu, 01 Jan 2026 00:00:03 GMT', now)).toBe(3000);
  expect(retryAfterMs('soon', now)).toBeNull();
  expect(retryAfterMs(undefined, now)).toBeNull();
});

test('what is forgiven in XML is told, and a zero in the middle is not forgiven', () => {
  expect(mendXml('<a>R&D &amp; &#38;</a>\0\0\n')).toEqual({ xml: '<a>R&amp;D &amp; &#38;</a>', tolerated: ['nul-tail', 'bare-ampersand'] });
  expect(mendXml('<a/>').tolerated).toEqual([]);
  expect(mendXml('<a>\0</a>').tolerated).toEqual([]);
});

test('a compressed answer is unpacked within the limit of its request', async () => {
  const body = gzipSync('<a/>'.repeat(100));
  const exchange = unpacking(() => Promise.resolve({ status: 200, headers: { 'content-encoding': 'gzip' }, body }));
  const request = { method: 'GET', path: '/', headersTimeoutMs: 1, bodyTimeoutMs: 1 } as const;
  expect(await exchange({ ...request, maxBytes: 400 })).toMatchObject({ tolerated: ['gzip'], body: Buffer.from('<a/>'.repeat(100)) });
  await expect(exchange({ ...request, maxBytes: 399 })).rejects.toMatchObject({ details: { reason: 'answer-too-large' } });
});

test.each([
  [2_550, 36_600, 4_200],
  [3_508, 36_600, 5_100],
  [3_508, 4_961, 4_961],
  [2_550, 4_200, 4_200],
])('of a device that takes %i by %i the height %i is asked for unless a region says more', (maxWidth, maxHeight, height) => {
  const capabilities = parseCapabilities(adfOnly);
  const feeder = { ...capabilities.feeder!, maxWidth, maxHeight };
  const asked = { source: 'feeder', duplex: false, colorMode: 'gray', dpi: 300, format: 'image/jpeg' } as const;
  const long = { x: 0, y: 0, width: maxWidth, height: maxHeight };
  expect(fitSettings({ ...asked, region: null }, { ...capabilities, feeder }, {}).settings.region).toMatchObject({ height });
  expect(fitSettings({ ...asked, region: long }, { ...capabilities, feeder }, {}).settings.region).toEqual(long);
});
