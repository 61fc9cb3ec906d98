/** Makes a scan request fit what the device offers, and says what had to be changed. */
import type { ScanRequest } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import type { EsclCapabilities } from './capabilities.ts';
import type { Quirks } from './quirks.ts';
import type { ScanSettings } from './scan-settings.ts';
import type { ColorMode, InputCapabilities } from './vocabulary.ts';

export type FittedSettings = {
  settings: ScanSettings;
  /** e.g. `settings-changed:dpi=300`; carried by every page of the job. */
  changes: string[];
};

/** What to offer instead of a mode that the device lacks; more information is always better than less. */
const substitutes: Readonly<Record<ColorMode, readonly ColorMode[]>> = {
  color: ['color', 'gray', 'lineart'],
  gray: ['gray', 'color', 'lineart'],
  lineart: ['lineart', 'gray', 'color'],
};

/** @throws AppError `device.settings-rejected` when the device has no such source */
export function fitSettings(request: ScanRequest, capabilities: EsclCapabilities, quirks: Quirks): FittedSettings {
  const input = request.source === 'feeder' ? capabilities.feeder : capabilities.platen;
  if (!input) throw new AppError('device.settings-rejected', { setting: 'source', source: request.source });
  const duplex = request.source === 'feeder' && request.duplex && (capabilities.feeder?.duplex ?? false);
  const settings: ScanSettings = {
    ...request,
    duplex,
    dpi: fitDpi(request.dpi, input.resolutions, quirks.maxDpi),
    colorMode: substitutes[request.colorMode].find((mode) => input.colorModes.includes(mode)) ?? request.colorMode,
    // Every eSCL device offers JPEG; PDF is optional.
    format: input.formats.includes(request.format) ? request.format : 'image/jpeg',
    region: fitRegion(request.region, input),
  };
  const asked = { ...request, duplex: request.source === 'feeder' && request.duplex };
  const changed = (['dpi', 'colorMode', 'format', 'duplex'] as const).filter((key) => settings[key] !== asked[key]);
  return { settings, changes: changed.map((key) => settingChange(key, settings[key])) };
}

export function settingChange(key: string, value: string | number | boolean): string {
  return `settings-changed:${key}=${value}`;
}

function fitDpi(asked: number, offered: readonly number[], maxDpi = Infinity): number {
  const possible = offered.filter((dpi) => dpi <= maxDpi);
  if (possible.length === 0) return Math.min(asked, maxDpi);
  // The next finer one, so that small print stays readable; else the finest there is.
  return possible.find((dpi) => dpi >= asked) ?? Math.max(...possible);
}

/** 17 inches, an A3 sheet and a little more, in 1/300 inch: whoever offers more can take long paper. */
const TALLEST_SHEET = 5_100;
/** Legal. */
const USUAL_SHEET = 4_200;
/** 11 inches: as wide as A3 is. */
const WIDE_SHEET = 3_300;

/**
 * The whole of what the device takes, but never long paper unasked: there are sheet-fed scanners that offer 122 inches and answer 409 to them,
 * others send each sheet with metres of white behind it.
 */
function usualHeight({ maxWidth, maxHeight }: InputCapabilities): number {
  if (maxHeight <= TALLEST_SHEET) return maxHeight;
  return maxWidth >= WIDE_SHEET ? TALLEST_SHEET : USUAL_SHEET;
}

function fitRegion(region: ScanRequest['region'], input: InputCapabilities): ScanSettings['region'] {
  if (!region) return { x: 0, y: 0, width: input.maxWidth, height: usualHeight(input) };
  const x = Math.min(Math.max(region.x, 0), input.maxWidth - 1);
  const y = Math.min(Math.max(region.y, 0), input.maxHeight - 1);
  return { x, y, width: Math.min(region.width, input.maxWidth - x), height: Math.min(region.height, input.maxHeight - y) };
}
