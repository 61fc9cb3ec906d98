/** The abbreviated paths of OFD (GB/T 33190, 9.3): the letters of SVG with other meanings. */
import svgPath from 'svgpath';
import type { Outline } from './ofd-typeface.ts';

/** `S` begins a figure, `B` is a cubic curve, `C` closes. */
const asSvg: Readonly<Record<string, string>> = { S: 'M', M: 'M', L: 'L', Q: 'Q', B: 'C', A: 'A', C: 'Z' };
const COUNTS: Readonly<Record<string, number>> = { M: 2, L: 2, Q: 4, C: 6, A: 7, Z: 0 };

/** @returns null for something else than a path */
export function pathOf(data: string): Outline | null {
  const svg = toSvg(data);
  if (svg === null) return null;
  const outline: { command: string; args: number[] }[] = [];
  const commands: Readonly<Record<string, string>> = {
    M: 'moveTo',
    L: 'lineTo',
    Q: 'quadraticCurveTo',
    C: 'bezierCurveTo',
    Z: 'closePath',
    z: 'closePath',
  };
  svgPath(svg)
    .unarc()
    .abs()
    .iterate(([letter, ...args]) => {
      const command = commands[letter];
      if (command !== undefined) outline.push({ command, args: args as number[] });
    });
  return outline;
}

function toSvg(data: string): string | null {
  const words = data.match(/[a-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? [];
  const parts: string[] = [];
  let at = 0;
  while (at < words.length) {
    const letter = asSvg[words[at]!.toUpperCase()];
    if (letter === undefined) return null;
    at++;
    const count = COUNTS[letter]!;
    // A point may be followed by more of the same kind; a path begins where it first is, whatever its letter.
    do {
      const values = words.slice(at, at + count);
      if (values.length < count || values.some((value) => Number.isNaN(Number(value)))) return null;
      parts.push(`${parts.length === 0 && letter === 'L' ? 'M' : letter}${values.join(' ')}`);
      at += count;
    } while (count > 0 && at < words.length && !Number.isNaN(Number(words[at])));
  }
  return parts.length === 0 ? null : parts.join('');
}
