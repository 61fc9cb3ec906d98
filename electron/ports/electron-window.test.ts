/** The Electron window against a stand-in for Electron: lock-down, own protocol, port hand-over, recovery. */
import { EventEmitter } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from 'electron';
import type { HostPort } from './host-port.ts';
import { openElectronWindow } from './electron-window.ts';

/** The parts of Electron that a window touches; `vi.hoisted`, because the module is replaced before imports run. */
const electron = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  const { MessageChannel: Channel } = await import('node:worker_threads');
  const windows: FakeWindow[] = [];
  class FakeContents extends Emitter {
    mainFrame = { url: 'app://intake/counter', parent: null, postMessage: vi.fn() };
    setWindowOpenHandler = vi.fn();
    reload = vi.fn();
    forcefullyCrashRenderer = vi.fn();
  }
  class FakeWindow extends Emitter {
    webContents = new FakeContents();
    options: { kiosk: boolean; webPreferences: Record<string, unknown> };
    removeMenu = vi.fn();
    show = vi.fn();
    maximize = vi.fn();
    isDestroyed = () => false;
    loadURL = vi.fn(async () => undefined);
    constructor(options: FakeWindow['options']) {
      super();
      this.options = options;
      windows.push(this);
    }
  }
  /** MessagePortMain hands its data in an event; a Node port hands it bare. */
  class FakeMessageChannelMain {
    port1: unknown;
    port2: unknown;
    constructor() {
      const { port1, port2 } = new Channel();
      const main = Object.assign(new Emitter(), {
        postMessage: (data: unknown) => port1.postMessage(data),
        start: () => void port1.on('message', (data) => main.emit('message', { data })),
        close: () => port1.close(),
      });
      port1.on('close', () => main.emit('close'));
      this.port1 = main;
      this.port2 = port2;
    }
  }
  return { windows, ipcMain: new Emitter(), BrowserWindow: FakeWindow, MessageChannelMain: FakeMessageChannelMain };
});
vi.mock('electron', () => electron);

type Handler = (...args: unknown[]) => unknown;
const session = () => {
  const handlers: Record<string, Handler> = {};
  const keep = (name: string) => (handler: Handler) => void (handlers[name] = handler);
  const own = {
    handlers,
    protocol: { handle: (_scheme: string, handler: Handler) => keep('protocol')(handler), unhandle: vi.fn() },
    setPermissionRequestHandler: keep('permission'),
    setPermissionCheckHandler: keep('permissionCheck'),
    setDevicePermissionHandler: keep('device'),
    setSpellCheckerEnabled: vi.fn(),
    webRequest: { onBeforeRequest: keep('request') },
    on: (_event: string, handler: Handler) => keep('download')(handler),
  };
  return own;
};

let folder: string;
let own: ReturnType<typeof session>;
let reported: unknown[];
let closed: string[];
let hasCamera: boolean;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'intake-electron-window-'));
  await writeFile(path.join(folder, 'index.html'), 'desk');
  own = session();
  [reported, closed] = [[], []];
  hasCamera = true;
});
afterEach(async () => {
  vi.useRealTimers();
  electron.ipcMain.removeAllListeners();
  await rm(folder, { recursive: true });
});

function open(face: 'counter' | 'kiosk') {
  const host: HostPort = {
    router: {} as HostPort['router'],
    openConnection: (asked) => ({
      id: `for ${asked}`,
      face: asked,
      role: () => 'visitor',
      actor: () => null,
      mustChangePassword: () => false,
      isLocked: () => false,
      onChange: () => () => undefined,
    }),
    closeConnection: (id) => void closed.push(id),
    mayUseCamera: () => hasCamera,
    pageBytes: async (request, connection) => new Response(`${new URL(request.url).pathname} ${connection.id}`),
    report: (_where, error) => void reported.push(error),
  };
  const options = { host, face, rendererFolder: folder, preloadFile: '/preload.cjs', devTools: false };
  openElectronWindow({ ...options, session: own as unknown as Session });
  return electron.windows.at(-1)!;
}

test('the page is isolated, sandboxed and without Node, and the kiosk fills the screen', () => {
  const window = open('kiosk');
  expect(window.options.kiosk).toBe(true);
  expect(window.options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webviewTag: false,
    devTools: false,
    preload: '/preload.cjs',
  });
  expect(window.loadURL.mock.calls).toEqual([['app://intake/kiosk']]);
  expect(open('counter').options.kiosk).toBe(false);
});

