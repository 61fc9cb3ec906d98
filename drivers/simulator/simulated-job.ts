/** One job of the simulated scanner. */
import type { ScanRequest } from '#shared/device.ts';
import type { RenderedPage } from './render-page.ts';
import type { Sheet } from './sheets.ts';

export type JobSettings = ScanRequest & { region: NonNullable<ScanRequest['region']> };

export type SimulatedJob = {
  readonly id: string;
  readonly path: string;
  readonly settings: JobSettings;
  readonly createdAt: number;
  state: 'Processing' | 'Completed' | 'Canceled' | 'Aborted';
  reason: 'JobScanning' | 'JobCompletedSuccessfully' | 'JobCanceledByUser' | 'AbortedBySystem';
  /** Images handed out. */
  pages: number;
  /** Sides of the sheet in the paper path that are still to be sent; null is a blank side. */
  sides: (string | null)[];
  /** Sheets that were pulled before anybody asked for them; null on a device that does not do so. */
  ahead: { sheets: Sheet[]; pulling: boolean } | null;
  /** Refusals already given before the coming page. */
  refusals: number;
  /** Until when the coming page is not ready, on a device that says 404 meanwhile. */
  lateUntil: number | null;
  /** When the motor has the next sheet through, in milliseconds of the device's clock, as all times here. */
  nextSheetAt: number;
  lastPage: RenderedPage | null;
  lastRequestAt: number;
};
