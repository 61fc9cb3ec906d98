/** The words of eSCL (Mopria Alliance, scan schema 2011/05/03) and what each means in this program. */
import type { DeviceStatus, ScanRequest, ScannerCapabilities } from '#shared/device.ts';
import type { ErrorCode } from '#shared/errors.ts';

export type ColorMode = ScanRequest['colorMode'];
export type FeederState = NonNullable<DeviceStatus['feeder']>;
export type InputCapabilities = NonNullable<ScannerCapabilities['platen']>;

const colorModeNames: readonly (readonly [ColorMode, string])[] = [
  ['color', 'RGB24'],
  ['gray', 'Grayscale8'],
  ['lineart', 'BlackAndWhite1'],
];

export function colorModeName(mode: ColorMode): string {
  return colorModeNames.find(([ours]) => ours === mode)?.[1] ?? 'RGB24';
}

/** null for modes that this program does not use (RGB48, Grayscale16). */
export function colorModeFromName(name: string): ColorMode | null {
  return colorModeNames.find(([, theirs]) => theirs === name)?.[0] ?? null;
}

/** `error` is null for states in which feeding can go on or end naturally. */
const adfStates: Readonly<Record<string, { feeder: FeederState; error: ErrorCode | null }>> = {
  ScannerAdfLoaded: { feeder: 'loaded', error: null },
  // Misspelt so by NAPS2's eSCL server.
  ScannedAdfLoaded: { feeder: 'loaded', error: null },
  ScannerAdfEmpty: { feeder: 'empty', error: null },
  // Kyocera reports this while feeding.
  ScannerAdfProcessing: { feeder: 'processing', error: null },
  ScannerAdfJam: { feeder: 'jam', error: 'device.paper-jam' },
  // eSCL before 2.0.
  ScannerAdfDoorOpen: { feeder: 'cover-open', error: 'device.cover-open' },
  ScannerAdfHatchOpen: { feeder: 'cover-open', error: 'device.cover-open' },
  ScannerAdfMispick: { feeder: 'mispick', error: 'device.mispick' },
  ScannerAdfMultipickDetected: { feeder: 'multi-feed', error: 'device.multi-feed' },
  ScannerAdfDuplexPageTooShort: { feeder: 'error', error: 'device.page-size' },
  ScannerAdfDuplexPageTooLong: { feeder: 'error', error: 'device.page-size' },
  ScannerAdfInputTrayFailed: { feeder: 'error', error: 'device.error' },
  ScannerAdfInputTrayOverloaded: { feeder: 'overload', error: 'device.feeder-overload' },
};

export function feederState(adfState: string | null): FeederState | null {
  return adfState === null ? null : (adfStates[adfState]?.feeder ?? 'error');
}

/** What the operator has to mend; null when the feeder itself is well, or says nothing we know. */
export function feederError(adfState: string | null): ErrorCode | null {
  return adfState === null ? null : (adfStates[adfState]?.error ?? null);
}

const scannerStates: Readonly<Record<string, DeviceStatus['state']>> = {
  Idle: 'idle',
  Processing: 'processing',
  Testing: 'warming-up',
  Stopped: 'stopped',
  Down: 'down',
};

/** An unknown state counts as stopped: a person should look at the device. */
export function scannerState(name: string | null): DeviceStatus['state'] {
  return scannerStates[name ?? ''] ?? 'stopped';
}
