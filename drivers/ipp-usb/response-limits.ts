/** How much framing an answer over USB may have before the device counts as broken. */

/** Status line and headers together; real scanners need under 1 kB. */
export const MAX_HEAD_BYTES = 32 * 1024;
export const MAX_HEADERS = 100;
/** Chunk-size lines and trailers beyond the size of the body itself, so that tiny chunks with long extensions end. */
export const MAX_FRAMING_BYTES = 1024 * 1024;
/** `100 Continue` and its like before the answer; nobody asks for them, some devices send one. */
export const MAX_INTERIM_ANSWERS = 5;
/** Line ends left over from the answer before (RFC 9112, 2.2). */
export const MAX_LEADING_EMPTY_LINES = 4;
