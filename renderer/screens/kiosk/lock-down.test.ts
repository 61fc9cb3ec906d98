/** Which keys a kiosk's page leaves to the browser. */
import { expect, test } from 'vitest';
import { isAllowedKey } from './lock-down.ts';

const press = (key: string, ...held: string[]) =>
  isAllowedKey({
    key,
    ctrlKey: held.includes('Control'),
    altKey: held.includes('Alt'),
    metaKey: held.includes('Meta'),
    getModifierState: (name) => held.includes(name),
  });

test.each(['a', 'Z', '王', '1', ' ', 'Backspace', 'Tab', 'Enter', 'ArrowLeft', 'Process', '𠮷'])('%s may be typed', (key) => {
  expect(press(key)).toBe(true);
  expect(press(key, 'Shift')).toBe(true);
});

test.each(['F1', 'F5', 'F11', 'F12', 'Escape', 'ContextMenu', 'PrintScreen', 'BrowserHome', 'LaunchMail', 'Meta', 'Alt', 'Control'])(
  '%s is kept',
  (key) => expect(press(key)).toBe(false),
);

test.each(['n', 't', 'w', 'p', 's', 'o', 'c', 'v', 'Tab', '1', '+', 'ArrowLeft'])('%s is kept with Ctrl, Alt or the Windows key', (key) => {
  for (const held of ['Control', 'Alt', 'Meta']) expect(press(key, held)).toBe(false);
});

test('AltGr writes characters', () => {
  expect(press('@', 'Control', 'Alt', 'AltGraph')).toBe(true);
  expect(press('F4', 'Control', 'Alt', 'AltGraph')).toBe(false);
});
