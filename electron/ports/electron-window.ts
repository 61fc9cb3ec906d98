/** One locked-down Electron window with its own session, its page over `app://` and its message port. */
import { BrowserWindow, ipcMain, MessageChannelMain } from 'electron';
import type { IpcMainEvent, Session } from 'electron';
import type { Connection, HostPort } from './host-port.ts';
import { messagePortWire } from './message-port.ts';
import { createMount } from './mount-wire.ts';
import { isPageBytesPath } from './page-bytes.ts';
import { withSecurityHeaders } from './security-headers.ts';
import { serveStatic } from './static-files.ts';
import { appOrigin, appScheme, createReloadBackOff, decideNavigation, decidePermission, isBlockedKey } from './window-policy.ts';
import type { Face } from '#shared/session.ts';

export type ElectronWindowOptions = {
  host: HostPort;
  face: Face;
  rendererFolder: string;
  /** Plain JavaScript: a sandboxed preload script is not stripped of types by Electron. */
  preloadFile: string;
  /** In memory, so that nothing of a session is left on the disk. */
  session: Session;
  devTools: boolean;
};

/** The question of preload.ts; the answer is a port. */
const portWanted = 'intake:port-wanted';

export function openElectronWindow(options: ElectronWindowOptions): BrowserWindow {
  const { host, face, session } = options;
  const connection = host.openConnection(face);
  lockSession(session, () => mayUseCamera(options));
  session.protocol.handle(appScheme, (request) => answer(options, connection, request));
  const kiosk = face === 'kiosk';
  const window = new BrowserWindow({
    kiosk,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: {
      session,
      preload: options.preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: options.devTools,
    },
  });
  window.removeMenu();
  window.once('ready-to-show', () => (kiosk ? window.show() : window.maximize()));
  lockContents(window, kiosk, options.devTools);
  recover(window, host);
  handOutPorts(window, host, connection);
  window.once('closed', () => {
    session.protocol.unhandle(appScheme);
    host.closeConnection(connection.id);
  });
  window.loadURL(`${appOrigin}/${face}`).catch((error: unknown) => host.report('window', error));
  return window;
}

async function answer(options: ElectronWindowOptions, connection: Connection, request: Request): Promise<Response> {
  const { host, rendererFolder } = options;
  if (decideNavigation(request.url) === 'deny') return withSecurityHeaders(new Response('Not found', { status: 404 }));
  const { pathname } = new URL(request.url);
  if (isPageBytesPath(pathname)) return withSecurityHeaders(await host.pageBytes(request, connection));
  if (request.method !== 'GET' && request.method !== 'HEAD') return withSecurityHeaders(new Response('', { status: 405 }));
  return withSecurityHeaders(await serveStatic(rendererFolder, pathname), mayUseCamera(options));
}

const mayUseCamera = ({ host, face }: ElectronWindowOptions): boolean => host.mayUseCamera?.(face) ?? false;

function lockSession(session: Session, isCameraEnabled: () => boolean): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined;
    const { requestingUrl, isMainFrame } = details;
    decide(
      decidePermission({ permission, requestingUrl, isMainFrame, cameraEnabled: isCameraEnabled(), ...(mediaTypes && { mediaTypes }) }),
    );
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const mediaTypes = details.mediaType === undefined ? undefined : [details.mediaType];
    const requestingUrl = details.requestingUrl ?? requestingOrigin;
    const { isMainFrame } = details;
    return decidePermission({
      permission,
      requestingUrl,
      isMainFrame,
      cameraEnabled: isCameraEnabled(),
      ...(mediaTypes && { mediaTypes }),
    });
  });
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // It would fetch its dictionaries.
  session.setSpellCheckerEnabled(false);
  // Everything the page needs comes over app://; the session may not speak to any network.
  session.webRequest.onBeforeRequest((details, decide) => {
    const local = /^(app|blob|data|devtools):/.test(details.url);
    decide({ cancel: !local });
  });
}

function lockContents(window: BrowserWindow, kiosk: boolean, devTools: boolean): void {
  const { webContents } = window;
  const deny = (event: { preventDefault(): void; url: string }) => {
    if (decideNavigation(event.url) === 'deny') event.preventDefault();
  };
  webContents.on('will-navigate', deny);
  webContents.on('will-redirect', deny);
  webContents.on('will-frame-navigate', deny);
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('before-input-event', (event, input) => {
    if (!devTools && isBlockedKey(input, kiosk)) event.preventDefault();
  });
}

/** A page that crashed or hangs is loaded again; the session, and with it the case, is the host's and stays. */
function recover(window: BrowserWindow, host: HostPort): void {
  const nextPause = createReloadBackOff();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reload = (reason: string) => {
    host.report('window', new Error(`page ended: ${reason}`));
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, nextPause());
  };
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') reload(reason);
  });
  window.on('unresponsive', () => window.webContents.forcefullyCrashRenderer());
  window.once('closed', () => clearTimeout(timer));
}

/** Only the main frame of this very window gets a port, and only while it shows our own page. */
function handOutPorts(window: BrowserWindow, host: HostPort, connection: Connection): void {
  const mount = createMount(
    host.router,
    (where, error) => host.report(where, error),
    (refusal) => host.refused?.(refusal),
  );
  const onWanted = (event: IpcMainEvent) => {
    const { senderFrame } = event;
    if (event.sender !== window.webContents || !senderFrame || senderFrame.parent !== null) return;
    if (decideNavigation(senderFrame.url) === 'deny') return;
    const { port1, port2 } = new MessageChannelMain();
    mount(messagePortWire(port1), connection);
    senderFrame.postMessage(portWanted, null, [port2]);
  };
  ipcMain.on(portWanted, onWanted);
  window.once('closed', () => ipcMain.off(portWanted, onWanted));
}
