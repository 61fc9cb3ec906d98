/** Offers the emulated device over USB/IP, so that a kernel (vhci_hcd) or a test can attach it like a real one. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DEVICE_VERSION, listedInterfaces, PRODUCT_ID, VENDOR_ID } from './printer-descriptors.ts';
import {
  BUSID_BYTES,
  decodeCommand,
  decodeOpHeader,
  encodeDevice,
  encodeInterfaces,
  encodeOpHeader,
  encodeSubmitted,
  encodeUnlinked,
  OP_HEADER_BYTES,
  OP_REP_DEVLIST,
  OP_REP_IMPORT,
  OP_REQ_DEVLIST,
  OP_REQ_IMPORT,
  URB_HEADER_BYTES,
  USBIP_VERSION,
  type DeviceRecord,
} from './protocol.ts';
import { SocketBytes } from './socket-bytes.ts';
import { UsbFaults } from './usb-faults.ts';
import { UsbPrinter } from './usb-printer.ts';

export const BUS_ID = '1-1';
/** More than any host sends in one transfer; a larger number is a stream out of step. */
const MAX_TRANSFER_BYTES = 16 * 1024 * 1024;

export type UsbIpServer = {
  port: number;
  serialNumber: string;
  faults: UsbFaults;
  /** Pulls the cable; a plugged device can be attached again by the host. */
  unplug(): void;
  plugIn(): void;
  close(): Promise<void>;
};

export type UsbIpOptions = {
  /** 0 = any free port; 3240 is what `usbip attach` expects. */ port?: number;
  httpPort: number;
  serialNumber: string;
};

const record: DeviceRecord = {
  busId: BUS_ID,
  busNumber: 1,
  deviceNumber: 2,
  vendorId: VENDOR_ID,
  productId: PRODUCT_ID,
  deviceVersion: DEVICE_VERSION,
  interfaces: listedInterfaces,
};

class UsbIpDevice {
  readonly faults = new UsbFaults();
  readonly #options: UsbIpOptions;
  readonly #sockets = new Set<Socket>();
  /** A device has one host at a time. */
  #host: Socket | null = null;
  #plugged = true;

  constructor(options: UsbIpOptions) {
    this.#options = options;
  }

  setPlugged(plugged: boolean): void {
    this.#plugged = plugged;
    if (!plugged) this.#host?.destroy();
  }

  closeAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    const bytes = new SocketBytes(socket);
    const header = await bytes.take(OP_HEADER_BYTES);
    const { version, code } = header ? decodeOpHeader(header) : { version: 0, code: 0 };
    if (version === USBIP_VERSION && code === OP_REQ_DEVLIST) socket.end(this.#deviceList());
    else if (version === USBIP_VERSION && code === OP_REQ_IMPORT) await this.#import(socket, bytes);
    else socket.destroy();
  }

  #deviceList(): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.#plugged ? 1 : 0);
    const device = this.#plugged ? [encodeDevice(record), encodeInterfaces(record)] : [];
    return Buffer.concat([encodeOpHeader(OP_REP_DEVLIST), count, ...device]);
  }

  async #import(socket: Socket, bytes: SocketBytes): Promise<void> {
    const busId = (await bytes.take(BUSID_BYTES))?.toString('latin1').replace(/\0.*$/s, '');
    const free = this.#plugged && busId === BUS_ID && (this.#host === null || this.#host.destroyed);
    if (!free) return void socket.end(encodeOpHeader(OP_REP_IMPORT, 1));
    this.#host = socket;
    socket.write(Buffer.concat([encodeOpHeader(OP_REP_IMPORT), encodeDevice(record)]));
    const printer = new UsbPrinter({
      ...this.#options,
      faults: this.faults,
      answer: (sequence, status, length, data) => {
        if (!socket.destroyed) socket.write(encodeSubmitted(sequence, status, length, data));
      },
      unplug: () => this.setPlugged(false),
    });
    try {
      await serveTransfers(socket, bytes, printer);
    } finally {
      printer.close();
      socket.destroy();
      if (this.#host === socket) this.#host = null;
    }
  }
}

async function serveTransfers(socket: Socket, bytes: SocketBytes, printer: UsbPrinter): Promise<void> {
  for (;;) {
    const header = await bytes.take(URB_HEADER_BYTES);
    const command = header && decodeCommand(header);
    if (!command) return;
    if (command.kind === 'unlink') {
      const status = printer.unlink(command.target);
      socket.write(encodeUnlinked(command.sequence, status));
      continue;
    }
    if (command.length > MAX_TRANSFER_BYTES) return;
    const data = command.input ? Buffer.alloc(0) : await bytes.take(command.length);
    if (!data) return;
    printer.submit(command, data);
  }
}

/** Loopback only, like the simulator. @throws Error when the port is taken */
export async function startUsbIpServer(options: UsbIpOptions): Promise<UsbIpServer> {
  const device = new UsbIpDevice(options);
  const server: Server = createServer((socket) => void device.serve(socket).catch(() => socket.destroy()));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    serialNumber: options.serialNumber,
    faults: device.faults,
    unplug: () => device.setPlugged(false),
    plugIn: () => device.setPlugged(true),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        device.closeAll();
      }),
  };
}
