/** Invented people of Guangxi: names, addresses, ID numbers with valid check digits, phones. Nobody here exists. */
import type { Random } from '../random.ts';
import { addYears, isoDate } from './chinese-writing.ts';
import { completeCitizenNumber } from './check-digits.ts';

export type Person = {
  name: string;
  sex: '男' | '女';
  ethnicity: string;
  /** `YYYY-MM-DD` */
  birthDate: string;
  address: string;
  idNumber: string;
  issuingAuthority: string;
  validFrom: string;
  /** `YYYY-MM-DD` or `长期` */
  validTo: string;
  mobile: string;
};

/** A county-level district with the streets that addresses are made of. */
export type District = { code: string; city: string; name: string; postcode: string; roads: readonly string[] };

export const districts: readonly District[] = [
  {
    code: '450105',
    city: '南宁市',
    name: '江南区',
    postcode: '530031',
    roads: ['白沙大道', '星光大道', '五一路', '淡村路', '亭洪路', '金凯路'],
  },
  {
    code: '450103',
    city: '南宁市',
    name: '青秀区',
    postcode: '530022',
    roads: ['民族大道', '东葛路', '古城路', '凤翔路', '茶花园路', '长湖路'],
  },
  {
    code: '450107',
    city: '南宁市',
    name: '西乡塘区',
    postcode: '530001',
    roads: ['大学东路', '明秀西路', '衡阳西路', '北湖南路', '秀灵路', '鲁班路'],
  },
  { code: '450108', city: '南宁市', name: '良庆区', postcode: '530219', roads: ['银海大道', '玉洞大道', '五象大道', '歌海路', '体强路'] },
  { code: '450203', city: '柳州市', name: '鱼峰区', postcode: '545005', roads: ['屏山大道', '东环大道', '龙屯路', '天山路', '荣军路'] },
  { code: '450305', city: '桂林市', name: '七星区', postcode: '541004', roads: ['漓江路', '辅星路', '朝阳路', '六合路', '环城南二路'] },
];

const surnames = ['韦', '覃', '黄', '梁', '陆', '农', '蒙', '莫', '卢', '苏', '李', '陈', '周', '潘', '何'];
const femaleGiven = ['秀兰', '丽萍', '春燕', '玉梅', '小凤', '燕英', '柳宁', '春梅', '丽华', '兰英'];
const maleGiven = ['志明', '建国', '海东', '文军', '伟强', '志强', '建华', '江林', '国伟', '海明'];
const ethnicities = ['汉', '汉', '汉', '壮', '壮', '壮', '瑶', '苗', '侗', '仫佬', '毛南'];
/** Invented estates. */
const estates = ['沐川苑', '榕荫里', '青箩小区', '邕畔家园', '朝晖新村', '荔香苑'];

function drawAddress(random: Random, district: District): string {
  const street = `广西${district.city}${district.name}${random.pick(district.roads)}${random.integer(1, 198)}号`;
  const home = `${random.integer(1, 18)}栋${random.integer(1, 3)}单元${random.integer(2, 17)}0${random.integer(1, 6)}号`;
  return random.chance(0.5) ? `${street}${random.pick(estates)}${home}` : `${street}${home}`;
}

/** The middle digits are 0000, so that a reader sees at once that the number is invented. */
export function drawMobile(random: Random): string {
  return `${random.pick(['135', '137', '138', '139', '150', '151', '159', '182', '187', '188'])}0000${String(random.integer(0, 9999)).padStart(4, '0')}`;
}

export function drawIdNumber(random: Random, districtCode: string, birthDate: string, sex: Person['sex']): string {
  const sequence = random.integer(0, 499) * 2 + (sex === '男' ? 1 : 0);
  return completeCitizenNumber(`${districtCode}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`);
}

/** Card lifetime by age at issue (居民身份证法 art. 5), issued so that it is valid on `today`. */
function drawValidity(random: Random, birthDate: string, today: string): { validFrom: string; validTo: string } {
  const year = Number(today.slice(0, 4)) - random.integer(1, 4);
  const validFrom = isoDate(year, random.integer(1, 12), random.integer(1, 28));
  const birthdayReached = validFrom.slice(5) >= birthDate.slice(5);
  const age = year - Number(birthDate.slice(0, 4)) - (birthdayReached ? 0 : 1);
  if (age >= 46) return { validFrom, validTo: '长期' };
  return { validFrom, validTo: addYears(validFrom, age < 16 ? 5 : age < 26 ? 10 : 20) };
}

/** @param today ISO date on which the card is valid. */
export function drawPerson(random: Random, options: { today: string; sex?: Person['sex']; district?: District }): Person {
  const sex = options.sex ?? random.pick(['男', '女'] as const);
  const district = options.district ?? random.pick(districts);
  const birthDate = isoDate(Number(options.today.slice(0, 4)) - random.integer(22, 64), random.integer(1, 12), random.integer(1, 28));
  return {
    name: random.pick(surnames) + random.pick(sex === '女' ? femaleGiven : maleGiven),
    sex,
    ethnicity: random.pick(ethnicities),
    birthDate,
    address: drawAddress(random, district),
    idNumber: drawIdNumber(random, district.code, birthDate, sex),
    issuingAuthority: `${district.city}公安局${district.name.replace(/区$/, '')}分局`,
    ...drawValidity(random, birthDate, options.today),
    mobile: drawMobile(random),
  };
}
