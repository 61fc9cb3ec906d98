/** What the end of a `scanimage` run means: its exit code is the SANE_Status, its last words say the rest. */
import { AppError, type ErrorCode } from '#shared/errors.ts';

/** SANE_Status (sane.h) → what a person can do. 5 is EOF, the normal end of a page. */
const codes: Readonly<Record<number, ErrorCode>> = {
  2: 'cancelled',
  3: 'device.busy',
  4: 'device.settings-rejected',
  6: 'device.paper-jam',
  7: 'device.feeder-empty',
  8: 'device.cover-open',
  9: 'device.error',
  10: 'device.error',
  11: 'device.access-denied',
};
const MAX_EVIDENCE_CHARACTERS = 120;
/** What `sane_strstatus` says of each SANE_Status; 5 is the end of the last page. */
const words: Readonly<Record<string, number>> = {
  'Operation not supported': 1,
  'Operation was canceled': 2,
  'Device busy': 3,
  'Invalid argument': 4,
  'Document feeder jammed': 6,
  'Document feeder out of documents': 7,
  'Scanner cover is open': 8,
  'Error during device I/O': 9,
  'Out of memory': 10,
  'Access to resource has been denied': 11,
};

/** The exit code that `scanimage` would end with after these lines; 0 when it complained of nothing. */
export function codeSaid(lines: readonly string[]): number {
  const [, said] = /^scanimage: sane_(?:start|read): (.+)$/.exec(lines.findLast((line) => /sane_(start|read): /.test(line)) ?? '') ?? [];
  return said === undefined ? 0 : (words[said] ?? 9);
}

export const isOutOfDocuments = (code: number | null, lines: readonly string[]): boolean =>
  (code === 0 || code === 7) && lines.some((line) => /out of documents/i.test(line));

/** @param lines of stderr */
export function saneError(code: number | null, lines: readonly string[], pagesCommitted: number): AppError {
  const last = lines.findLast((line) => /^(scanimage|sane_)/.test(line)) ?? '';
  const evidence = { pagesCommitted, phase: 'transferring', saneStatus: code, message: withoutNames(last) };
  return new AppError(codeOf(code, lines), evidence);
}

function codeOf(code: number | null, lines: readonly string[]): ErrorCode {
  const text = lines.join('\n');
  // Exit code 1 is also used for a device that is not there and for an option that it does not have.
  if (/open of device .* failed: Device busy/i.test(text)) return 'device.busy';
  if (/open of device .* failed: Access to resource has been denied/i.test(text)) return 'device.access-denied';
  if (/open of device .* failed|no SANE devices found/i.test(text)) return 'device.offline';
  if (code === 1) return 'device.settings-rejected';
  return codes[code ?? -1] ?? 'device.error';
}

/** Device names hold addresses and serial numbers. */
function withoutNames(line: string): string {
  return line.replace(/device [^ ]+ /, 'device … ').slice(0, MAX_EVIDENCE_CHARACTERS);
}
