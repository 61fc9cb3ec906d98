/** What a window may do, decided case by case. */
import { expect, test } from 'vitest';
import { createReloadBackOff, decideNavigation, decidePermission, isBlockedKey } from './window-policy.ts';

test.each([
  ['app://intake/counter', 'allow'],
  ['app://intake', 'allow'],
  ['app://other/counter', 'deny'],
  ['app://user@intake/', 'deny'],
  ['app://intake:81/', 'deny'],
  ['https://intake/', 'deny'],
  ['https://example.org/app://intake/', 'deny'],
  ['file:///etc/passwd', 'deny'],
  ['javascript:alert(1)', 'deny'],
  ['data:text/html,<p>', 'deny'],
  ['blob:app://intake/1', 'deny'],
  ['', 'deny'],
])('going to %s: %s', (url, expected) => expect(decideNavigation(url)).toBe(expected));

const camera = {
  permission: 'media',
  requestingUrl: 'app://intake/counter',
  isMainFrame: true,
  mediaTypes: ['video'],
  cameraEnabled: true,
};

test('the camera is allowed to our own page', () => expect(decidePermission(camera)).toBe(true));

test.each([
  { ...camera, requestingUrl: 'https://example.org/' },
  { ...camera, isMainFrame: false },
  { ...camera, mediaTypes: ['video', 'audio'] },
  { ...camera, mediaTypes: ['audio'] },
  { ...camera, mediaTypes: [] },
  { ...camera, cameraEnabled: false },
  { permission: 'media', requestingUrl: camera.requestingUrl, isMainFrame: true, cameraEnabled: true },
  { ...camera, permission: 'geolocation' },
  { ...camera, permission: 'display-capture' },
  { ...camera, permission: 'clipboard-read' },
])('nothing else is: %j', (request) => expect(decidePermission(request)).toBe(false));

test('a page that keeps crashing is loaded ever more slowly, and at once again after it has recovered', () => {
  let time = 0;
  const pause = createReloadBackOff(() => time);
  const pauses = Array.from({ length: 9 }, () => {
    time += 1_000;
    return pause();
  });
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  time += 61_000;
  expect(pause()).toBe(500);
});

const plainKey = { control: false, meta: false, alt: false, shift: false };
test('a kiosk cannot be left by keys, and a counter keeps those it works with', () => {
  const leaving = [
    { ...plainKey, key: 'F4', alt: true },
    { ...plainKey, key: 'w', control: true },
    { ...plainKey, key: 'Q', meta: true },
    { ...plainKey, key: 'F11' },
  ];
  for (const key of leaving) expect([key.key, isBlockedKey(key, true), isBlockedKey(key, false)]).toEqual([key.key, true, false]);
  expect(isBlockedKey({ ...plainKey, key: 'F12' }, false)).toBe(true);
  expect(isBlockedKey({ ...plainKey, key: 'I', control: true, shift: true }, false)).toBe(true);
  expect(isBlockedKey({ ...plainKey, key: 'a' }, true)).toBe(false);
});
