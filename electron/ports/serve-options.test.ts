/** The command line of the entries. */
import { expect, test } from 'vitest';
import { parseServeOptions } from './serve-options.ts';

test('everything has a default', () => {
  expect(parseServeOptions([])).toEqual({ faces: ['counter'], port: 0, open: true, demo: true, pages: undefined });
});

test('faces, port and switches', () => {
  const options = parseServeOptions(['--face', 'kiosk', '--face=admin', '--port', '8123', '--no-open', '--no-demo', '--pages', 'stack']);
  expect(options).toEqual({ faces: ['kiosk', 'admin'], port: 8123, open: false, demo: false, pages: 'stack' });
});

test.each([[['--face', 'staff']], [['--port', '70000']], [['--port', 'x']], [['--unknown']], [['stray']]])('%j is refused', (argv) => {
  expect(() => parseServeOptions(argv)).toThrow();
});
