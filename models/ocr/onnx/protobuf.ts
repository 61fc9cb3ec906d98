/** Reads and writes the wire format of protocol buffers: fields by number, values as they lie in the file. */

/** A varint is a bigint, everything else its bytes (fixed 32, fixed 64, or a length-delimited value without its length). */
export type WireField = { number: number; wireType: 0 | 1 | 2 | 5; value: bigint | Uint8Array };

/** @throws RangeError when the bytes end within a field or use a wire type that has gone out of use */
export function readFields(bytes: Uint8Array): WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('a number without an end');
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('a field without an end');
    return bytes.subarray(at, (at += length));
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = Math.floor(tag / 8);
    const wireType = tag & 7;
    if (wireType === 0) fields.push({ number, wireType, value: varint() });
    else if (wireType === 1) fields.push({ number, wireType, value: take(8) });
    else if (wireType === 2) fields.push({ number, wireType, value: take(Number(varint())) });
    else if (wireType === 5) fields.push({ number, wireType, value: take(4) });
    else throw new RangeError(`wire type ${wireType}`);
  }
  return fields;
}

export function writeFields(fields: readonly WireField[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { number, wireType, value } of fields) {
    parts.push(varintBytes(BigInt(number * 8 + wireType)));
    if (typeof value === 'bigint') parts.push(varintBytes(value));
    else if (wireType === 2) parts.push(varintBytes(BigInt(value.length)), value);
    else parts.push(value);
  }
  return joined(parts);
}

function varintBytes(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(rest)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The numbers of a repeated varint field, packed or not. */
export function readVarints(fields: readonly WireField[], number: number): bigint[] {
  return fields
    .filter((field) => field.number === number)
    .flatMap(({ value }) => (typeof value === 'bigint' ? [value] : readPacked(value)));
}

function readPacked(bytes: Uint8Array): bigint[] {
  const values: bigint[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (byte >= 0x80) continue;
    values.push(BigInt.asUintN(64, value));
    value = shift = 0n;
  }
  return values;
}
