/** ScannerCapabilities XML → what the screens and the job loop need. */
import type { ScannerCapabilities } from '#shared/device.ts';
import { child, children, number, parseXml, text, texts, type XmlNode } from './xml.ts';
import { colorModeFromName, type ColorMode, type InputCapabilities } from './vocabulary.ts';

/** What the job loop wants to know beyond the shared shape. */
export type EsclCapabilities = ScannerCapabilities & {
  /** The device lists `DocumentFormatExt` (eSCL 2.1); only then may we send it. */
  acceptsFormatExt: boolean;
  /** The document's own words, needed again in ScanSettings; `2.0` when absent. */
  version: string;
};

/** Widths and heights are in 1/300 inch; a device that names no size gets A4 plus the usual margin. */
const DEFAULT_WIDTH = 2550;
const DEFAULT_HEIGHT = 3508;
/** Resolutions offered to a person when the device names only the ends of a range. */
const COMMON_RESOLUTIONS = [75, 100, 150, 200, 300, 400, 600, 1200];

/** @throws AppError `device.protocol` when it is not a capabilities document */
export function parseCapabilities(xml: string): EsclCapabilities {
  const root = parseXml(xml, 'ScannerCapabilities');
  // ADF-only devices have no Platen, and FeedDirections may be nested anywhere: everything is optional, the unknown is skipped.
  const platen = child(root, 'Platen', 'PlatenInputCaps') ?? child(root, 'Platen');
  const adf = child(root, 'Adf');
  const simplex = child(adf, 'AdfSimplexInputCaps');
  const duplex = child(adf, 'AdfDuplexInputCaps');
  const feeder = simplex ?? duplex;
  return {
    makeAndModel: text(root, 'MakeAndModel') ?? 'eSCL scanner',
    serialNumber: text(root, 'SerialNumber'),
    uuid: text(root, 'UUID')?.toLowerCase() ?? null,
    version: text(root, 'Version') ?? '2.0',
    platen: platen ? parseInput(platen, root) : null,
    feeder: feeder ? { ...parseInput(feeder, root), duplex: offersDuplex(adf, duplex), capacity: number(adf, 'FeederCapacity') } : null,
    acceptsFormatExt: [platen, feeder].some((input) =>
      profiles(input, root).some((profile) => formats(profile, 'DocumentFormatExt').length > 0),
    ),
  };
}

function offersDuplex(adf: XmlNode | null, duplex: XmlNode | null): boolean {
  return duplex !== null || texts(child(adf, 'AdfOptions'), 'AdfOption').includes('Duplex');
}

function parseInput(input: XmlNode, root: XmlNode): InputCapabilities {
  const all = profiles(input, root);
  const colorModes = all.flatMap((profile) => texts(child(profile, 'ColorModes'), 'ColorMode').map(colorModeFromName));
  const found = unique([...colorModes, ...all.flatMap((profile) => texts(profile, 'ColorMode').map(colorModeFromName))]);
  const formatNames = all.flatMap((profile) => [...formats(profile, 'DocumentFormat'), ...formats(profile, 'DocumentFormatExt')]);
  return {
    colorModes: found.filter((mode): mode is ColorMode => mode !== null),
    resolutions: unique(all.flatMap(resolutions)).sort((a, b) => a - b),
    formats: formatNames.length > 0 ? unique(formatNames) : ['image/jpeg'],
    maxWidth: number(input, 'MaxWidth') ?? DEFAULT_WIDTH,
    maxHeight: number(input, 'MaxHeight') ?? DEFAULT_HEIGHT,
  };
}

/** Profiles stand below the input, or once for the whole device. */
function profiles(input: XmlNode | null, root: XmlNode): XmlNode[] {
  const own = children(child(input, 'SettingProfiles'), 'SettingProfile');
  return own.length > 0 ? own : children(child(root, 'SettingProfiles'), 'SettingProfile');
}

function formats(profile: XmlNode, name: string): string[] {
  return texts(child(profile, 'DocumentFormats'), name);
}

/** Only resolutions that exist in both directions: a Kyocera lists 200 × 100 dpi, which would squeeze the page. */
function resolutions(profile: XmlNode): number[] {
  const supported = child(profile, 'SupportedResolutions');
  const discrete = children(child(supported, 'DiscreteResolutions'), 'DiscreteResolution')
    .filter((entry) => number(entry, 'XResolution') === number(entry, 'YResolution'))
    .map((entry) => number(entry, 'XResolution'));
  const range = child(supported, 'ResolutionRange') ?? supported;
  const listed = discrete.filter((dpi): dpi is number => dpi !== null && dpi > 0).map(Math.round);
  return [...listed, ...rangeResolutions(child(range, 'XResolutionRange'))];
}

function rangeResolutions(range: XmlNode | null): number[] {
  const [min, max] = [number(range, 'Min'), number(range, 'Max')];
  if (min === null || max === null || min <= 0 || max < min) return [];
  return unique([min, ...COMMON_RESOLUTIONS.filter((dpi) => dpi > min && dpi < max), max].map(Math.round));
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
