/** The ways in which the USB side of the emulated device can misbehave; those of the scanner itself are in ../faults.ts. */
import { z } from 'zod';

const count = z.number().int().min(0);

const usbFaultSchema = z.discriminatedUnion('kind', [
  /** The cable is pulled when this many bytes have gone to the host since the fault was set. */
  z.object({ kind: z.literal('unplug'), afterBytes: count }),
  /** The IN endpoint halts when this many bytes have gone to the host; once. */
  z.object({ kind: z.literal('stall'), afterBytes: count }),
  /** The rest of an old page lies in the first interface when the host opens it, as after an unplug in mid-page. */
  z.object({ kind: z.literal('stale-bytes'), bytes: count }),
  z.object({ kind: z.literal('slow'), bytesPerSecond: z.number().int().min(1) }),
  /** Nothing tells the end of an answer whose length is a multiple of the packet. */
  z.object({ kind: z.literal('no-zero-packets') }),
  /** So many zero-length packets before every answer. */
  z.object({ kind: z.literal('empty-packets'), times: count }),
  /** Takes requests and answers none until the device is reset. */
  z.object({ kind: z.literal('mute') }),
]);
export type UsbFault = z.infer<typeof usbFaultSchema>;
type FaultOf<Kind extends UsbFault['kind']> = Extract<UsbFault, { kind: Kind }>;

export class UsbFaults {
  #faults: UsbFault[] = [];
  /** Bytes that have gone to the host since the faults were set. */
  #sentBytes = 0;

  /** Replaces all. @throws ZodError */
  set(faults: readonly UsbFault[]): void {
    this.#faults = z.array(usbFaultSchema).parse(faults);
    this.#sentBytes = 0;
  }

  find<Kind extends UsbFault['kind']>(kind: Kind): FaultOf<Kind> | null {
    return (this.#faults.find((fault) => fault.kind === kind) as FaultOf<Kind> | undefined) ?? null;
  }

  remove(kind: UsbFault['kind']): void {
    this.#faults = this.#faults.filter((fault) => fault.kind !== kind);
  }

  /** How many of the next bytes may go before the cable is pulled or the endpoint halts; null without such a fault. */
  allowance(): { fault: 'unplug' | 'stall'; bytes: number } | null {
    const fault = this.find('unplug') ?? this.find('stall');
    return fault && { fault: fault.kind, bytes: Math.max(0, fault.afterBytes - this.#sentBytes) };
  }

  count(bytes: number): void {
    this.#sentBytes += bytes;
  }
}
