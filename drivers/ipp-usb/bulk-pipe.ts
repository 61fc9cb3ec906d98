/** The wall between IPP-over-USB and the USB library: which devices there are, and each interface as one byte pipe. */

/**
 * The bulk OUT and bulk IN endpoint of one IPP-over-USB interface (class 7/1/4): bytes go out, bytes come in, in order.
 * At most one read and one write are pending at a time.
 */
export interface UsbBulkPipe {
  /** wMaxPacketSize of the IN endpoint; reads ask for multiples of it. */
  readonly packetBytes: number;
  /**
   * What the device sends next, at most `maxBytes`; empty for a zero-length packet.
   * @throws UsbFailure; `cancelled` only when no byte had arrived
   */
  read(maxBytes: number): Promise<Uint8Array>;
  /** Resolves when the device took all bytes. @throws UsbFailure */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the pending read and write; a read that holds bytes already resolves with them. */
  cancel(): void;
  /** SOFT_RESET of the printer class (USB printer class 1.1, 4.2.3): the device drops what it was about to say; halts are cleared. */
  softReset(): Promise<void>;
}

/** An opened device with its IPP-over-USB interfaces claimed. */
export interface UsbConnection {
  /** One per interface; each carries one request at a time, all in parallel. At least one. */
  readonly pipes: readonly UsbBulkPipe[];
  /** Resets the whole device; afterwards close and open it again. */
  reset(): Promise<void>;
  /** Cancels what is pending and gives the interfaces back; never throws. */
  close(): Promise<void>;
}

export type UsbPrinter = {
  vendorId: number;
  productId: number;
  /** null when the device tells none. */
  serialNumber: string | null;
  /** Manufacturer and product, as the device tells them. */
  name: string;
  busNumber: number;
  deviceAddress: number;
  interfaces: readonly IppInterface[];
};

/** An interface that speaks HTTP, with the alternate setting in which it does. */
export type IppInterface = {
  number: number;
  alternate: number;
  /** More than one setting exists, so ours must be chosen. */
  hasAlternates: boolean;
  inEndpoint: number;
  outEndpoint: number;
  packetBytes: number;
};

export interface UsbBus {
  /** The attached devices that speak IPP-over-USB; empty where there is no USB. */
  list(): Promise<UsbPrinter[]>;
  /** Calls `onChange` whenever the list may have changed, until the signal aborts. */
  watch(onChange: () => void, signal: AbortSignal): Promise<void>;
  /** @throws UsbFailure */
  open(printer: UsbPrinter): Promise<UsbConnection>;
}

/**
 * `gone` = unplugged or switched off, `stalled` = the endpoint halted, `access` = no permission,
 * `busy` = another program has claimed it, `failed` = anything else that the bus reports.
 */
export type UsbFailureKind = 'gone' | 'cancelled' | 'stalled' | 'access' | 'busy' | 'failed';

export class UsbFailure extends Error {
  override readonly name = 'UsbFailure';
  readonly kind: UsbFailureKind;

  constructor(kind: UsbFailureKind, cause?: unknown) {
    super(kind, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }
}
