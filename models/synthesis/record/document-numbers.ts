/** Numbers with check digits on cards and certificates: bank cards, passports' machine-readable lines, property units, plates. */
import type { Random } from '../random.ts';
import type { Region } from './regions.ts';

export function digits(random: Random, count: number): string {
  let text = '';
  for (let index = 0; index < count; index += 1) text += String(random.integer(0, 9));
  return text;
}

/** @param body all digits but the last; @returns with the Luhn digit */
export function completeLuhn(body: string): string {
  let sum = 0;
  [...body].reverse().forEach((character, index) => {
    const doubled = Number(character) * (index % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return body + String((10 - (sum % 10)) % 10);
}

export function drawCardNumber(random: Random): string {
  const prefix = random.pick(['622202', '622848', '621700', '622260', '621098', '622580', '623058', '621661']);
  return completeLuhn(prefix + digits(random, random.pick([9, 12, 12])));
}

/** ICAO 9303 check digit: weights 7 3 1; A = 10 … Z = 35, `<` = 0. */
export function mrzCheck(text: string): string {
  const sum = [...text].reduce((total, character, index) => {
    const value = character === '<' ? 0 : Number.parseInt(character, 36);
    return total + value * ([7, 3, 1][index % 3] as number);
  }, 0);
  return String(sum % 10);
}

export type PassportFacts = {
  number: string;
  surname: string;
  givenNames: string;
  birthDate: string;
  sex: 'M' | 'F';
  expiryDate: string;
  nationality: string;
  optional?: string;
};

/** The two lines of 44 characters of a TD3 passport. Dates ISO. */
export function passportMrz({
  number,
  surname,
  givenNames,
  birthDate,
  sex,
  expiryDate,
  nationality,
  optional = '',
}: PassportFacts): [string, string] {
  const pad = (text: string, length: number) => text.padEnd(length, '<').slice(0, length);
  const short = (iso: string) => iso.slice(2).replaceAll('-', '');
  const numberPart = pad(number, 9) + mrzCheck(pad(number, 9));
  const birth = short(birthDate) + mrzCheck(short(birthDate));
  const expiry = short(expiryDate) + mrzCheck(short(expiryDate));
  const other = pad(optional, 14) + mrzCheck(pad(optional, 14));
  const composite = mrzCheck(numberPart + birth + expiry + other);
  const names = `${surname}<<${givenNames.replaceAll(' ', '<')}`;
  return [pad(`P<${nationality}${names}`, 44), `${numberPart}${nationality}${birth}${sex}${expiry}${other}${composite}`];
}

/** 28 characters: county, land district, sub-district, parcel, fixture. */
export function drawUnitNumber(random: Random, region: Region): string {
  return `${region.code}${digits(random, 6)}${random.pick(['GB', 'GB', 'JC'])}${digits(random, 5)}F${digits(random, 4)}${String(random.integer(1, 400)).padStart(4, '0')}`;
}

export function drawPlate(random: Random, region: Region): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  return `${region.short}${region.plate}${random.pick([...letters])}${digits(random, 4)}`;
}

const vinAlphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
const vinValues: Readonly<Record<string, number>> = Object.fromEntries(
  [...'ABCDEFGH']
    .map((c, i) => [c, i + 1])
    .concat(
      [...'JKLMN'].map((c, i) => [c, i + 1]),
      [
        ['P', 7],
        ['R', 9],
      ],
      [...'STUVWXYZ'].map((c, i) => [c, i + 2]),
    ),
) as Record<string, number>;
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Vehicle identification number with the check digit of GB 16735 in position 9. */
export function drawVin(random: Random): string {
  const start = random.pick(['LSV', 'LFV', 'LGB', 'LBV', 'LZW', 'LVS']);
  const body = [...start, ...Array.from({ length: 8 }, () => random.pick([...vinAlphabet])), ...digits(random, 6)];
  const sum = body.reduce(
    (total, character, index) => total + (vinValues[character] ?? Number(character)) * (vinWeights[index] as number),
    0,
  );
  body[8] = sum % 11 === 10 ? 'X' : String(sum % 11);
  return body.join('');
}

const syllables: Readonly<Record<string, string>> = {
  王: 'WANG',
  李: 'LI',
  张: 'ZHANG',
  刘: 'LIU',
  陈: 'CHEN',
  杨: 'YANG',
  黄: 'HUANG',
  赵: 'ZHAO',
  吴: 'WU',
  周: 'ZHOU',
  韦: 'WEI',
  覃: 'QIN',
  梁: 'LIANG',
  陆: 'LU',
  林: 'LIN',
  何: 'HE',
};
const anySyllables = [
  'MING',
  'WEI',
  'QIANG',
  'LI',
  'FANG',
  'HUA',
  'YING',
  'XIU',
  'MEI',
  'JIE',
  'HAO',
  'YU',
  'XIN',
  'LAN',
  'JUN',
  'BO',
  'RUI',
  'TING',
];

/** Capitals for a name; exact for common surnames, plausible for the rest, since nothing checks the reading. */
export function latinName(random: Random, name: string): { surname: string; givenNames: string } {
  const given = [...name]
    .slice(1, 3)
    .map(() => random.pick(anySyllables))
    .join('');
  return { surname: syllables[name.charAt(0)] ?? random.pick(anySyllables), givenNames: given || 'LAN' };
}
