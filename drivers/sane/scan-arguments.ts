/** A scan request → the arguments of `scanimage`, and what had to differ from the request. */
import type { ScanRequest } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import { extentMm, modeWord, resolutionsOf, sourcesOf, type DeviceOptions } from './device-options.ts';

export type ScanArguments = { args: string[]; duplex: boolean; dpi: number; lineart: boolean; changes: string[] };

const MM_PER_UNIT = 25.4 / 300;
const A4_MM = { x: 210, y: 297 } as const;

/** @throws AppError `device.settings-rejected` when the device has no such source */
export function scanArguments(request: ScanRequest, options: DeviceOptions): ScanArguments {
  const usable = sourcesOf(options).filter(({ source }) => source === request.source);
  const source = usable.find(({ duplex }) => duplex === request.duplex) ?? usable[0];
  if (!source) throw new AppError('device.settings-rejected', { setting: 'source', source: request.source });
  const mode = fitMode(options, request.colorMode);
  const dpi = fitDpi(request.dpi, resolutionsOf(options));
  const changes = [
    ...(request.source === 'feeder' && source.duplex !== request.duplex ? [`settings-changed:duplex=${source.duplex}`] : []),
    ...(mode !== null && mode.mode !== request.colorMode ? [`settings-changed:colorMode=${mode.mode}`] : []),
    ...(dpi !== request.dpi ? [`settings-changed:dpi=${dpi}`] : []),
  ];
  const args = [
    ...source.args,
    ...(mode ? ['--mode', mode.word] : []),
    ...(options.has('resolution') ? ['--resolution', String(dpi)] : []),
  ];
  return {
    args: [...args, ...area(request, options)],
    duplex: source.duplex && source.source === 'feeder',
    dpi,
    lineart: mode?.mode === 'lineart',
    changes,
  };
}

function fitMode(options: DeviceOptions, asked: ScanRequest['colorMode']): { mode: ScanRequest['colorMode']; word: string } | null {
  const order: Readonly<Record<ScanRequest['colorMode'], readonly ScanRequest['colorMode'][]>> = {
    color: ['color', 'gray', 'lineart'],
    gray: ['gray', 'color', 'lineart'],
    lineart: ['lineart', 'gray', 'color'],
  };
  for (const mode of order[asked]) {
    const word = modeWord(options, mode);
    if (word !== null) return { mode, word };
  }
  return null;
}

/** The next finer one, so that small print stays readable; else the finest there is. */
function fitDpi(asked: number, offered: readonly number[]): number {
  if (offered.length === 0 || offered.includes(asked)) return asked;
  return offered.find((dpi) => dpi >= asked) ?? Math.max(...offered);
}

/** Millimetres. Backends start with odd areas of their own, so A4 is asked for where it fits. */
function area({ region }: ScanRequest, options: DeviceOptions): string[] {
  return (['x', 'y'] as const).flatMap((axis) => {
    const most = extentMm(options, axis);
    if (most === null) return [];
    const offset = region ? Math.max(0, region[axis] * MM_PER_UNIT) : 0;
    const size = region ? region[axis === 'x' ? 'width' : 'height'] * MM_PER_UNIT : A4_MM[axis];
    const corner = axis === 'x' ? 'l' : 't';
    const start = options.has(corner) ? [`-${corner}`, offset.toFixed(2)] : [];
    return [...start, `-${axis}`, Math.min(size, most - offset).toFixed(2)];
  });
}
