/** Starts Intake Desk under plain Node: the host on a loopback port, and a window of the system's Chromium. */
import path from 'node:path';
import { createHost } from './host.ts';
import { createNodePlatform } from './platform/node-platform.ts';
import { runBrowserHost } from './ports/browser-host.ts';
import { parseServeOptions, usage } from './ports/serve-options.ts';

async function serve(argv: readonly string[]): Promise<void> {
  const options = parseServeOptions(argv);
  const { demo, pages } = options;
  const platform = createNodePlatform();
  await runBrowserHost(options, {
    async createHost() {
      const host = await createHost({ platform, demo, ...(pages !== undefined && { demoPages: pages }) });
      const file = host.services.sessions.firstPasswordPath;
      // The path and not the password: what a service prints is kept in a log.
      if (file !== null) console.log(`First sign-in: open the admin face (--face admin) as admin; the password is in ${file}`);
      return host;
    },
    dataFolder: platform.dataFolder,
    rendererFolder: path.join(import.meta.dirname, '../renderer/dist'),
    env: process.env,
    print: (line) => console.log(line),
    quit: platform.quit,
    onSignal(stop) {
      process.on('SIGINT', stop);
      process.on('SIGTERM', stop);
    },
  });
}

const argv = process.argv.slice(2);
if (argv.includes('--help') || argv.includes('-h')) {
  console.log(usage);
} else {
  serve(argv).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(usage);
    process.exit(1);
  });
}
