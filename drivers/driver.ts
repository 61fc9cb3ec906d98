/** The contract of every scanner driver: find devices, open one, let its pages stream out as they arrive. */
import type {
  DeviceStatus,
  DiscoveredScanner,
  DriverTraits,
  ScannerCapabilities,
  ScannerCertificate,
  ScanRequest,
} from '#shared/device.ts';
import type { ErrorCode } from '#shared/errors.ts';

export type DeviceEvent = { kind: 'added' | 'changed' | 'removed'; scanner: DiscoveredScanner };

/** Which device to open; what the address looks like is the driver's own. */
export type DeviceRef = { address: string };

export type PageResult = {
  /** 0-based within the job. */
  index: number;
  side: 'front' | 'back' | 'unknown';
  /** Path of the finished spool file; it exists only after the end marker was checked, fsync and rename. */
  file: string;
  /** Of the plain page bytes, hex. */
  sha256: string;
  bytes: number;
  mimeType: 'image/jpeg' | 'image/png' | 'image/tiff' | 'image/webp' | 'image/bmp';
  widthPx: number;
  heightPx: number;
  dpi: number | null;
  /** `same-as-previous` (the device sent the same bytes twice), `blank`, `settings-changed:dpi=300`: told, never dropped. */
  warnings: string[];
  /** A small JPEG for the screen in a spool file of its own, made while the page was in memory; null when that failed. */
  thumbnailFile: string | null;
};

/** A file of a watched or imported folder that could not be read. The name is personal data: show it, never log it. */
export type SkippedFile = { name: string; code: ErrorCode };

export type JobSummary = {
  pages: number;
  endedBy: 'end-of-feed' | 'single-page' | 'cancelled';
  /** Only from `folder`: the other files went on, these are left where they were or moved to `unreadable/`. */
  skippedFiles?: SkippedFile[];
  /** `feeder-not-empty`: the device called the job complete, and its feeder says that paper lies there. */
  warnings?: string[];
};

export type Progress = {
  /** `waiting-for-paper`: a watched folder has no file at the moment and goes on looking. */
  phase: 'preparing' | 'warming-up' | 'waiting-for-paper' | 'waiting' | 'transferring' | 'draining';
  page: number;
  fraction: number | null;
};

/**
 * Where a job stands with its paper, on disk before the device is asked to move any. Whoever comes after a process that was killed
 * reads from it which sheet was under way, and how the device's job can be ended.
 */
export interface FeedLog {
  /** The device is about to be asked for a job: from now on a sheet may be in its path. Pages and sides are in the spool already. */
  asking(feed: { duplex: boolean; pages: number; sides: number }): Promise<void>;
  /** The device has the job, under this path. */
  started(jobPath: string): Promise<void>;
  /** So many pages, which are so many sides of paper, are in the spool. */
  received(count: { pages: number; sides: number }): Promise<void>;
  /** No sheet is under way any more: the end of the stack was told, or the device refused before it moved any. */
  settled(): Promise<void>;
  /** The device has let go of the job. */
  givenBack(): Promise<void>;
}

/** What a feed log says of a job. */
export type FeedState = {
  /** `under-way`: a sheet may be in the device's path; `told`: as before, and the spool holds nothing that counts. */
  stage: 'under-way' | 'told' | 'settled';
  /** Sheets that were safe before the device's last job began. */
  sheetsBefore: number;
  duplex: boolean;
  /** Of the device's last job, and durable: files in the spool with a higher index arrived after this was written. */
  pages: number;
  sides: number;
  /** Null while the device has not answered. */
  jobPath: string | null;
  askedAtMs: number;
  /** The device has let go of its last job. */
  givenBack: boolean;
};

/** A job that a process of ours left at the device. `path` is null when it died before the device had answered. */
export type LeftJob = { path: string | null; askedAtMs: number };
/** `imagesScanned`: of the job, as far as the device counts; `free` is false when the device still works on it. */
export type EndedJob = { imagesScanned: number | null; imagesWaiting: number | null; free: boolean };

/** Where a job's pages lie and with which key (32 bytes): both outlive this process, so that delivered pages survive a crash. */
export type SpoolRef = { folder: string; key: Uint8Array };

/** Where a driver puts page bytes. The implementation encrypts with the job's key, fsyncs and renames. */
export interface Spool {
  readonly feed: FeedLog;
  /**
   * Makes one page durable and describes it.
   * @param bytes a complete image file, or a complete PDF (which gives one result per PDF page)
   * @throws AppError `device.corrupt-page` when the header does not decode or the end marker is missing
   */
  write(bytes: Uint8Array, page: { index: number; side: PageResult['side']; dpi: number | null }): Promise<PageResult[]>;
}

export type ScanContext = {
  signal: AbortSignal;
  spool: Spool;
  /** An existing folder for the redacted trace of what this job says on the wire; absent or null = none is written. */
  traceFolder?: string | null;
  onProgress(progress: Progress): void;
};

export interface ScannerDevice {
  capabilities(): Promise<ScannerCapabilities>;
  status(): Promise<DeviceStatus>;
  /**
   * Runs one device job. Pulls the next page only when the consumer asks for it, so feeding never outruns storing.
   * Pages already yielded stay valid when it throws.
   * @throws AppError with a `device.*` code; `details` carries `pagesCommitted`, `phase` and the raw evidence.
   */
  scan(request: ScanRequest, context: ScanContext): AsyncGenerator<PageResult, JobSummary>;
  /** Ends a job that another process of ours left there; absent where a job ends with its process. @throws AppError `device.*` */
  endJob?(left: LeftJob): Promise<EndedJob>;
  close(): Promise<void>;
}

export interface ScannerDriver {
  readonly kind: string;
  /** Reports devices until `signal` aborts; a driver without discovery returns at once. */
  watch(sink: (event: DeviceEvent) => void, signal: AbortSignal): Promise<void>;
  open(ref: DeviceRef, signal: AbortSignal): Promise<ScannerDevice>;
  /** What an encrypted device shows of itself, before anybody trusts it; null for addresses without encryption. */
  certificate?(ref: DeviceRef, signal: AbortSignal): Promise<ScannerCertificate | null>;
}

/** A driver as the list has it: what the host knows of it without loading its program, which may bring native code along. */
export type ListedDriver = {
  readonly kind: string;
  readonly traits: DriverTraits;
  /** Called in the scanners' process only; null for devices that the screen opens itself. */
  readonly load: (() => Promise<ScannerDriver>) | null;
};
