/** Addresses: any text is one, but most begin with a province, city or county; those that do not may have lost their head. */
import { regionNames } from './region-code.ts';
import { compact } from './validator.ts';
import type { Validator } from './validator.ts';

/** Autonomous regions are usually named short (广西 for 广西壮族自治区). */
const short = (name: string): string => name.replace(/(?:壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$/u, '');
const starts: ReadonlySet<string> = new Set(regionNames().flatMap((name) => (name.length > 2 ? [name, short(name)] : [name])));
const longest = Math.max(...[...starts].map((name) => name.length));
/** The longest name that fits counts. */
const lengths = Array.from({ length: longest - 1 }, (_, index) => longest - index);

/** True when the address begins with the name of a province, city or county of today. */
export function startsWithRegion(address: string): boolean {
  const text = compact(address);
  for (let length = 2; length <= longest; length += 1) if (starts.has(text.slice(0, length))) return true;
  return false;
}

/** How many characters at the start of the address name regions of today: province, city and county, in this order. */
export function regionHead(address: string): number {
  let head = 0;
  for (let level = 0; level < 3; level += 1) {
    const length = lengths.find((one) => starts.has(address.slice(head, head + one)));
    if (length === undefined) break;
    head += length;
  }
  return head;
}

/** What the border of a cell or a box before the value is read as. */
const stray = /^[口囗日目1lI|丨一-](?=\p{Script=Han})/u;

/** Province, city or county at the start, and at the end the word of a house, floor, room or village: nothing at either end is missing. */
const ends = /(?:号|栋|幢|座|室|房|房间|铺|铺面|商铺|门面|铺位|层|楼|户|单元|组|队|屯|村|社区|厦|场|城|园|苑|区|内|旁)[)）]?$/u;
export const isWholeAddress = (address: string): boolean => startsWithRegion(address) && ends.test(compact(address));

/** Nothing is wrong with an address that begins otherwise: the reading is only less sure. */
export const address: Validator = {
  id: 'address',
  checkDigit: false,
  validate(value) {
    const inner = value.replace(stray, '');
    const normalised = !startsWithRegion(value) && startsWithRegion(inner) ? inner : value;
    return { normalised, problems: [] };
  },
};
