/** Runs the host for a browser window: prints the launch addresses, opens the window, and ends with it or with a signal. */
import { openBrowserWindow } from './browser-window.ts';
import { findBrowser } from './find-browser.ts';
import type { HostPort } from './host-port.ts';
import { startLoopbackServer } from './http-server.ts';
import { openKioskScreen } from './kiosk-screen.ts';
import { sweepProfileFolders } from './profile-folders.ts';
import { explainStartFailure, failureText, serveFailurePage } from './start-failure-texts.ts';
import type { ServeOptions } from './serve-options.ts';

/** A browser that ends sooner than this without showing our page did not open a window (no display, no rights). */
const quickEndMs = 10_000;
/** Pages come back within a second after a reload; a window whose sockets stay away for longer was closed. */
const lastSocketMs = 3_000;

export type BrowserHostParts = {
  /** For the explanation when the host cannot start. */
  dataFolder: string;
  createHost(): Promise<HostPort & { close(): Promise<void> }>;
  rendererFolder: string;
  env: Readonly<Record<string, string | undefined>>;
  print(line: string): void;
  quit(exitCode: number): void;
  /** Calls back on each request to end. */
  onSignal(stop: () => void): void;
};

/** Settles when everything is up; without a window it then runs until a signal comes. */
export async function runBrowserHost(options: ServeOptions, parts: BrowserHostParts): Promise<void> {
  const host = await parts.createHost().catch((error: unknown) => showFailure(error, options, parts));
  if (!host) return;
  let everShown = false;
  const onSocketCount = (count: number) => (everShown ||= count > 0);
  const { rendererFolder } = parts;
  const server = await startLoopbackServer({ host, rendererFolder, port: options.port, onSocketCount }).catch(async (error: unknown) => {
    await host.close();
    throw error;
  });
  let window: { close(): Promise<void> } | undefined = undefined;
  let stopping = false;
  const stop = async () => {
    // A second signal does not wait for a device or a server that hangs.
    if (stopping) return parts.quit(1);
    stopping = true;
    await server.close();
    await window?.close();
    await host.close();
    parts.quit(0);
  };
  parts.onSignal(() => void stop().catch(() => parts.quit(1)));

  const addresses = options.faces.map((face) => server.launchUrl(face));
  for (const address of addresses) parts.print(`intake desk ready at ${address}`);
  if (!options.open) return;
  // What a killed host left of its windows: it had no time to.
  await sweepProfileFolders().catch((error: unknown) => host.report('window', error));
  const [face, address, browser] = [options.faces[0]!, addresses[0]!, findBrowser({ platform: process.platform, env: parts.env })];
  const mayUseCamera = () => host.mayUseCamera?.(face) ?? false;
  const noWindow = () => {
    parts.print('No window could be opened. Open the address above in Chromium, Chrome or Edge, or name one in INTAKE_BROWSER.');
  };
  if (face === 'kiosk' && browser !== undefined) {
    const report = (where: string, error: unknown) => host.report(where, error);
    const screen = openKioskScreen({ browser, server, address, mayUseCamera, everShown: () => everShown, report });
    window = screen;
    host.onKioskEnd?.(screen.onSessionEnd);
    if ((await screen.ended) === 'no-window') noWindow();
    return;
  }
  const openedAt = performance.now();
  const opened = browser === undefined ? undefined : await openBrowserWindow(browser, face, address, mayUseCamera()).catch(() => undefined);
  window = opened;
  await opened?.closed;
  if (stopping) return;
  if (!opened || (!everShown && performance.now() - openedAt < quickEndMs)) return noWindow();
  // Some browsers hand the window to another process and end at once; then the page's socket says when it is gone.
  do await new Promise((resolve) => setTimeout(resolve, lastSocketMs));
  while (server.openSockets() > 0);
  if (!stopping) await stop();
}

/** In the terminal, and in a window until it is closed. @throws the error itself when it has no words of its own */
async function showFailure(error: unknown, options: ServeOptions, parts: BrowserHostParts): Promise<undefined> {
  const failure = explainStartFailure(error, parts.dataFolder);
  if (!failure) throw error;
  parts.print(failureText(failure));
  if (options.open) {
    const page = await serveFailurePage(failure);
    const browser = findBrowser({ platform: process.platform, env: parts.env });
    const opening = browser === undefined ? undefined : openBrowserWindow(browser, options.faces[0]!, page.url, false);
    const window = await opening?.catch(() => undefined);
    parts.onSignal(() => void window?.close());
    await window?.closed;
    await page.close();
  }
  parts.quit(1);
}
