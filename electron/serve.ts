/** Starts Intake Desk under plain Node: the host on a loopback port, and a window of the system's Chromium. */
import path from 'node:path';
import type { Face } from '#shared/session.ts';
import { createHost } from './host.ts';
import { createNodePlatform } from './platform/node-platform.ts';
import { openBrowserWindow } from './ports/browser-window.ts';
import type { BrowserWindow } from './ports/browser-window.ts';
import { findBrowser } from './ports/find-browser.ts';
import { startLoopbackServer } from './ports/http-server.ts';
import { parseServeOptions, usage } from './ports/serve-options.ts';
import type { ServeOptions } from './ports/serve-options.ts';

const rendererFolder = path.join(import.meta.dirname, '../renderer/dist');

/** A browser that ends sooner than this without showing our page did not open a window (no display, no rights). */
const quickEndMs = 10_000;
/** Pages come back within a second after a reload; a window whose sockets stay away for longer was closed. */
const lastSocketMs = 3_000;

async function serve({ faces, port, open, demo, pages }: ServeOptions): Promise<void> {
  const platform = createNodePlatform();
  const host = await createHost({ platform, demo, ...(pages !== undefined && { demoPages: pages }) });
  let everShown = false;
  const onSocketCount = (count: number) => (everShown ||= count > 0);
  const server = await startLoopbackServer({ host, rendererFolder, port, onSocketCount }).catch(async (error: unknown) => {
    await host.close();
    throw error;
  });
  let window: BrowserWindow | undefined = undefined;
  let stopping = false;
  const stop = async () => {
    // A second signal does not wait for a device or a server that hangs.
    if (stopping) return platform.quit(1);
    stopping = true;
    await server.close();
    await window?.close();
    await host.close();
    platform.quit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

  const addresses = faces.map((face) => server.launchUrl(face));
  for (const address of addresses) console.log(`intake desk ready at ${address}`);
  if (!open) return;
  const openedAt = Date.now();
  window = await openWindow(faces[0]!, addresses[0]!);
  await window?.closed;
  if (!window || (!everShown && Date.now() - openedAt < quickEndMs)) {
    console.log('No window could be opened. Open the address above in Chromium, Chrome or Edge, or name one in INTAKE_BROWSER.');
    return;
  }
  // Some browsers hand the window to another process and end at once; then the page's socket says when it is gone.
  while (server.openSockets() > 0) await new Promise((resolve) => setTimeout(resolve, lastSocketMs));
  if (!stopping) await stop();
}

async function openWindow(face: Face, address: string): Promise<BrowserWindow | undefined> {
  const browser = findBrowser({ platform: process.platform, env: process.env });
  return browser === undefined ? undefined : openBrowserWindow(browser, face, address).catch(() => undefined);
}

try {
  const argv = process.argv.slice(2);
  if (argv.includes('--help') || argv.includes('-h')) console.log(usage);
  else await serve(parseServeOptions(argv));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(usage);
  process.exit(1);
}
