/** Every wait of the eSCL client, each with the device that needs it. Tests pass shorter ones. */

export type EsclTiming = {
  /** A healthy device answers ScannerStatus in well under a second; sleeping Wi-Fi MFPs need most of these five. */
  statusTimeoutMs: number;
  /** ScanJobs may wake the scanner unit: cold-started office MFPs take 20 s to answer. */
  createTimeoutMs: number;
  /**
   * Headers of NextDocument come only when the page is scanned: 600 dpi colour on small flatbeds passes one minute.
   * So long is also asked again while it says 404 and the job still runs (Xerox B205, Brother DCP-L2710DW).
   */
  nextDocumentTimeoutMs: number;
  /** Silence inside a body; Wi-Fi devices stall while the lamp recalibrates. */
  bodyTimeoutMs: number;
  /** For a whole page, however it trickles: 600 dpi colour over a weak Wi-Fi takes three minutes. */
  pageTimeoutMs: number;
  deleteTimeoutMs: number;
  /** Pause between retries when the device names none in Retry-After. */
  retryDelayMs: number;
  /** A device that asks for minutes is not worth waiting for at a counter. */
  maxRetryAfterMs: number;
  /** 503 on ScanJobs: another program scans, or the lamp warms up. Ten seconds, as sane-airscan waits too. */
  createTries: number;
  /** 503 on NextDocument: HP LaserJet MFP M28w answers it for up to a minute before its first page. */
  nextDocumentTries: number;
  /** Devices that just wake up answer ScannerStatus with 503 or a page of their web server. */
  confusedTries: number;
  /** How often a device that cannot be reached in the middle of a job is tried again: a laptop changes access points in some ten seconds. */
  blipTries: number;
  /** Longest pause before NextDocument for the devices whose quirk asks for one. */
  maxNextDocumentDelayMs: number;
  /** After a cancel: how long to watch the device return to Idle before the next job may start. */
  drainMs: number;
};

export const fieldTiming: EsclTiming = {
  statusTimeoutMs: 5_000,
  createTimeoutMs: 30_000,
  nextDocumentTimeoutMs: 120_000,
  bodyTimeoutMs: 60_000,
  pageTimeoutMs: 600_000,
  deleteTimeoutMs: 3_000,
  retryDelayMs: 1_000,
  maxRetryAfterMs: 30_000,
  createTries: 10,
  nextDocumentTries: 60,
  confusedTries: 5,
  blipTries: 15,
  maxNextDocumentDelayMs: 1_000,
  drainMs: 15_000,
};
