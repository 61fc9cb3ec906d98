/** Where browsers are looked for, and with what they are started. */
import { expect, test } from 'vitest';
import { browserArguments, findBrowser } from './find-browser.ts';

const machines: [NodeJS.Platform, Record<string, string>, string][] = [
  ['linux', { PATH: '/opt/bin:relative' }, '/opt/bin/microsoft-edge'],
  ['linux', {}, '/usr/bin/chromium'],
  ['darwin', { HOME: '/Users/li' }, '/Users/li/Applications/Chromium.app/Contents/MacOS/Chromium'],
  ['win32', { 'ProgramFiles(x86)': 'C:\\P86' }, 'C:\\P86\\Microsoft\\Edge\\Application\\msedge.exe'],
];
test.each(machines)('%s', (platform, env, present) => {
  expect(findBrowser({ platform, env, exists: (file) => file === present })).toBe(present);
  expect(findBrowser({ platform, env, exists: () => false })).toBeUndefined();
});

test('a named browser wins', () => {
  expect(findBrowser({ platform: 'linux', env: { INTAKE_BROWSER: '/opt/x' }, exists: () => true })).toBe('/opt/x');
});

test('only the kiosk is locked into full screen, and only root goes without the sandbox', () => {
  const launch = { url: 'http://127.0.0.1:1/?token=t', profileFolder: '/tmp/p', isRoot: false, camera: false };
  const counter = browserArguments({ ...launch, face: 'counter' });
  const kiosk = browserArguments({ ...launch, face: 'kiosk', isRoot: true, camera: true });
  expect(counter).toEqual(expect.arrayContaining([`--app=${launch.url}`, '--user-data-dir=/tmp/p', '--incognito']));
  expect(counter).toContain('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
  expect(counter).not.toContain('--kiosk');
  expect(counter).not.toContain('--no-sandbox');
  expect(kiosk).toEqual(expect.arrayContaining(['--kiosk', '--no-sandbox']));
  expect([counter, kiosk].map((list) => list.includes('--auto-accept-camera-and-microphone-capture'))).toEqual([false, true]);
});
