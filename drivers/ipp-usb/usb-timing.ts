/** Every wait of the USB transport, each with the device that needs it. Tests pass shorter ones. */

export type UsbTiming = {
  /** A device just attached boots its HTTP server meanwhile. First try, and the try after a reset. */
  startUpMs: readonly [number, number];
  /** Nothing came for so long: the device has nothing left to say. */
  silenceMs: number;
  /** Reading away what a device says unasked, before it is soft-reset instead. */
  settleMs: number;
  /** An answer that nobody waits for any more is read to its end, because a pipe cannot be hung up. Then the pipe is reset. */
  drainMs: number;
  /**
   * A transfer ends with a short packet, and some devices send none behind an answer of exactly n packets: what came is
   * taken out of a quiet transfer after this time. Doubles up to `maxNudgeMs` while nothing comes.
   */
  nudgeMs: number;
  maxNudgeMs: number;
  /** Zero-length packets in a row: a device that is thinking. Doubles up to `maxEmptyReadPauseMs`. */
  emptyReadPauseMs: number;
  maxEmptyReadPauseMs: number;
  /** How long closing waits for answers under way. */
  closeMs: number;
  /** Without a request for so long, the device is given back: an MFP may be the printer of this desk too. */
  idleMs: number;
};

export const fieldUsbTiming: UsbTiming = {
  startUpMs: [10_000, 20_000],
  silenceMs: 60,
  settleMs: 3_000,
  drainMs: 10_000,
  nudgeMs: 250,
  maxNudgeMs: 2_000,
  emptyReadPauseMs: 10,
  maxEmptyReadPauseMs: 1_000,
  closeMs: 1_000,
  idleMs: 30_000,
};
