/** What `scanimage -A` prints about a device → what it can do, and the words it wants to hear. */
import type { ScannerCapabilities, ScanRequest } from '#shared/device.ts';

type ColorMode = ScanRequest['colorMode'];
/** A list of words, or the ends of a range. */
type Choice = { words: string[] } | { min: number; max: number };
export type DeviceOptions = ReadonlyMap<string, Choice>;

const UNITS_PER_MM = 300 / 25.4;
/** Offered where a device takes any resolution. */
const COMMON_RESOLUTIONS = [75, 100, 150, 200, 300, 400, 600, 1200];

/** Lines such as `--mode Gray|Color [Gray]`, `--resolution 1..1200dpi (in steps of 1) [50]`, `-x 0..215.9mm [215.9]`; inactive options are left out. */
export function parseOptions(text: string): DeviceOptions {
  const options = new Map<string, Choice>();
  for (const line of text.split('\n')) {
    const [, name, rest] = /^\s{4}(-[xytl]|--[\w-]+)(?:\[=\()?[ =]?(.*)$/.exec(line) ?? [];
    if (!name || rest === undefined || /\[(inactive|read-only|hardware)\]/.test(line)) continue;
    const choice = choiceOf(rest.replace(/\s*\[[^\]]*\]\s*$/, ''));
    if (choice) options.set(name.replace(/^-+/, ''), choice);
  }
  return options;
}

function choiceOf(text: string): Choice | null {
  const [, min, max] = /^(-?[\d.]+?)\.\.(-?[\d.]+)/.exec(text) ?? [];
  if (min !== undefined && max !== undefined) return { min: Number(min), max: Number(max) };
  const words = text
    .replace(/\)$/, '')
    .split('|')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return words.length > 0 ? { words } : null;
}

const wordsOf = (options: DeviceOptions, name: string): string[] => {
  const choice = options.get(name);
  return choice && 'words' in choice ? choice.words : [];
};

const modeWords: Readonly<Record<ColorMode, RegExp>> = {
  color: /colou?r/i,
  gray: /gr[ae]y/i,
  lineart: /line ?art|black|binary|halftone|1 ?bit/i,
};
const isFeeder = (source: string): boolean => /adf|feeder|automatic/i.test(source);
const isDuplex = (source: string): boolean => /duplex|both|two.?side/i.test(source);

/** The device's own word; null when it has none. `Gray` must not match `Grayscale of colours`, so the shortest match wins. */
export function modeWord(options: DeviceOptions, mode: ColorMode): string | null {
  const matching = wordsOf(options, 'mode').filter((word) => modeWords[mode].test(word));
  return matching.sort((a, b) => a.length - b.length)[0] ?? null;
}

export type Source = { source: 'feeder' | 'platen'; duplex: boolean; args: string[] };

/** Backends name duplex in the source, in `--adf-mode`, or as a switch. */
export function sourcesOf(options: DeviceOptions): Source[] {
  const words = wordsOf(options, 'source');
  const sources = words.map((word): Source => ({
    source: isFeeder(word) ? 'feeder' : 'platen',
    duplex: isDuplex(word),
    args: ['--source', word],
  }));
  const feeder = sources.find(({ source, duplex }) => source === 'feeder' && !duplex);
  const adfDuplex = wordsOf(options, 'adf-mode').find(isDuplex);
  if (feeder && adfDuplex) sources.push({ source: 'feeder', duplex: true, args: [...feeder.args, '--adf-mode', adfDuplex] });
  else if (feeder && options.has('duplex')) sources.push({ source: 'feeder', duplex: true, args: [...feeder.args, '--duplex=yes'] });
  // A device without the option has one source, and that is its glass.
  return sources.length > 0 ? sources : [{ source: 'platen', duplex: false, args: [] }];
}

export function resolutionsOf(options: DeviceOptions): number[] {
  const choice = options.get('resolution');
  if (!choice) return [];
  if ('words' in choice) return choice.words.map((word) => parseInt(word, 10)).filter((dpi) => dpi > 0);
  return COMMON_RESOLUTIONS.filter((dpi) => dpi >= choice.min && dpi <= choice.max);
}

/** Largest width or height in millimetres; null when the device has no such option. */
export function extentMm(options: DeviceOptions, axis: 'x' | 'y'): number | null {
  const choice = options.get(axis);
  return choice && 'max' in choice ? choice.max : null;
}

export function toCapabilities(options: DeviceOptions, makeAndModel: string): ScannerCapabilities {
  const sources = sourcesOf(options);
  const input = {
    colorModes: (['color', 'gray', 'lineart'] as const).filter((mode) => modeWord(options, mode) !== null),
    resolutions: resolutionsOf(options),
    // What leaves this driver; between the device and here it is TIFF.
    formats: ['image/jpeg'],
    maxWidth: Math.round((extentMm(options, 'x') ?? 0) * UNITS_PER_MM),
    maxHeight: Math.round((extentMm(options, 'y') ?? 0) * UNITS_PER_MM),
  };
  const feeders = sources.filter(({ source }) => source === 'feeder');
  return {
    makeAndModel,
    serialNumber: null,
    uuid: null,
    version: 'SANE',
    platen: sources.some(({ source }) => source === 'platen') ? input : null,
    feeder: feeders.length > 0 ? { ...input, duplex: feeders.some(({ duplex }) => duplex), capacity: null } : null,
  };
}
