/** Region codes of GB/T 2260 down to the county; the data file names its source. Codes that were abolished are not in it. */
import data from './region-codes.json' with { type: 'json' };

const provinces: Readonly<Record<string, string>> = data.provinces;
const cities: Readonly<Record<string, string>> = data.cities;
const countiesOf: Readonly<Record<string, string>> = data.counties;

/** Names of municipalities' second level, which nobody writes in an address. */
const unnamed = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

/** `广西壮族自治区南宁市青秀区`; null when the code is not in force today. */
export function regionName(code: string): string | null {
  const province = provinces[code.slice(0, 2)];
  if (!province) return null;
  if (code.slice(2) === '0000') return province;
  const city = cities[code.slice(0, 4)] ?? '';
  const named = unnamed.has(city) ? '' : city;
  if (code.slice(4) === '00') return city ? province + named : null;
  const county = countiesOf[code.slice(0, 4)]?.split(' ').find((entry) => entry.startsWith(code.slice(4)));
  return county ? province + named + county.slice(2) : null;
}

/** Names of provinces, cities and counties, each on its own. */
export const regionNames = (): string[] => [
  ...Object.values(provinces),
  ...Object.values(cities).filter((name) => !unnamed.has(name)),
  ...Object.values(countiesOf).flatMap((entries) => entries.split(' ').map((entry) => entry.slice(2))),
];
