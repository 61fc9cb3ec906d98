/** HTTP/1.1 over one bulk pipe: one request at a time, and every answer read to its end, wanted or not. */
import { setTimeout as wait } from 'node:timers/promises';
import { AppError, isAppError } from '#shared/errors.ts';
import type { EsclRequest, EsclResponse } from '../escl/exchange.ts';
import { UsbFailure, type UsbBulkPipe } from './bulk-pipe.ts';
import { encodeRequest } from './encode-request.ts';
import { ResponseReader } from './response-reader.ts';
import type { UsbTiming } from './usb-timing.ts';

/** Head of an answer, and whole status documents. */
const HEAD_READ_BYTES = 16 * 1024;
/** Larger reads are faster (each costs a round through the kernel): 600 kB of page in two or three. */
const BODY_READ_BYTES = 256 * 1024;
/** Unasked bytes beyond this are no rest of an answer but noise. */
const MAX_STALE_BYTES = 64 * 1024 * 1024;

/** `needs-reset`: out of step, and only a reset of the device can help. */
export type PipeState = 'ready' | 'needs-reset' | 'gone';

/** `finished` when the pipe is free again, which may be long after the answer was given up. */
export type Conversation = { answer: Promise<EsclResponse>; finished: Promise<PipeState> };

export class HttpPipe {
  readonly #pipe: UsbBulkPipe;
  readonly #timing: UsbTiming;
  #abandoned = false;

  constructor(pipe: UsbBulkPipe, timing: UsbTiming) {
    this.#pipe = pipe;
    this.#timing = timing;
  }

  /**
   * Reads away what the device says unasked: after an unplug in mid-page firmware has been seen to go on with the old page.
   * @throws UsbFailure; AppError `device.protocol` when it never falls silent
   */
  async settle(): Promise<void> {
    if (await this.#fallsSilent()) return;
    await this.#pipe.softReset();
    if (!(await this.#fallsSilent())) throw new AppError('device.protocol', { reason: 'never-silent' });
  }

  /** Errors of `answer` are those of Exchange. */
  send(request: EsclRequest): Conversation {
    const { promise: answer, resolve, reject } = Promise.withResolvers<EsclResponse>();
    const turn: Turn = {
      bytes: encodeRequest(request),
      request,
      reader: new ResponseReader(request.maxBytes),
      writing: true,
      drainUntil: null,
      reject,
    };
    if (request.signal?.aborted) return { answer: Promise.reject(new AppError('cancelled')), finished: Promise.resolve('ready') };
    const onAbort = (): void => {
      this.#giveUp(turn, new AppError('cancelled'));
      // Half a request would be worse than an answer that nobody reads.
      if (!turn.writing) this.#pipe.cancel();
    };
    request.signal?.addEventListener('abort', onAbort, { once: true });
    const finished = this.#converse(turn)
      .then((response) => {
        resolve(response);
        return turn.reader.framed ? 'ready' : this.#backInStep();
      })
      .catch((error: unknown) => {
        reject(error);
        return stateAfter(error) ?? this.#backInStep();
      })
      .finally(() => request.signal?.removeEventListener('abort', onAbort));
    return { answer, finished };
  }

  /** Ends what is under way, because the device is about to be closed. */
  abandon(): void {
    this.#abandoned = true;
    this.#pipe.cancel();
  }

  /** The caller goes on at once; the answer is still read to its end, so that the next request does not read it. */
  #giveUp(turn: Turn, reason: AppError): void {
    turn.reject(reason);
    turn.reader.drop();
    turn.drainUntil ??= performance.now() + this.#timing.drainMs;
  }

  async #converse(turn: Turn): Promise<EsclResponse> {
    const { bytes, request, reader } = turn;
    const answerBy = performance.now() + request.headersTimeoutMs;
    let begun = false;
    try {
      await this.#write(bytes, answerBy);
      turn.writing = false;
      while (!reader.done) {
        const piece = await this.#nextPiece(turn, begun ? performance.now() + request.bodyTimeoutMs : answerBy);
        begun = true;
        const before = reader.receivedBytes;
        if (reader.push(piece).length > 0) reader.framed = false;
        const wanted = reader.status === 200 && turn.drainUntil === null;
        if (wanted && reader.receivedBytes > before) request.onBytes?.(reader.receivedBytes, reader.totalBytes);
      }
    } catch (error) {
      throw deviceError(error, begun);
    }
    const { status, headers, body } = reader;
    // A scanner has no reason to send us elsewhere.
    if (status >= 300 && status < 400) throw new AppError('device.protocol', { reason: 'redirect', httpStatus: status });
    return { status, headers: { ...headers }, body };
  }

  /** A late answer is given up first, and waited for once more as one that nobody wants. */
  async #nextPiece(turn: Turn, deadline: number): Promise<Uint8Array> {
    for (;;) {
      const draining = turn.drainUntil !== null;
      try {
        return await this.#read(turn.reader, () => turn.drainUntil ?? deadline);
      } catch (error) {
        if (draining || !isTimeout(error)) throw error;
        this.#giveUp(turn, error);
      }
    }
  }

