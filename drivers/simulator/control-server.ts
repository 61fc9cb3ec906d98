/** The hidden hand of the simulator: load paper, open the cover, order faults, read the journal. JSON over loopback HTTP. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { z } from 'zod';
import type { JournalEntry } from './escl-server.ts';
import { faultSchema } from './faults.ts';
import { readBody } from './read-body.ts';
import { scenarioSchema } from './scenario.ts';
import { loadSheets } from './sheets.ts';
import type { SimulatedScanner } from './simulated-scanner.ts';

const MAX_BODY_BYTES = 64 * 1024;

/** `folder`: another stack; `sheets`: how many of the stack to put in, 0 = empty the feeder; `from`: that sheet of the stack and all behind it. */
const feederSchema = z.strictObject({
  folder: z.string().optional(),
  sheets: z.number().int().min(0).optional(),
  from: z.number().int().positive().optional(),
});
const coverSchema = z.strictObject({ open: z.boolean() });

type Answer = { status: number; value: unknown };

/**
 * `GET /state`, `GET /journal`, `DELETE /journal`, `POST /feeder`, `POST /cover`, `POST /clear-jam`,
 * `PUT /faults` (a list of faults.ts, replaces all), `DELETE /faults`, `PUT /scenario` (scenario.ts).
 */
export function createControlServer(scanner: SimulatedScanner, journal: JournalEntry[]): Server {
  return createServer((request, response) => {
    control(scanner, journal, request)
      .catch((error: unknown): Answer => ({ status: 400, value: { error: error instanceof Error ? error.message : 'bad request' } }))
      .then(({ status, value }) => {
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(value));
      })
      .catch(() => response.destroy());
  });
}

async function control(scanner: SimulatedScanner, journal: JournalEntry[], request: IncomingMessage): Promise<Answer> {
  // A web page in the same machine's browser must not reach this by a name that resolves to loopback.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '') || request.headers.origin) return { status: 403, value: {} };
  const body = (await readBody(request, MAX_BODY_BYTES)) ?? '';
  const value: unknown = body === '' ? {} : JSON.parse(body);
  switch (`${request.method} ${request.url}`) {
    case 'GET /state':
      return { status: 200, value: stateOf(scanner) };
    case 'GET /journal':
      return { status: 200, value: journal };
    case 'DELETE /journal':
      journal.length = 0;
      return { status: 200, value: [] };
    case 'POST /feeder':
      await load(scanner, feederSchema.parse(value));
      break;
    case 'POST /cover':
      scanner.setCover(coverSchema.parse(value).open);
      break;
    case 'POST /clear-jam':
      scanner.clearJam();
      break;
    case 'PUT /faults':
      scanner.faults.set(z.array(faultSchema).parse(value));
      break;
    case 'PUT /scenario':
      scanner.faults.setPerJob(scenarioSchema.parse(value).jobs);
      break;
    case 'DELETE /faults':
      scanner.faults.set([]);
      break;
    default:
      return { status: 404, value: {} };
  }
  return { status: 200, value: stateOf(scanner) };
}

async function load(scanner: SimulatedScanner, { folder, sheets, from }: z.infer<typeof feederSchema>): Promise<void> {
  if (folder !== undefined) scanner.load(await loadSheets(folder));
  if (from === undefined) scanner.reload(sheets);
  else scanner.reloadFrom(from);
}

function stateOf(scanner: SimulatedScanner) {
  const { state, adfState, sheetsLoaded } = scanner;
  return {
    model: scanner.model.id,
    state,
    adfState,
    sheetsLoaded,
    faults: scanner.faults.list(),
    jobs: scanner.jobs.map(({ id, state: jobState, pages }) => ({ id, state: jobState, pages })),
  };
}
