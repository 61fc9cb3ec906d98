/** Finds the IPP-over-USB interfaces in a device's own description. */
import type { IppInterface } from './bulk-pipe.ts';

const CONFIGURATION = 2;
const INTERFACE = 4;
const ENDPOINT = 5;
const TRANSFER_TYPE = 0x03;
const BULK = 2;
const DIRECTION_IN = 0x80;

/** Class, subclass, protocol. */
const IPP_OVER_USB = [7, 1, 4];
/** HP's own number for the same protocol on older models. */
const HP_IPP_OVER_USB = [0xff, 9, 1];
const HP = 0x03f0;

type Setting = { number: number; alternate: number; speaks: boolean; endpoints: { address: number; packetBytes: number }[] };

export type DeviceIds = { vendorId: number; productId: number };

/** @param bytes a device descriptor (USB 2.0, 9.6.1), what follows is ignored; null when it is none */
export function parseDeviceIds(bytes: Uint8Array): DeviceIds | null {
  if (bytes.length < 18 || bytes[0] !== 18 || bytes[1] !== 1) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { vendorId: view.getUint16(8, true), productId: view.getUint16(10, true) };
}

/**
 * @param bytes configuration descriptors (USB 2.0, 9.6.3) with or without the device descriptor before them; only the first counts
 * @returns one entry per interface, with the setting that speaks HTTP; descriptors that make no sense end the search
 */
export function findIppInterfaces(bytes: Uint8Array, vendorId: number): IppInterface[] {
  const settings = parseSettings(bytes, vendorId);
  const found: IppInterface[] = [];
  for (const { number, alternate, speaks, endpoints } of settings) {
    const input = endpoints.find(({ address }) => address & DIRECTION_IN);
    const output = endpoints.find(({ address }) => !(address & DIRECTION_IN));
    if (!speaks || !input || !output || found.some((known) => known.number === number)) continue;
    found.push({
      number,
      alternate,
      hasAlternates: settings.filter((other) => other.number === number).length > 1,
      inEndpoint: input.address,
      outEndpoint: output.address,
      packetBytes: input.packetBytes,
    });
  }
  return found;
}

function parseSettings(bytes: Uint8Array, vendorId: number): Setting[] {
  const settings: Setting[] = [];
  let configurations = 0;
  for (let at = 0; at + 2 <= bytes.length;) {
    const length = bytes[at] ?? 0;
    const type = bytes[at + 1];
    const field = (offset: number): number => bytes[at + offset] ?? 0;
    if (length < 2 || at + length > bytes.length) break;
    if (type === CONFIGURATION && ++configurations > 1) break;
    if (type === INTERFACE && length >= 9)
      settings.push({ number: field(2), alternate: field(3), speaks: speaksHttp([field(5), field(6), field(7)], vendorId), endpoints: [] });
    if (type === ENDPOINT && length >= 7 && (field(3) & TRANSFER_TYPE) === BULK) {
      const packetBytes = (field(4) | (field(5) << 8)) & 0x7ff;
      if (packetBytes > 0) settings.at(-1)?.endpoints.push({ address: field(2), packetBytes });
    }
    at += length;
  }
  return settings;
}

function speaksHttp(numbers: readonly number[], vendorId: number): boolean {
  const is = (wanted: readonly number[]): boolean => wanted.every((value, index) => numbers[index] === value);
  return is(IPP_OVER_USB) || (vendorId === HP && is(HP_IPP_OVER_USB));
}
