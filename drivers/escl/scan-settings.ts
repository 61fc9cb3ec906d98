/** ScanSettings: a scan request ⇄ the XML that is POSTed to ScanJobs. */
import type { ScanRequest } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import { child, number, parseXml, text } from './xml.ts';
import { colorModeFromName, colorModeName } from './vocabulary.ts';

export type ScanSettings = ScanRequest & { region: NonNullable<ScanRequest['region']> };

/**
 * Element order as sane-airscan 0.99.27 sends it, which devices are known to accept.
 * @param options.version the device's own `pwg:Version`
 * @param options.formatExt whether the capabilities list `DocumentFormatExt`
 */
export function buildScanSettings(settings: ScanSettings, options: { version: string; formatExt: boolean }): string {
  const { region } = settings;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<scan:ScanSettings xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03">',
    `<pwg:Version>${/^\d+\.\d+$/.test(options.version) ? options.version : '2.0'}</pwg:Version>`,
    '<pwg:ScanRegions><pwg:ScanRegion>',
    '<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>',
    `<pwg:XOffset>${Math.round(region.x)}</pwg:XOffset><pwg:YOffset>${Math.round(region.y)}</pwg:YOffset>`,
    `<pwg:Width>${Math.round(region.width)}</pwg:Width><pwg:Height>${Math.round(region.height)}</pwg:Height>`,
    '</pwg:ScanRegion></pwg:ScanRegions>',
    `<pwg:InputSource>${settings.source === 'feeder' ? 'Feeder' : 'Platen'}</pwg:InputSource>`,
    `<scan:ColorMode>${colorModeName(settings.colorMode)}</scan:ColorMode>`,
    `<pwg:DocumentFormat>${settings.format}</pwg:DocumentFormat>`,
    ...(options.formatExt ? [`<scan:DocumentFormatExt>${settings.format}</scan:DocumentFormatExt>`] : []),
    `<scan:XResolution>${settings.dpi}</scan:XResolution><scan:YResolution>${settings.dpi}</scan:YResolution>`,
    ...(settings.source === 'feeder' ? [`<scan:Duplex>${settings.duplex}</scan:Duplex>`] : []),
    '</scan:ScanSettings>',
  ];
  return lines.join('\n');
}

/** What a client may leave out: its region, when it wants the whole area. */
export type ParsedScanSettings = ScanRequest & { yResolution: number };

/**
 * The server's side of the same document.
 * @throws AppError `device.protocol` when it is not ScanSettings, `device.settings-rejected` for a mode or source that does not exist
 */
export function parseScanSettings(xml: string): ParsedScanSettings {
  const root = parseXml(xml, 'ScanSettings');
  const colorMode = colorModeFromName(text(root, 'ColorMode') ?? 'RGB24');
  const format = text(root, 'DocumentFormatExt') ?? text(root, 'DocumentFormat') ?? 'image/jpeg';
  const source = text(root, 'InputSource') ?? 'Platen';
  const dpi = number(root, 'XResolution') ?? 300;
  if (colorMode === null) throw new AppError('device.settings-rejected', { setting: 'ColorMode' });
  if (format !== 'image/jpeg' && format !== 'application/pdf')
    throw new AppError('device.settings-rejected', { setting: 'DocumentFormat' });
  if (source !== 'Feeder' && source !== 'Platen') throw new AppError('device.settings-rejected', { setting: 'InputSource' });
  return {
    source: source === 'Feeder' ? 'feeder' : 'platen',
    duplex: text(root, 'Duplex') === 'true',
    colorMode,
    dpi,
    yResolution: number(root, 'YResolution') ?? dpi,
    format,
    region: parseRegion(xml),
  };
}

function parseRegion(xml: string): ScanRequest['region'] {
  const region = child(parseXml(xml, 'ScanSettings'), 'ScanRegions', 'ScanRegion');
  const [width, height] = [number(region, 'Width'), number(region, 'Height')];
  if (width === null || height === null || width <= 0 || height <= 0) return null;
  return { x: number(region, 'XOffset') ?? 0, y: number(region, 'YOffset') ?? 0, width, height };
}
