/** `node drivers/simulator/usb-ip/main.ts`: the simulated scanner with a USB plug, for `usbip attach -r 127.0.0.1 -b 1-1`. */
import { parseArgs } from 'node:util';
import { startUsbSimulator } from './usb-simulator.ts';
import { BUS_ID } from './usbip-server.ts';

/** The port that every USB/IP client tries. */
const USBIP_PORT = '3240';

const usage = `usage: node drivers/simulator/usb-ip/main.ts [--usbip-port ${USBIP_PORT}] [--pages <folder>] [--ms-per-sheet 1000]`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'usbip-port': { type: 'string', default: USBIP_PORT },
      pages: { type: 'string' },
      'ms-per-sheet': { type: 'string', default: '1000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const [usbIpPort, msPerSheet] = [Number(values['usbip-port']), Number(values['ms-per-sheet'])];
  if (!Number.isInteger(usbIpPort) || !Number.isInteger(msPerSheet)) throw new Error('ports and times are whole numbers');
  const simulator = await startUsbSimulator({ usbIpPort, msPerSheet, ...(values.pages === undefined ? {} : { pages: values.pages }) });
  const { url, controlUrl, usb } = simulator;
  console.log(`USB scanner plugged in: sudo modprobe vhci-hcd && sudo usbip attach -r 127.0.0.1 -b ${BUS_ID}`);
  console.log(JSON.stringify({ url, controlUrl, usbIpPort: usb.port, serialNumber: usb.serialNumber, pid: process.pid }));
  const stop = (): void => void simulator.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  process.exitCode = 2;
});
