/** Addresses: any text is one, but most begin with a province, city or county; those that do not may have lost their head. */
import { regionNames } from './region-code.ts';
import { compact } from './validator.ts';
import type { Validator } from './validator.ts';

/** Autonomous regions are usually named short (广西 for 广西壮族自治区). */
const short = (name: string): string => name.replace(/(?:壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$/u, '');
const starts: ReadonlySet<string> = new Set(regionNames().flatMap((name) => (name.length > 2 ? [name, short(name)] : [name])));
const longest = Math.max(...[...starts].map((name) => name.length));

/** True when the address begins with the name of a province, city or county of today. */
export function startsWithRegion(address: string): boolean {
  const text = compact(address);
  for (let length = 2; length <= longest; length += 1) if (starts.has(text.slice(0, length))) return true;
  return false;
}

/** Nothing is wrong with an address that begins otherwise: the reading is only less sure. */
export const address: Validator = {
  id: 'address',
  checkDigit: false,
  validate: (value) => ({ normalised: value, problems: [] }),
};
