/** The few verbs that every transport offers to the port: text frames in both directions, and an end. */

/** Longest frame a port reads, in characters. Page bytes travel by URL, so a longer frame is a mistake or an attack. */
export const maxFrameLength = 1_000_000;

/** Calls and streams that one wire may have open; a page needs about ten. */
export const maxOpenCalls = 256;

export interface Wire {
  send(frame: string): void;
  /** Ends the wire after something that no page of ours sends. Ending twice is harmless. */
  close(): void;
  /** `listener` gets whatever arrived, also what is not a text frame. */
  onFrame(listener: (frame: unknown) => void): void;
  onClose(listener: () => void): void;
}
