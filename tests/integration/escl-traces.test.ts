/** The recorder: what it leaves out, and that every trace in tests/fixtures/escl plays back to the end that it had. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EsclClient } from '../../drivers/escl/client.ts';
import type { Trace } from '../../drivers/escl/recording.ts';
import { JobNames, redactXml } from '../../drivers/escl/redact-xml.ts';
import { createEsclNetworkDriver } from '../../drivers/escl-network/escl-network-driver.ts';
import { createSpool } from '../../drivers/process/spool.ts';
import { drawNumberedSheets } from '../../drivers/simulator/numbered-sheets.ts';
import { startSimulator } from '../../drivers/simulator/simulator.ts';
import type { ScanRequest } from '../../electron/shared/device.ts';
import { isAppError } from '../../electron/shared/errors.ts';
import { hurriedTiming } from './device-bench.ts';
import { replay } from './replay-trace.ts';

const fixtures = fileURLToPath(new URL('../fixtures/escl/', import.meta.url));
const names = (await readdir(fixtures)).filter((name) => name.endsWith('.json'));
const never = new AbortController().signal;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'devices-traces-'));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

async function outcomeOf(scan: () => AsyncGenerator<unknown, { endedBy: string }>): Promise<{ outcome: string; pages: number }> {
  let pages = 0;
  try {
    const job = scan();
    for (;;) {
      const { done, value } = await job.next();
      if (done) return { outcome: (value as { endedBy: string }).endedBy, pages };
      pages++;
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { outcome: error.code, pages };
  }
}

const context = () => ({ signal: never, spool: createSpool({ folder: root, key: randomBytes(32) }), onProgress: () => undefined });

test.each(names)('%s plays back to its end', async (name) => {
  const trace = JSON.parse(await readFile(join(fixtures, name), 'utf8')) as Trace;
  const client = new EsclClient({
    exchange: replay(trace),
    rootPath: trace.rootPath,
    timing: { ...hurriedTiming, retryDelayMs: 1, drainMs: 20 },
  });
  expect(await outcomeOf(() => client.scan(trace.request, context()))).toEqual({ outcome: trace.outcome, pages: trace.pages });
  await client.settled();
});

test('a recorded job has no bytes, names or addresses in it, and plays back as it went', async () => {
  const simulator = await startSimulator({
    pages: await drawNumberedSheets(join(root, 'sheets'), [
      [1, 101],
      [2, 102],
    ]),
    model: 'kyocera-like',
  });
  const folder = await mkdtemp(join(root, 'traces-'));
  simulator.scanner.faults.set([
    { kind: 'warm-up', times: 1 },
    { kind: 'jam', afterPages: 2 },
  ]);
  const device = await createEsclNetworkDriver(hurriedTiming).open({ address: simulator.url }, never);
  const request: ScanRequest = { source: 'feeder', duplex: true, colorMode: 'gray', dpi: 200, format: 'image/jpeg', region: null };
  const went = await outcomeOf(() => device.scan(request, { ...context(), traceFolder: folder }));
  await device.close();
  await simulator.close();
  const [name = ''] = await readdir(folder);
  const text = await readFile(join(folder, name), 'utf8');
  for (const secret of [
    simulator.scanner.uuid,
    simulator.scanner.uuid.slice(-12),
    '127.0.0.1',
    ...simulator.scanner.jobs.map(({ id }) => id),
  ])
    expect(text).not.toContain(secret);
  expect(text.length).toBeLessThan(60_000);
  const trace = JSON.parse(text) as Trace;
  expect(trace).toMatchObject({ format: 1, makeAndModel: 'Intake Desk Simulated K-MFP', outcome: 'device.paper-jam', pages: 2 });
  expect(trace.exchanges[0]).toMatchObject({ method: 'GET', path: '/eSCL/ScannerCapabilities', status: 200 });
  const client = new EsclClient({
    exchange: replay(trace),
    rootPath: trace.rootPath,
    timing: { ...hurriedTiming, retryDelayMs: 1, drainMs: 20 },
  });
  expect(await outcomeOf(() => client.scan(trace.request, context()))).toEqual(went);
});

test('only the words of the protocol survive redaction', () => {
  const xml = `<?xml version="1.0"?><!-- made for Li --><s:A xmlns:s="urn:x" owner="Li"><s:State>Idle</s:State><s:Note>Room 12, Li</s:Note>
<s:SerialNumber>123</s:SerialNumber><s:JobUri>http://10.0.0.7/eSCL/ScanJobs/abc-1</s:JobUri><s:JobUuid>urn:uuid:ABC-1</s:JobUuid></s:A>`;
  const redacted = redactXml(xml, new JobNames());
  expect(redacted).toContain('<s:State>Idle</s:State>');
  expect(redacted).toContain('<s:JobUri>/eSCL/ScanJobs/job-1</s:JobUri><s:JobUuid>urn:uuid:job-1</s:JobUuid>');
  for (const secret of ['Li', '123', '10.0.0.7', 'abc', 'ABC', 'Room']) expect(redacted).not.toContain(secret);
});