  async #write(bytes: Uint8Array, deadline: number): Promise<void> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#pipe.cancel();
    }, deadline - performance.now());
    try {
      await this.#pipe.write(bytes);
    } catch (error) {
      throw late ? timeout('write') : error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param deadline asked again after every nudge, because a cancel changes it */
  async #read(reader: ResponseReader, deadline: () => number): Promise<Uint8Array> {
    const maxBytes = readSize(reader, this.#pipe.packetBytes);
    let { nudgeMs, emptyReadPauseMs } = this.#timing;
    // A transfer of exactly the rest ends by itself.
    if (reader.missingBytes !== null) nudgeMs = this.#timing.maxNudgeMs;
    for (;;) {
      const left = deadline() - performance.now();
      if (left <= 0) throw timeout('read');
      const piece = await this.#readFor(maxBytes, Math.min(left, nudgeMs));
      if (piece === null) nudgeMs = Math.min(nudgeMs * 2, this.#timing.maxNudgeMs);
      else if (piece.length > 0) return piece;
      else {
        await wait(Math.max(0, Math.min(emptyReadPauseMs, deadline() - performance.now())));
        emptyReadPauseMs = Math.min(emptyReadPauseMs * 2, this.#timing.maxEmptyReadPauseMs);
      }
    }
  }

  /** null when nothing came in this time. */
  async #readFor(maxBytes: number, patienceMs: number): Promise<Uint8Array | null> {
    if (this.#abandoned) throw new UsbFailure('gone');
    const timer = setTimeout(() => this.#pipe.cancel(), Math.max(1, patienceMs));
    try {
      return await this.#pipe.read(maxBytes);
    } catch (error) {
      if (error instanceof UsbFailure && error.kind === 'cancelled') return null;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #fallsSilent(): Promise<boolean> {
    const end = performance.now() + this.#timing.settleMs;
    let stale = 0;
    for (let empty = 0; performance.now() < end && stale < MAX_STALE_BYTES;) {
      const piece = await this.#readFor(HEAD_READ_BYTES, this.#timing.silenceMs).catch((error: unknown) => {
        // A halted endpoint says nothing until the reset clears it.
        if (error instanceof UsbFailure && error.kind === 'stalled') return undefined;
        throw error;
      });
      if (piece === undefined) return false;
      if (piece === null) return true;
      stale += piece.length;
      // Some devices answer every read with a zero-length packet while they have nothing to say.
      if (piece.length > 0) empty = 0;
      else if (++empty > 3) return true;
      else await wait(this.#timing.emptyReadPauseMs);
    }
    return false;
  }

  /** After an answer that was cut, late or no HTTP: the next request must not read its rest. */
  async #backInStep(): Promise<PipeState> {
    try {
      await this.#pipe.softReset();
      return (await this.#fallsSilent()) ? 'ready' : 'needs-reset';
    } catch (error) {
      return error instanceof UsbFailure && error.kind === 'gone' ? 'gone' : 'needs-reset';
    }
  }
}

type Turn = {
  bytes: Uint8Array;
  request: EsclRequest;
  reader: ResponseReader;
  writing: boolean;
  /** Set when the answer is given up. */
  drainUntil: number | null;
  reject(reason: AppError): void;
};

/** Never more than the answer's rest, so that the transfer ends with it even when no short packet follows. */
function readSize(reader: ResponseReader, packetBytes: number): number {
  if (reader.status === 0) return HEAD_READ_BYTES;
  if (reader.missingBytes === null) return BODY_READ_BYTES;
  return Math.min(BODY_READ_BYTES, Math.ceil(reader.missingBytes / packetBytes) * packetBytes);
}

function isTimeout(error: unknown): error is AppError {
  return isAppError(error) && error.code === 'device.timeout';
}

function timeout(phase: string): AppError {
  return new AppError('device.timeout', { reason: `usb-${phase}` });
}

/**
 * After a timeout the answer may still come, and it would be taken for the answer to the next request: a soft reset is not
 * proof enough that it will not.
 */
function stateAfter(error: unknown): PipeState | null {
  if (!isAppError(error)) return null;
  return error.code === 'device.removed' ? 'gone' : isTimeout(error) ? 'needs-reset' : null;
}

function deviceError(error: unknown, begun: boolean): unknown {
  if (!(error instanceof UsbFailure)) return error;
  if (error.kind === 'gone') return new AppError('device.removed', { reason: 'unplugged' }, error);
  return new AppError(begun ? 'device.transfer-interrupted' : 'device.connection-lost', { reason: `usb-${error.kind}` }, error);
}