test('it goes nowhere, opens nothing, downloads nothing and speaks to no network', () => {
  const window = open('counter');
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    const away = { url: 'https://example.org/', preventDefault: vi.fn() };
    const within = { url: 'app://intake/counter/new', preventDefault: vi.fn() };
    window.webContents.emit(event, away);
    window.webContents.emit(event, within);
    expect([away.preventDefault.mock.calls.length, within.preventDefault.mock.calls.length]).toEqual([1, 0]);
  }
  const webview = { preventDefault: vi.fn() };
  window.webContents.emit('will-attach-webview', webview);
  expect(webview.preventDefault).toHaveBeenCalled();
  expect((window.webContents.setWindowOpenHandler.mock.calls[0]![0] as Handler)()).toEqual({ action: 'deny' });
  const download = { preventDefault: vi.fn() };
  own.handlers['download']!(download);
  expect(download.preventDefault).toHaveBeenCalled();
  const cancelled = ['https://example.org/', 'http://127.0.0.1/', 'file:///etc/passwd', 'app://intake/x'].map((url) => {
    const decide = vi.fn();
    own.handlers['request']!({ url }, decide);
    return (decide.mock.calls[0]![0] as { cancel: boolean }).cancel;
  });
  expect(cancelled).toEqual([true, true, true, false]);
});

test('it may use the camera while one is set up, and nothing else', () => {
  open('counter');
  const ask = (permission: string, details: object) => {
    const decide = vi.fn();
    own.handlers['permission']!({}, permission, decide, details);
    return decide.mock.calls[0]![0] as boolean;
  };
  const here = { requestingUrl: 'app://intake/counter', isMainFrame: true };
  expect(ask('media', { ...here, mediaTypes: ['video'] })).toBe(true);
  expect(ask('media', { ...here, mediaTypes: ['video', 'audio'] })).toBe(false);
  expect(ask('geolocation', here)).toBe(false);
  expect(own.handlers['permissionCheck']!({}, 'media', 'app://intake', { isMainFrame: true, mediaType: 'video' })).toBe(true);
  expect(own.handlers['permissionCheck']!({}, 'media', 'https://example.org', { isMainFrame: true, mediaType: 'video' })).toBe(false);
  expect(own.handlers['device']!({})).toBe(false);
  hasCamera = false;
  expect(ask('media', { ...here, mediaTypes: ['video'] })).toBe(false);
  expect(own.handlers['permissionCheck']!({}, 'media', 'app://intake', { isMainFrame: true, mediaType: 'video' })).toBe(false);
});

test('its protocol serves screens with the strict policy, and page bytes by its own connection', async () => {
  open('counter');
  const get = async (url: string, init?: RequestInit) => (await own.handlers['protocol']!(new Request(url, init))) as Response;
  const screen = await get('app://intake/counter/new');
  expect(await screen.text()).toBe('desk');
  expect(screen.headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(screen.headers.get('permissions-policy')).toContain('camera=(self), microphone=()');
  hasCamera = false;
  expect((await get('app://intake/counter')).headers.get('permissions-policy')).toContain('camera=(), microphone=()');
  expect(await (await get('app://intake/page/1/original')).text()).toBe('/page/1/original for counter');
  expect((await get('app://elsewhere/counter')).status).toBe(404);
  expect((await get('app://intake/counter', { method: 'POST' })).status).toBe(405);
});

test('only the main frame of our own page gets a port', () => {
  const window = open('counter');
  const { webContents } = window;
  const ask = (event: object) => electron.ipcMain.emit('intake:port-wanted', event);
  ask({ sender: new EventEmitter(), senderFrame: webContents.mainFrame });
  ask({ sender: webContents, senderFrame: { url: 'app://intake/counter', parent: {}, postMessage: expect.unreachable } });
  ask({ sender: webContents, senderFrame: null });
  webContents.mainFrame.url = 'https://example.org/';
  ask({ sender: webContents, senderFrame: webContents.mainFrame });
  expect(webContents.mainFrame.postMessage).not.toHaveBeenCalled();
  webContents.mainFrame.url = 'app://intake/counter';
  ask({ sender: webContents, senderFrame: webContents.mainFrame });
  const [channel, , ports] = webContents.mainFrame.postMessage.mock.calls[0] as [
    string,
    null,
    InstanceType<typeof MessageChannel>['port1'][],
  ];
  expect(channel).toBe('intake:port-wanted');
  expect(ports).toHaveLength(1);
  ports[0]!.close();
});

test('a page that crashed or hangs is loaded again, and closing the window ends its session', () => {
  vi.useFakeTimers();
  const window = open('counter');
  window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  expect(window.webContents.reload).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  expect(window.webContents.reload).toHaveBeenCalledTimes(1);
  expect(reported).toHaveLength(1);
  window.emit('unresponsive');
  expect(window.webContents.forcefullyCrashRenderer).toHaveBeenCalledTimes(1);
  window.emit('closed');
  expect(closed).toEqual(['for counter']);
  expect(electron.ipcMain.listenerCount('intake:port-wanted')).toBe(0);
});
