/** Starts a simulated scanner: a real eSCL server on loopback, with a control server beside it. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createClock, type Clock } from './clock.ts';
import { createControlServer } from './control-server.ts';
import { createEsclServer, ROOT_PATH, type JournalEntry } from './escl-server.ts';
import { modelOf } from './models.ts';
import { publishScanner } from './publish.ts';
import type { Scenario } from './scenario.ts';
import { loadSheets } from './sheets.ts';
import { SimulatedScanner } from './simulated-scanner.ts';

const demoStackFolder = fileURLToPath(new URL('./demo-stack/', import.meta.url));

export type SimulatorOptions = {
  /** 0 or absent = any free port. */
  port?: number;
  controlPort?: number;
  /** Folder of page images; the demo stack when absent. */
  pages?: string;
  /** Put the whole stack back when a job ends; on unless told otherwise. */
  reload?: boolean;
  /** 1000 = a 60 ppm device; what the model says when absent. */
  msPerSheet?: number;
  /** Of models.json; `office-50` when absent. */
  model?: string;
  /** Faults per job, in turn. */
  scenario?: Scenario;
  /** For tests: a faster clock. */
  clock?: Clock;
  /** Announce by mDNS. */
  publish?: boolean;
};

export type Simulator = {
  /** eSCL base address, e.g. `http://127.0.0.1:40123/eSCL`. */
  url: string;
  /** Base of the control API, see control-server.ts. */
  controlUrl: string;
  /** For tests in the same process: the device itself and what was asked of it. */
  scanner: SimulatedScanner;
  journal: readonly JournalEntry[];
  close(): Promise<void>;
};

/** @throws Error when the folder holds no page image or a port is taken */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const sheets = await loadSheets(options.pages ?? demoStackFolder);
  const { clock = createClock(), msPerSheet, scenario } = options;
  const model = modelOf(scenario?.model ?? options.model ?? 'office-50');
  const scanner = new SimulatedScanner({ sheets, reload: options.reload ?? true, msPerSheet, model, clock });
  if (scenario) scanner.faults.setPerJob(scenario.jobs);
  const journal: JournalEntry[] = [];
  const servers = [createEsclServer(scanner, journal), createControlServer(scanner, journal)] as const;
  const [port, controlPort] = [await listen(servers[0], options.port ?? 0), await listen(servers[1], options.controlPort ?? 0)];
  const goodbye = options.publish ? publishScanner(port, scanner.uuid, model) : null;
  let closed = false;
  let away: Promise<void> = Promise.resolve();
  scanner.goAway = (downMs) => {
    away = away.then(async () => {
      await close(servers[0]);
      await clock.wait(downMs);
      if (!closed) await listen(servers[0], port);
    });
  };
  return {
    url: `http://127.0.0.1:${port}${ROOT_PATH}`,
    controlUrl: `http://127.0.0.1:${controlPort}`,
    scanner,
    journal,
    close: async () => {
      closed = true;
      await goodbye?.();
      await away;
      await Promise.all(servers.map(close));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Loopback only: a simulator on the network would be a scanner that anybody can feed.
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
