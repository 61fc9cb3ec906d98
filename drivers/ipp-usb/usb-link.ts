/** The way to one USB scanner: opens it when it is needed, wakes it up, and opens it anew after a reset or a replug. */
import { AppError, isAppError } from '#shared/errors.ts';
import type { EsclRequest, EsclResponse } from '../escl/exchange.ts';
import { throwIfCancelled, untilCancelled } from '../escl/pause.ts';
import { UsbFailure, type UsbBus, type UsbConnection, type UsbPrinter } from './bulk-pipe.ts';
import { isAt, type UsbAddress } from './device-address.ts';
import { HttpPipe, type PipeState } from './http-pipe.ts';
import { PipePool } from './pipe-pool.ts';
import { UDEV_RULE_FILE, udevRule } from './udev-rule.ts';
import type { UsbTiming } from './usb-timing.ts';

type Open = { connection: UsbConnection; pool: PipePool; /** It answered once. */ awake: boolean };

export type UsbLinkOptions = {
  bus: UsbBus;
  address: UsbAddress;
  /** Asked when the device is opened: its answer, whatever it says, shows that the pipes work. */
  probePath: string;
  timing: UsbTiming;
};

/** Any scanner's status document fits. */
const MAX_PROBE_BYTES = 1024 * 1024;

export class UsbLink {
  readonly #options: UsbLinkOptions;
  #open: Promise<Open> | null = null;
  /** The last connection must be gone before the next begins, because an interface has one owner. */
  #closing: Promise<void> = Promise.resolve();
  #mustReset = false;
  #underWay = 0;
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: UsbLinkOptions) {
    this.#options = options;
  }

  /** See Exchange. @throws AppError also `device.removed`, `device.access-denied` with the udev rule, `device.busy` (claimed) */
  readonly exchange = async (request: EsclRequest): Promise<EsclResponse> => {
    throwIfCancelled(request.signal);
    if (this.#closed) throw new AppError('device.offline', { reason: 'closed' });
    clearTimeout(this.#idle);
    this.#underWay++;
    try {
      return await this.#send(request);
    } finally {
      if (--this.#underWay === 0 && !this.#closed) this.#idle = setTimeout(() => void this.#letGo(), this.#options.timing.idleMs).unref();
    }
  };

  /** Gives the interfaces back to the system. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    await this.#letGo();
  }

  async #send(request: EsclRequest): Promise<EsclResponse> {
    this.#open ??= this.#connect();
    const { pool } = await (request.signal ? untilCancelled(this.#open, request.signal) : this.#open);
    // A DELETE that waits for the pipe of a cancelled page must not give up before that page is drained.
    const { drainMs } = this.#options.timing;
    return pool.exchange(request, request.method === 'GET' ? request.headersTimeoutMs : Math.max(request.headersTimeoutMs, drainMs));
  }

  async #letGo(): Promise<void> {
    const open = await this.#open?.catch(() => null);
    // Somebody asked in the same moment in which it became idle.
    if (!this.#closed && this.#underWay > 0) return;
    await open?.pool.close(this.#options.timing.closeMs);
    await this.#closing;
  }

  #connect(): Promise<Open> {
    const connecting = this.#closing.then(() => this.#wakeUp());
    connecting.catch(() => {
      if (this.#open === connecting) this.#open = null;
    });
    return connecting;
  }

  async #wakeUp(): Promise<Open> {
    const { startUpMs } = this.#options.timing;
    try {
      return await this.#tryOpen(startUpMs[0]);
    } catch (error) {
      if (isAppError(error) && !['device.timeout', 'device.protocol', 'device.connection-lost'].includes(error.code)) throw error;
      // Firmware that was left in the middle of something by its last owner comes back with a reset of the port.
      this.#mustReset = true;
      return this.#tryOpen(startUpMs[1]);
    }
  }

  async #tryOpen(deadlineMs: number): Promise<Open> {
    const { bus, address, probePath, timing } = this.#options;
    if (this.#mustReset) await this.#reset();
    const printer = await this.#find();
    const connection = await bus.open(printer).catch((error: unknown) => Promise.reject(openError(error, printer)));
    const pipes = connection.pipes.map((pipe) => new HttpPipe(pipe, timing));
    const open: Open = { connection, pool: new PipePool(pipes, (state) => this.#retire(open, state)), awake: false };
    try {
      await Promise.all(pipes.map((pipe) => pipe.settle()));
      const probe = { method: 'GET' as const, path: probePath, headersTimeoutMs: deadlineMs, bodyTimeoutMs: deadlineMs };
      await open.pool.exchange({ ...probe, maxBytes: MAX_PROBE_BYTES }, deadlineMs);
      open.awake = true;
      return open;
    } catch (error) {
      await open.pool.close(0);
      await connection.close();
      throw error instanceof UsbFailure ? openError(error, address) : error;
    }
  }

  async #find(): Promise<UsbPrinter> {
    const { bus, address } = this.#options;
    const printer = (await bus.list()).find((candidate) => isAt(candidate, address));
    if (!printer) throw new AppError('device.offline', { reason: 'not-attached' });
    return printer;
  }

  /** Opened only to be reset: claims and settings do not survive it. */
  async #reset(): Promise<void> {
    const printer = await this.#find();
    const connection = await this.#options.bus.open(printer).catch((error: unknown) => Promise.reject(openError(error, printer)));
    await connection.reset().catch(() => undefined);
    await connection.close();
    this.#mustReset = false;
  }

  /** The next request opens the device anew. */
  #retire(open: Open, state: PipeState): void {
    if (!open.awake) return;
    this.#mustReset = state === 'needs-reset';
    this.#open = null;
    const { closeMs } = this.#options.timing;
    this.#closing = this.#closing.then(() => open.pool.close(closeMs)).then(() => open.connection.close());
  }
}

function openError(error: unknown, device: Pick<UsbAddress, 'vendorId' | 'productId'>): unknown {
  if (!(error instanceof UsbFailure)) return error;
  switch (error.kind) {
    case 'gone':
      return new AppError('device.offline', { reason: 'not-attached' }, error);
    case 'access':
      return new AppError(
        'device.access-denied',
        { reason: 'usb-permission', udevRule: udevRule(device), udevRuleFile: UDEV_RULE_FILE },
        error,
      );
    case 'busy':
      // On most desktops this is the ipp-usb service, which offers the same device on 127.0.0.1.
      return new AppError('device.busy', { reason: 'claimed-by-another-program' }, error);
    default:
      return new AppError('device.connection-lost', { reason: `usb-${error.kind}` }, error);
  }
}
