/** Starts the simulated scanner with a USB plug: the same device answers over the network and over USB/IP. */
import type { AddressInfo } from 'node:net';
import { createEsclServer, type JournalEntry } from '../escl-server.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator.ts';
import { startUsbIpServer, type UsbIpServer } from './usbip-server.ts';

export type UsbSimulator = Simulator & { usb: UsbIpServer };

/** @throws Error when the folder holds no page image or a port is taken */
export async function startUsbSimulator(options: SimulatorOptions & { usbIpPort?: number } = {}): Promise<UsbSimulator> {
  const simulator = await startSimulator(options);
  const http = createEsclServer(simulator.scanner, simulator.journal as JournalEntry[]);
  // A USB interface is never idle for too long: only faults may end its connection.
  http.keepAliveTimeout = 0;
  http.requestTimeout = 0;
  http.headersTimeout = 0;
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const usb = await startUsbIpServer({
    port: options.usbIpPort ?? 0,
    httpPort: (http.address() as AddressInfo).port,
    serialNumber: simulator.scanner.uuid.slice(-12),
  });
  return {
    ...simulator,
    usb,
    close: async () => {
      await usb.close();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
      await simulator.close();
    },
  };
}
