/** The words of USB/IP, protocol version 1.1.1 (Linux Documentation/usb/usbip_protocol.rst): all numbers big-endian. */

export const USBIP_VERSION = 0x0111;
export const OP_REQ_DEVLIST = 0x8005;
export const OP_REP_DEVLIST = 0x0005;
export const OP_REQ_IMPORT = 0x8003;
export const OP_REP_IMPORT = 0x0003;
const CMD_SUBMIT = 1;
const CMD_UNLINK = 2;
const RET_SUBMIT = 3;
const RET_UNLINK = 4;

export const OP_HEADER_BYTES = 8;
export const BUSID_BYTES = 32;
export const DEVICE_BYTES = 312;
export const URB_HEADER_BYTES = 48;
const HIGH_SPEED = 3;

/** Linux error numbers, negative as they travel. */
export const STATUS_OK = 0;
export const STATUS_STALL = -32;
export const STATUS_UNLINKED = -104;

export type DeviceRecord = {
  busId: string;
  busNumber: number;
  deviceNumber: number;
  vendorId: number;
  productId: number;
  deviceVersion: number;
  interfaces: readonly { class: number; subclass: number; protocol: number }[];
};

export function encodeOpHeader(code: number, status = 0): Buffer {
  const bytes = Buffer.alloc(OP_HEADER_BYTES);
  bytes.writeUInt16BE(USBIP_VERSION, 0);
  bytes.writeUInt16BE(code, 2);
  bytes.writeUInt32BE(status, 4);
  return bytes;
}

export function decodeOpHeader(bytes: Buffer): { version: number; code: number; status: number } {
  return { version: bytes.readUInt16BE(0), code: bytes.readUInt16BE(2), status: bytes.readUInt32BE(4) };
}

/** struct usbip_usb_device */
export function encodeDevice(device: DeviceRecord): Buffer {
  const bytes = Buffer.alloc(DEVICE_BYTES);
  bytes.write(`/sys/devices/simulator/${device.busId}`, 0, 255, 'latin1');
  bytes.write(device.busId, 256, BUSID_BYTES - 1, 'latin1');
  bytes.writeUInt32BE(device.busNumber, 288);
  bytes.writeUInt32BE(device.deviceNumber, 292);
  bytes.writeUInt32BE(HIGH_SPEED, 296);
  bytes.writeUInt16BE(device.vendorId, 300);
  bytes.writeUInt16BE(device.productId, 302);
  bytes.writeUInt16BE(device.deviceVersion, 304);
  // Class, subclass and protocol are told per interface; configuration 1 of 1 is active.
  bytes.writeUInt8(1, 309);
  bytes.writeUInt8(1, 310);
  bytes.writeUInt8(device.interfaces.length, 311);
  return bytes;
}

/** What follows each device in OP_REP_DEVLIST, but not in OP_REP_IMPORT. */
export function encodeInterfaces(device: DeviceRecord): Buffer {
  return Buffer.from(device.interfaces.flatMap((entry) => [entry.class, entry.subclass, entry.protocol, 0]));
}

export type UrbCommand =
  | { kind: 'submit'; sequence: number; deviceId: number; input: boolean; endpoint: number; length: number; setup: Buffer }
  | { kind: 'unlink'; sequence: number; target: number };

/** @returns null for a command that does not exist: the stream is out of step */
export function decodeCommand(header: Buffer): UrbCommand | null {
  const sequence = header.readUInt32BE(4);
  switch (header.readUInt32BE(0)) {
    case CMD_SUBMIT:
      return {
        kind: 'submit',
        sequence,
        deviceId: header.readUInt32BE(8),
        input: header.readUInt32BE(12) === 1,
        endpoint: header.readUInt32BE(16),
        length: header.readUInt32BE(24),
        setup: Buffer.from(header.subarray(40, 48)),
      };
    case CMD_UNLINK:
      return { kind: 'unlink', sequence, target: header.readUInt32BE(20) };
    default:
      return null;
  }
}

export function encodeSubmit(command: Omit<Extract<UrbCommand, { kind: 'submit' }>, 'kind'>, data: Uint8Array): Buffer {
  const header = Buffer.alloc(URB_HEADER_BYTES);
  header.writeUInt32BE(CMD_SUBMIT, 0);
  header.writeUInt32BE(command.sequence, 4);
  header.writeUInt32BE(command.deviceId, 8);
  header.writeUInt32BE(command.input ? 1 : 0, 12);
  header.writeUInt32BE(command.endpoint, 16);
  header.writeUInt32BE(command.length, 24);
  // No isochronous packets.
  header.writeInt32BE(-1, 32);
  command.setup.copy(header, 40);
  return Buffer.concat([header, data]);
}

export function encodeUnlink(sequence: number, target: number): Buffer {
  const header = Buffer.alloc(URB_HEADER_BYTES);
  header.writeUInt32BE(CMD_UNLINK, 0);
  header.writeUInt32BE(sequence, 4);
  header.writeUInt32BE(target, 20);
  return header;
}

export type UrbAnswer =
  | { kind: 'submitted'; sequence: number; status: number; length: number }
  | { kind: 'unlinked'; sequence: number; status: number };

/** @param length of the data moved; `data` follows only for IN transfers */
export function encodeSubmitted(sequence: number, status: number, length: number, data: Uint8Array): Buffer {
  const header = Buffer.alloc(URB_HEADER_BYTES);
  header.writeUInt32BE(RET_SUBMIT, 0);
  header.writeUInt32BE(sequence, 4);
  header.writeInt32BE(status, 20);
  header.writeUInt32BE(length, 24);
  return Buffer.concat([header, data]);
}

export function encodeUnlinked(sequence: number, status: number): Buffer {
  const header = Buffer.alloc(URB_HEADER_BYTES);
  header.writeUInt32BE(RET_UNLINK, 0);
  header.writeUInt32BE(sequence, 4);
  header.writeInt32BE(status, 20);
  return header;
}

export function decodeAnswer(header: Buffer): UrbAnswer | null {
  const [sequence, status] = [header.readUInt32BE(4), header.readInt32BE(20)];
  switch (header.readUInt32BE(0)) {
    case RET_SUBMIT:
      return { kind: 'submitted', sequence, status, length: header.readUInt32BE(24) };
    case RET_UNLINK:
      return { kind: 'unlinked', sequence, status };
    default:
      return null;
  }
}
