/** What the emulated device tells about itself: an MFP with two IPP-over-USB interfaces behind the legacy printer setting. */

/** The numbers of Linux' own test gadget: no driver and no quirk list knows them. */
export const VENDOR_ID = 0x1d6b;
export const PRODUCT_ID = 0x0104;
export const DEVICE_VERSION = 0x0100;
/** Bytes of a bulk packet at high speed. */
export const PACKET_BYTES = 512;
/** A device of one interface only cannot cancel during a page; most have two or three. */
export const INTERFACE_COUNT = 2;
/** Setting 0 is the old printer protocol 7/1/2, which `usblp` takes; setting 1 is HTTP. */
export const HTTP_SETTING = 1;

const PRINTER_CLASS = 7;
const MANUFACTURER = 'Intake Desk';
const PRODUCT = 'Simulated USB Scanner';

/** USB 2.0, 9.6.1 */
export function deviceDescriptor(): Buffer {
  const bytes = Buffer.from([18, 1, 0x00, 0x02, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 1, 2, 3, 1]);
  bytes.writeUInt16LE(VENDOR_ID, 8);
  bytes.writeUInt16LE(PRODUCT_ID, 10);
  bytes.writeUInt16LE(DEVICE_VERSION, 12);
  return bytes;
}

/** USB 2.0, 9.6.2: asked for by hosts because a high-speed device might also run at full speed. */
export function deviceQualifier(): Buffer {
  return Buffer.from([10, 6, 0x00, 0x02, 0, 0, 0, 64, 1, 0]);
}

/** USB 2.0, 9.6.3, with all interfaces, settings and endpoints. */
export function configurationDescriptor(): Buffer {
  const settings = Array.from({ length: INTERFACE_COUNT }, (_, number) => [setting(number, 0, 2), setting(number, HTTP_SETTING, 4)]).flat(
    2,
  );
  const selfPowered = 0xc0;
  const bytes = Buffer.from([9, 2, 0, 0, INTERFACE_COUNT, 1, 0, selfPowered, 1, ...settings]);
  bytes.writeUInt16LE(bytes.length, 2);
  return bytes;
}

function setting(number: number, alternate: number, protocol: number): number[] {
  const endpoint = (address: number): number[] => [7, 5, address, 2, PACKET_BYTES & 0xff, PACKET_BYTES >> 8, 0];
  return [9, 4, number, alternate, 2, PRINTER_CLASS, 1, protocol, 0, ...endpoint(0x01 + number), ...endpoint(0x81 + number)];
}

/** Null for a string that does not exist. */
export function stringDescriptor(index: number, serialNumber: string): Buffer | null {
  const english = Buffer.from([4, 3, 0x09, 0x04]);
  if (index === 0) return english;
  const text = [MANUFACTURER, PRODUCT, serialNumber][index - 1];
  if (text === undefined) return null;
  const letters = Buffer.from(text, 'utf16le');
  return Buffer.concat([Buffer.from([letters.length + 2, 3]), letters]);
}

/** IEEE 1284 device ID with its own big-endian length, as GET_DEVICE_ID of the printer class answers it. */
export function deviceId(serialNumber: string): Buffer {
  const text = `MFG:${MANUFACTURER};MDL:${PRODUCT};CLS:PRINTER;CMD:JPEG,PDF;SN:${serialNumber};`;
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length + 2);
  return Buffer.concat([length, Buffer.from(text, 'latin1')]);
}

/** One entry per interface in its first setting, as a USB/IP device list shows it. */
export const listedInterfaces = Array.from({ length: INTERFACE_COUNT }, () => ({ class: PRINTER_CLASS, subclass: 1, protocol: 2 }));
