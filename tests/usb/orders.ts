/** The guest's way to the hidden hand of the simulated scanner on the host: JSON over loopback HTTP. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultInput } from '../../drivers/simulator/faults.ts';
import type { UsbFault } from '../../drivers/simulator/usb-ip/usb-faults.ts';
import type { UsbSimulator } from '../../drivers/simulator/usb-ip/usb-simulator.ts';

/** What is absent stays as it is; running jobs end when paper is put in. */
export type Orders = { faults?: FaultInput[]; usbFaults?: UsbFault[]; reload?: boolean; plug?: boolean };

export async function serveOrders(simulator: UsbSimulator): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    take(simulator, request)
      // A kept connection that is closed in the moment of the next order would lose it.
      .then((state) => response.setHeader('Connection', 'close').end(JSON.stringify({ state })))
      .catch(() => response.writeHead(400).end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function take({ scanner, usb }: UsbSimulator, request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  const { faults, usbFaults, reload, plug } = JSON.parse(Buffer.concat(pieces).toString()) as Orders;
  if (faults) scanner.faults.set(faults);
  if (usbFaults) usb.faults.set(usbFaults);
  if (plug) usb.plugIn();
  if (reload) {
    for (const job of scanner.jobs) scanner.cancel(job);
    scanner.clearJam();
    scanner.reload();
  }
  return scanner.state;
}
