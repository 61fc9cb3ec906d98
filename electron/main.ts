/** Starts Intake Desk inside Electron: the host in this process, and one locked-down window. */
import path from 'node:path';
import { app, dialog, Menu, protocol, safeStorage, session, utilityProcess } from 'electron';
import { createHost } from './host.ts';
import type { Host } from './host.ts';
import { createElectronPlatform } from './platform/electron-platform.ts';
import { openElectronWindow } from './ports/electron-window.ts';
import { writePreloadScript } from './ports/preload-file.ts';
import { explainStartFailure, failureText } from './ports/start-failure-texts.ts';
import { parseServeOptions, usage } from './ports/serve-options.ts';
import { appScheme } from './ports/window-policy.ts';

const rendererFolder = path.join(import.meta.dirname, '../renderer/dist');
const preloadSource = path.join(import.meta.dirname, 'preload.ts');

/** Electron adds its own arguments; ours begin after the first `--`. */
function ownArguments(): string[] {
  const start = process.argv.indexOf('--');
  return start === -1 ? [] : process.argv.slice(start + 1);
}

async function start(): Promise<void> {
  const { faces, demo, pages } = parseServeOptions(ownArguments());
  await app.whenReady();
  Menu.setApplicationMenu(null);
  const platform = createElectronPlatform({ app, safeStorage, utilityProcess });
  const host = await createHost({ platform, demo, ...(pages !== undefined && { demoPages: pages }) }).catch((error: unknown) =>
    showFailure(error, platform.dataFolder),
  );
  const preloadFile = writePreloadScript(preloadSource);
  const [face = 'counter'] = faces;
  const open = () =>
    openElectronWindow({
      host,
      face,
      rendererFolder,
      preloadFile,
      // Without `persist:` a partition lives in memory only.
      session: session.fromPartition(`intake-${face}`, { cache: false }),
      devTools: !app.isPackaged && process.env['INTAKE_DEVTOOLS'] === '1',
    });
  let window = open();
  app.on('second-instance', () => {
    if (window.isDestroyed()) window = open();
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (window.isDestroyed()) window = open();
  });
  closeBeforeQuit(host);
}

/** A box until it is closed; then the program ends. @throws the error itself when it has no words of its own */
function showFailure(error: unknown, dataFolder: string): never {
  const failure = explainStartFailure(error, dataFolder);
  if (!failure) throw error;
  console.error(failureText(failure));
  dialog.showErrorBox('Intake Desk', failureText(failure));
  process.exit(1);
}

/** Quitting waits for the host, so that pages under way and the store are closed in order. */
function closeBeforeQuit(host: Host): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    host
      .close()
      .catch((error: unknown) => host.report('quit', error))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
  app.on('window-all-closed', () => app.quit());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  app.on('child-process-gone', (_event, { type, reason }) => {
    // The pool restarts the recognizer, Chromium restarts its GPU process: here it is only written down.
    if (reason !== 'clean-exit') host.report('child', new Error(`${type} process ended: ${reason}`));
  });
}

// Must happen before `ready`: our pages get an origin of their own, with storage, fetch and streams.
const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
app.enableSandbox();
// Pages come over app:// and the host's connections are Node's: Chromium itself needs to find nobody.
app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
for (const name of ['disable-background-networking', 'disable-component-update', 'no-proxy-server']) app.commandLine.appendSwitch(name);

if (app.requestSingleInstanceLock()) {
  // Not awaited here: Electron becomes ready only after this module has been evaluated.
  start().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(usage);
    app.exit(1);
  });
} else {
  console.log('Intake Desk is already running; its window comes to the front.');
  app.quit();
}
