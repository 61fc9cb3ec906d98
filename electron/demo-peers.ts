/** The shipped simulator and sandbox as child processes: what the product runs on until IT staff configure real ones. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildLike } from '#shared/child-process.ts';
import type { ConnectionSettings } from '#shared/connection/connection-settings.ts';
import { simulatorId } from '#shared/device.ts';
import type { ScannerConfig } from '#shared/device.ts';
import { esclNetwork } from '../drivers/escl-network/listed.ts';
import { restConnector } from './connectors/rest/rest-connector.ts';
import { AppError } from '#shared/errors.ts';
import { demoClient } from './connectors/sandbox/demo-client.ts';
import { simulatorName } from './demo-texts.ts';
import type { Platform } from './platform/platform.ts';

/** Its address changes with every start. */
export const shippedScanner = { id: simulatorId, driver: esclNetwork.kind };

export type DemoPeers = { scanner: ScannerConfig; connection: ConnectionSettings; close(): Promise<void> };

/** Generous: both start in well under a second, but the machine may be busy with its own start. */
const startMs = 30_000;
const root = fileURLToPath(new URL('..', import.meta.url));

/** Resolves with the URL that the peer reports once it listens. */
function started(child: ChildLike, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = (): void => reject(new AppError('internal', { what: `${name}-did-not-start` }));
    const timer = setTimeout(failed, startMs);
    child.on('exit', failed);
    child.on('message', (message) => {
      const { url } = message as { url?: unknown };
      if (typeof url !== 'string') return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

function stopped(child: ChildLike): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined) return resolve();
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** @param pages folder of page images for the feeder; absent = the shipped demo stack */
export async function startDemoPeers(platform: Pick<Platform, 'startChild' | 'dataFolder'>, pages?: string): Promise<DemoPeers> {
  const simulator = platform.startChild(join(root, 'drivers/simulator/main.ts'), {
    args: ['--port', '0', ...(pages ? ['--pages', pages] : [])],
    serviceName: 'simulator',
  });
  const sandbox = platform.startChild(join(root, 'electron/connectors/sandbox/main.ts'), {
    // Beside our data, not in it: the sandbox is another system, and keeps what it was sent in the clear.
    args: ['--port', '0', '--data', `${platform.dataFolder}-sandbox`],
    serviceName: 'sandbox',
  });
  const close = async (): Promise<void> => void (await Promise.all([stopped(simulator), stopped(sandbox)]));
  try {
    const [address, baseUrl] = await Promise.all([started(simulator, 'simulator'), started(sandbox, 'sandbox')]);
    const defaults: ScannerConfig['defaults'] = { source: 'feeder', duplex: true, colorMode: 'color', dpi: 300 };
    return {
      scanner: { ...shippedScanner, name: simulatorName, address, isDefault: true, defaults },
      connection: { kind: restConnector.kind, baseUrl, clientId: demoClient.id, clientSecret: demoClient.secret, timeoutMs: 30_000 },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
