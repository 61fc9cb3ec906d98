/** Invented people of the whole country for training pages: wider choice of names and places than a demo's story needs. */
import type { Random } from '../random.ts';
import { addDays, addYears, isoDate } from './chinese-writing.ts';
import { drawIdNumber, drawMobile } from './people.ts';
import type { Person } from './people.ts';
import { drawHome } from './regions.ts';
import type { Region } from './regions.ts';

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤农蒙',
];
const doubleSurnames = ['欧阳', '上官', '司徒', '诸葛'];
const maleGiven = [...'伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆旭宁龙林建国志文海东学永德成光天荣家振泽睿博晨'];
const femaleGiven = [...'芳娜敏静丽艳娟霞秀玲燕红梅琳雪莉慧颖晶欢萍倩婷玉兰凤洁云莲雅文思嘉欣怡梦佳美春月桂香珍瑶琪'];
const minorityNames = ['阿依古丽·买买提', '艾力·吐尔逊', '古丽娜尔·艾山', '巴特尔·苏和', '卓玛·央金', '扎西·次仁'];
const ethnicities = [
  '汉',
  '汉',
  '汉',
  '汉',
  '汉',
  '壮',
  '壮',
  '瑶',
  '苗',
  '侗',
  '回',
  '满',
  '土家',
  '彝',
  '布依',
  '仫佬',
  '毛南',
  '京',
  '藏',
  '蒙古',
  '朝鲜',
];

export function drawVariedName(random: Random, sex: Person['sex']): string {
  if (random.chance(0.015)) return random.pick(minorityNames);
  const surname = random.chance(0.02) ? random.pick(doubleSurnames) : random.pick(surnames);
  const given = sex === '女' ? femaleGiven : maleGiven;
  return surname + random.pick(given) + (random.chance(0.8) ? random.pick(given) : '');
}

/** Card lifetime by age at issue (居民身份证法 art. 5). */
function validityFrom(validFrom: string, birthDate: string): string {
  const reached = validFrom.slice(5) >= birthDate.slice(5);
  const age = Number(validFrom.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (reached ? 0 : 1);
  return age >= 46 ? '长期' : addYears(validFrom, age < 16 ? 5 : age < 26 ? 10 : 20);
}

/** @param today ISO; @param age in years, both ends included */
export function drawVariedPerson(
  random: Random,
  region: Region,
  today: string,
  { sex = random.pick(['男', '女'] as const), age = [18, 72] as [number, number] } = {},
): Person {
  const birthDate = isoDate(Number(today.slice(0, 4)) - random.integer(...age), random.integer(1, 12), random.integer(1, 28));
  const latest = addDays(today, -random.integer(10, 1500));
  const validFrom = latest > birthDate ? latest : addDays(birthDate, 40);
  return {
    name: drawVariedName(random, sex),
    sex,
    ethnicity: random.pick(ethnicities),
    birthDate,
    address: drawHome(random, region),
    idNumber: drawIdNumber(random, region.code, birthDate, sex),
    issuingAuthority: region.name.endsWith('县') ? `${region.name}公安局` : `${region.city}公安局${region.name.replace(/区$/, '')}分局`,
    validFrom,
    validTo: validityFrom(validFrom, birthDate),
    mobile: drawMobile(random),
  };
}
