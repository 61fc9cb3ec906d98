/** Nothing of the product reaches out: a model in use, `npm start` with its window and an applicant at the kiosk, watched in a network of their own. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../electron/ports/find-browser.ts';
import { parseTrace } from '../connections/trace.ts';
import { watchConnections, watchMissing } from '../connections/watch.ts';
import { buildRenderer } from '../e2e/build-renderer.ts';
import { noteSkipped } from '../skipped.ts';

const session = 'tests/connections/session.ts';
const missing = watchMissing();
if (missing) noteSkipped(import.meta.filename, missing);
const noWindow =
  missing ??
  (findBrowser({ platform: process.platform, env: process.env })
    ? null
    : 'no browser with windows on this machine (apt-get install chromium)');
if (noWindow && !missing) noteSkipped(import.meta.filename, noWindow);

test('a trace gives up what was connected or sent to outside this machine', () => {
  const trace = [
    '1 connect(3<TCP:[9]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("198.51.100.7")}, 16) = 0',
    '1 connect(3<TCP:[9]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
    '1 connect(3<UNIX-STREAM:[8]>, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0',
    '1 connect(4<UDP:[0.0.0.0:1]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("203.0.113.1")}, 16) = 0',
    '1 connect(5<UDP:[0.0.0.0:2]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("203.0.113.2")}, 16) = 0',
    '1 sendmsg(5<UDP:[0.0.0.0:2]>, {msg_name=NULL, msg_namelen=0}, 0) = 1',
    '1 sendto(6<UDPv6:[[::]:3->[2001:db8::1]:443]>, ""..., 5, 0, NULL, 0) = 5',
    '1 sendto(7<UDP:[0.0.0.0:4]>, ""..., 5, 0, {sa_family=AF_INET, sin_port=htons(5353), sin_addr=inet_addr("224.0.0.251")}, 16) = 5',
  ];
  expect(parseTrace(trace.join('\n'))).toEqual(['198.51.100.7:443', '203.0.113.2:53', '2001:db8::1:443', '224.0.0.251:5353']);
});

describe.skipIf(missing)('watched', () => {
  test('the watch sees names, addresses and datagrams', async () => {
    const { undeclared } = await watchConnections('tests/connections/reach-out.ts', []);
    expect(undeclared).toEqual(expect.arrayContaining(['name example.org', '198.51.100.7:443', '203.0.113.5:8080', '203.0.113.9:5353']));
  });

  // Its library reports after some seconds, from each process and thread that loads it, and keeps what it reports under the home.
  test('a loaded model reports to nobody and keeps nothing', async () => {
    const home = await mkdtemp(join(tmpdir(), 'intake-home-'));
    expect(await watchConnections(session, ['model', '9'], { HOME: home })).toMatchObject({ exitCode: 0, undeclared: [] });
    expect(await readdir(home)).toEqual([]);
    await rm(home, { recursive: true, force: true });
  });

  test.skipIf(noWindow).each(['start', 'kiosk'])(
    '%s',
    async (what) => {
      expect(await buildRenderer()).toBe(0);
      const { exitCode, output, undeclared } = await watchConnections(session, [what, '15']);
      expect(exitCode, output).toBe(0);
      expect(undeclared).toEqual([]);
    },
    400_000,
  );
});
