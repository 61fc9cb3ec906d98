/** The preload script after its types are gone: it runs as a sandboxed script and hands over a port. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { expect, test, vi } from 'vitest';
import { toPreloadScript } from './preload-file.ts';

const source = readFileSync(path.join(import.meta.dirname, '../preload.ts'), 'utf8');

/** Runs the script as Electron's sandbox does: as the body of a function with `require`. */
function runPreload() {
  const ipcRenderer = { on: vi.fn(), send: vi.fn() };
  const window = { postMessage: vi.fn(), addEventListener: vi.fn() };
  const location = { origin: 'app://intake' };
  const require = (name: string) => (name === 'electron' ? { ipcRenderer } : expect.unreachable(name));
  const run = vm.runInNewContext(`(function(require, window, location) {${toPreloadScript(source)}\n})`) as (...args: unknown[]) => void;
  run(require, window, location);
  const onPageMessage = window.addEventListener.mock.calls[0]![1] as (event: { source: unknown; data: unknown }) => void;
  const onHostMessage = ipcRenderer.on.mock.calls[0]![1] as (event: { ports: unknown[] }) => void;
  return { ipcRenderer, window, onPageMessage, onHostMessage };
}

test("the page's question goes to the host, the host's port to the page", () => {
  const { ipcRenderer, window, onPageMessage, onHostMessage } = runPreload();
  onPageMessage({ source: window, data: 'intake:port-wanted' });
  expect(ipcRenderer.send.mock.calls).toEqual([['intake:port-wanted']]);
  const port = {};
  onHostMessage({ ports: [port] });
  expect(window.postMessage.mock.calls).toEqual([['intake:port', 'app://intake', [port]]]);
});

test('nothing else passes', () => {
  const { ipcRenderer, onPageMessage, window } = runPreload();
  onPageMessage({ source: {}, data: 'intake:port-wanted' });
  onPageMessage({ source: window, data: 'anything' });
  onPageMessage({ source: window, data: { channel: 'intake:port-wanted' } });
  expect(ipcRenderer.send).not.toHaveBeenCalled();
});

test('a script that would not run in the sandbox is refused', () => {
  expect(() => toPreloadScript("import electron from 'electron';")).toThrow('named things');
  expect(() => toPreloadScript('export const a = 1;')).toThrow('named things');
});
