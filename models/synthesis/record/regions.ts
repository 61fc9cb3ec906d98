/** County-level districts across the country: region codes of GB/T 2260, plate letters, and roads that addresses are made of. */
import type { Random } from '../random.ts';

export type Region = {
  /** Six digits. */
  code: string;
  province: string;
  /** One character, as on plates and certificates: 桂. */
  short: string;
  city: string;
  name: string;
  /** Letter of the city on plates. */
  plate: string;
  postcode: string;
};

const rows = `450103 广西壮族自治区 桂 南宁市 青秀区 A 530022
450105 广西壮族自治区 桂 南宁市 江南区 A 530031
450107 广西壮族自治区 桂 南宁市 西乡塘区 A 530001
450108 广西壮族自治区 桂 南宁市 良庆区 A 530219
450203 广西壮族自治区 桂 柳州市 鱼峰区 B 545005
450305 广西壮族自治区 桂 桂林市 七星区 C 541004
450502 广西壮族自治区 桂 北海市 海城区 E 536000
450702 广西壮族自治区 桂 钦州市 钦南区 N 535000
450821 广西壮族自治区 桂 贵港市 平南县 R 537300
450902 广西壮族自治区 桂 玉林市 玉州区 K 537000
451002 广西壮族自治区 桂 百色市 右江区 L 533000
110108 北京市 京 北京市 海淀区 N 100080
120101 天津市 津 天津市 和平区 A 300041
130102 河北省 冀 石家庄市 长安区 A 050011
140105 山西省 晋 太原市 小店区 A 030032
150102 内蒙古自治区 蒙 呼和浩特市 新城区 A 010050
210102 辽宁省 辽 沈阳市 和平区 A 110001
220104 吉林省 吉 长春市 朝阳区 A 130012
230103 黑龙江省 黑 哈尔滨市 南岗区 A 150006
310115 上海市 沪 上海市 浦东新区 B 200135
320106 江苏省 苏 南京市 鼓楼区 A 210009
330106 浙江省 浙 杭州市 西湖区 A 310013
340104 安徽省 皖 合肥市 蜀山区 A 230031
350102 福建省 闽 福州市 鼓楼区 A 350001
360102 江西省 赣 南昌市 东湖区 A 330006
370102 山东省 鲁 济南市 历下区 A 250014
410105 河南省 豫 郑州市 金水区 A 450003
420111 湖北省 鄂 武汉市 洪山区 A 430070
430104 湖南省 湘 长沙市 岳麓区 A 410013
440106 广东省 粤 广州市 天河区 A 510665
440305 广东省 粤 深圳市 南山区 B 518052
460106 海南省 琼 海口市 龙华区 A 570105
500112 重庆市 渝 重庆市 渝北区 B 401120
510107 四川省 川 成都市 武侯区 A 610041
520102 贵州省 贵 贵阳市 南明区 A 550002
530102 云南省 云 昆明市 五华区 A 650032
610113 陕西省 陕 西安市 雁塔区 A 710061
620102 甘肃省 甘 兰州市 城关区 A 730030
640104 宁夏回族自治区 宁 银川市 兴庆区 A 750001
650102 新疆维吾尔自治区 新 乌鲁木齐市 天山区 A 830002`;

export const regions: readonly Region[] = rows.split('\n').map((row) => {
  const [code, province, short, city, name, plate, postcode] = row.split(' ') as [string, string, string, string, string, string, string];
  return { code, province, short, city, name, plate, postcode };
});

const roadWords = [
  '民族',
  '建设',
  '人民',
  '解放',
  '和平',
  '新华',
  '文化',
  '工业',
  '朝阳',
  '长湖',
  '白沙',
  '星光',
  '金凯',
  '银海',
  '凤翔',
  '古城',
  '东葛',
  '明秀',
  '中山',
  '迎宾',
  '滨江',
  '桃源',
  '友爱',
  '新民',
  '育才',
  '科园',
  '高新',
  '玉兰',
];
const roadEnds = ['路', '路', '大道', '街', '东路', '西路', '北路', '南路', '一路', '二街', '巷'];
const estateWords = [
  '沐川',
  '榕荫',
  '青箩',
  '邕畔',
  '朝晖',
  '荔香',
  '锦绣',
  '阳光',
  '碧桂',
  '翠湖',
  '御景',
  '华庭',
  '丽水',
  '金色',
  '东方',
  '桂苑',
];
const estateEnds = ['苑', '里', '小区', '家园', '新村', '花园', '名都', '公馆', '城', '雅居'];
const villages = ['那洪村', '大塘村', '石埠村', '坛洛村', '新桥村', '龙头村', '上林屯', '马山村', '平阳村', '三塘村'];

export function drawRegion(random: Random): Region {
  // A hall mostly sees papers of its own province.
  return random.chance(0.45) ? (regions[random.integer(0, 10)] as Region) : random.pick(regions);
}

/** `青秀区民族大道12号`, without province and city. */
function drawStreet(random: Random, region: Region): string {
  return `${region.name}${random.pick(roadWords)}${random.pick(roadEnds)}${random.integer(1, 298)}号`;
}

/** Province and city as papers write them; the four great cities are both. */
function regionPrefix(region: Region, short = false): string {
  if (region.province === region.city) return region.city;
  return (short && region.short === '桂' ? '广西' : region.province) + region.city;
}

export function drawHome(random: Random, region: Region): string {
  const prefix = regionPrefix(region, random.chance(0.6));
  if (random.chance(0.2)) return `${prefix}${region.name}${random.pick(villages)}${random.integer(1, 12)}组${random.integer(1, 160)}号`;
  const home = `${random.integer(1, 28)}${random.pick(['栋', '幢', '号楼'])}${random.integer(1, 4)}单元${random.integer(1, 26)}0${random.integer(1, 6)}${random.pick(['号', '室', '号房'])}`;
  const estate = random.chance(0.5) ? random.pick(estateWords) + random.pick(estateEnds) : '';
  return `${prefix}${drawStreet(random, region)}${estate}${home}`;
}

export function drawPremises(random: Random, region: Region): string {
  const place = random.pick([
    () => `${random.integer(1, 9)}栋${random.integer(1, 3)}层${random.integer(101, 328)}号商铺`,
    () => `${random.pick(['A座', 'B座', '1号楼', '2号楼'])}${random.integer(3, 28)}0${random.integer(1, 9)}${random.pick(['号', '室'])}`,
    () => `一层${random.integer(1, 40)}号门面`,
    () =>
      `${random.pick(estateWords)}${random.pick(['广场', '大厦', '商业中心', '市场'])}${random.integer(1, 5)}层${random.integer(1, 66)}号`,
  ])();
  return `${regionPrefix(region, random.chance(0.5))}${drawStreet(random, region)}${place}`;
}
