/** The command line of both entries: which face, which port, and whether a window opens. */
import { parseArgs } from 'node:util';
import { faces } from '#shared/session.ts';
import type { Face } from '#shared/session.ts';

export type ServeOptions = {
  /** One launch address per face, in this order; the window opens the first. */
  faces: Face[];
  port: number;
  open: boolean;
  demo: boolean;
  /** Folder of page images for the simulator's feeder. */
  pages: string | undefined;
};

export const usage = `Usage: npm start -- [options]
  --face counter|kiosk|admin   which face to open (default counter; give it again for a second launch address)
  --port <number>              port on 127.0.0.1 (default: a free one)
  --no-open                    print the launch address and open no window
  --no-demo                    real use: neither the scanner simulator nor the approval sandbox, no demo accounts
  --pages <folder>             page images that the simulator's feeder holds`;

/** @throws Error with a sentence for the person at the command line */
export function parseServeOptions(argv: readonly string[]): ServeOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      face: { type: 'string', multiple: true },
      port: { type: 'string', default: '0' },
      open: { type: 'boolean', default: true },
      demo: { type: 'boolean', default: true },
      pages: { type: 'string' },
    },
    allowNegative: true,
    strict: true,
  });
  const chosen = values.face ?? ['counter'];
  for (const face of chosen) {
    if (!(faces as readonly string[]).includes(face)) throw new Error(`--face must be one of ${faces.join(', ')}`);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port must be a number from 0 to 65535');
  return { faces: chosen as Face[], port, open: values.open, demo: values.demo, pages: values.pages };
}
