/** Invented companies, shops, schools, banks, hospitals and the offices of a region, for training pages. */
import type { Random } from '../random.ts';
import { drawUscc } from './businesses.ts';
import type { Company } from './businesses.ts';
import { addDays, addYears, isoDate } from './chinese-writing.ts';
import { completeOrganizationCode, completeUscc } from './check-digits.ts';
import type { Region } from './regions.ts';
import { drawPremises } from './regions.ts';

const houseWords = [
  '沐川',
  '榕邕',
  '青箩',
  '桂樟',
  '朝禾',
  '澄江',
  '云荔',
  '邕畔',
  '泽禾',
  '盛恒',
  '宏远',
  '瑞丰',
  '嘉禾',
  '天元',
  '鼎新',
  '博睿',
  '九洲',
  '恒润',
  '启航',
  '德馨',
  '众诚',
  '晟和',
  '海纳',
  '铭扬',
];
type Trade = { word: string; scopes: string[] };
const trades: readonly Trade[] = [
  {
    word: '科技',
    scopes: [
      '技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广',
      '软件开发',
      '信息系统集成服务',
      '计算机软硬件及辅助设备零售',
      '数据处理服务',
    ],
  },
  {
    word: '餐饮管理',
    scopes: ['餐饮管理', '餐饮服务', '食品销售（仅销售预包装食品）', '外卖递送服务', '农产品的生产、销售、加工、运输、贮藏'],
  },
  {
    word: '商贸',
    scopes: ['日用百货销售', '服装服饰零售', '办公用品销售', '五金产品零售', '化妆品零售', '互联网销售（除销售需要许可的商品）'],
  },
  { word: '物业服务', scopes: ['物业管理', '停车场服务', '家政服务', '建筑物清洁服务', '园林绿化工程施工', '住房租赁'] },
  { word: '建筑工程', scopes: ['建设工程施工', '建筑劳务分包', '土石方工程施工', '建筑材料销售', '机械设备租赁', '对外承包工程'] },
  { word: '文化传媒', scopes: ['广告设计、代理', '广告制作', '组织文化艺术交流活动', '会议及展览服务', '摄影扩印服务'] },
  { word: '供应链管理', scopes: ['供应链管理服务', '普通货物仓储服务', '国内货物运输代理', '道路货物运输（不含危险货物）', '包装服务'] },
  { word: '农业发展', scopes: ['谷物种植', '水果种植', '农副产品销售', '初级农产品收购', '休闲观光活动', '肥料销售'] },
  { word: '健康咨询', scopes: ['健康咨询服务（不含诊疗服务）', '第一类医疗器械销售', '养生保健服务（非医疗）', '日用品销售'] },
  { word: '汽车服务', scopes: ['机动车修理和维护', '汽车零配件零售', '洗车服务', '汽车销售', '二手车经纪'] },
];
const shopTrades: readonly Trade[] = [
  { word: '便利店', scopes: ['食品销售', '日用百货销售', '烟草制品零售'] },
  { word: '小吃店', scopes: ['小餐饮', '餐饮服务', '外卖递送服务'] },
  { word: '美发店', scopes: ['理发服务', '生活美容服务', '化妆品零售'] },
  { word: '服装店', scopes: ['服装服饰零售', '鞋帽零售', '箱包销售'] },
  { word: '水果店', scopes: ['新鲜水果零售', '新鲜蔬菜零售', '食用农产品零售'] },
  { word: '五金建材经营部', scopes: ['五金产品零售', '建筑材料销售', '卫生洁具销售'] },
  { word: '米粉店', scopes: ['小餐饮', '餐饮服务'] },
  { word: '宾馆', scopes: ['住宿服务', '棋牌室服务', '停车场服务'] },
];
const scopeEndings = [
  '（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）',
  '（依法须经批准的项目，经相关部门批准后方可开展经营活动）',
  '（依法须经批准的项目，经相关部门批准后方可开展经营活动。）',
];
const companyTypes = [
  '有限责任公司（自然人投资或控股）',
  '有限责任公司（自然人独资）',
  '其他有限责任公司',
  '有限责任公司(法人独资)',
  '股份有限公司（非上市、自然人投资或控股）',
  '有限责任公司分公司',
];

export type Shop = { name: string; uscc: string; scope: string; premises: string; establishedDate: string; registrationAuthority: string };

function drawScope(random: Random, trade: Trade): string {
  const count = random.integer(2, trade.scopes.length);
  const lead = random.pick(['一般项目：', '许可项目：', '', '一般项目：']);
  return lead + trade.scopes.slice(0, count).join(random.pick(['；', '；', '、', '；'])) + random.pick(scopeEndings);
}

function houseName(random: Random): string {
  return random.chance(0.6) ? random.pick(houseWords) : random.pick(houseWords).charAt(0) + random.pick(houseWords).charAt(1);
}

const place = (region: Region) => region.city.replace(/市$/, '');
const marketOffice = (region: Region, random: Random) =>
  random.pick([
    `${region.city}${region.name}市场监督管理局`,
    `${region.city}市场监督管理局`,
    `${region.city}${region.name}行政审批局`,
    `${region.city}行政审批局`,
  ]);

export function drawVariedCompany(random: Random, region: Region, today: string, representative: string): Company {
  const trade = random.pick(trades);
  const establishedDate = isoDate(Number(today.slice(0, 4)) - random.integer(1, 22), random.integer(1, 12), random.integer(1, 28));
  const approved = addDays(addYears(establishedDate, random.integer(0, 3)), random.integer(0, 200));
  return {
    uscc: drawUscc(random, region.code, '1'),
    name: `${random.chance(0.25) ? region.province.replace(/壮族|回族|维吾尔|自治区|省|市$/g, '') : place(region)}${houseName(random)}${trade.word}有限${random.chance(0.1) ? '责任' : ''}公司`,
    type: random.pick(companyTypes),
    legalRepresentative: representative,
    businessScope: drawScope(random, trade),
    capitalWan: random.pick([3, 10, 30, 50, 100, 200, 300, 500, 1000, 2000, 5000]),
    establishedDate,
    businessTermFrom: establishedDate,
    businessTermTo: random.chance(0.45) ? addDays(addYears(establishedDate, random.pick([10, 20, 30])), -1) : '长期',
    domicile: drawPremises(random, region),
    registrationAuthority: marketOffice(region, random),
    approvedDate: approved < today ? approved : establishedDate,
  };
}

export function drawVariedShop(random: Random, region: Region, today: string): Shop {
  const trade = random.pick(shopTrades);
  return {
    name: `${region.city}${region.name}${houseName(random)}${trade.word}`,
    uscc: drawUscc(random, region.code, '2'),
    scope: drawScope(random, trade),
    premises: drawPremises(random, region),
    establishedDate: isoDate(Number(today.slice(0, 4)) - random.integer(0, 9), random.integer(1, 10), random.integer(1, 28)),
    registrationAuthority: marketOffice(region, random),
  };
}

/** @returns `12345678-9` with a valid check character */
export function drawOrganizationCode(random: Random): string {
  const code = completeOrganizationCode(String(random.integer(10_000_000, 79_999_999)));
  return `${code.slice(0, 8)}-${code.slice(8)}`;
}

/** Credit code of a body of another kind: first two characters as GB 32100, e.g. 12 public institution, 52 social body, 93 cooperative. */
export function drawOtherUscc(random: Random, kind: string, region: Region): string {
  return completeUscc(`${kind}${region.code}${drawOrganizationCode(random).replace('-', '')}`);
}

export const banks = [
  '中国工商银行',
  '中国农业银行',
  '中国银行',
  '中国建设银行',
  '交通银行',
  '中国邮政储蓄银行',
  '招商银行',
  '中信银行',
  '广西北部湾银行',
  '桂林银行',
];
export const drawBranch = (random: Random, region: Region): string =>
  `${random.pick(banks)}${random.pick(['股份有限公司', ''])}${place(region)}${random.pick(['民族', '新城', '朝阳', '江南', '东葛', '星湖', '高新'])}${random.pick(['支行', '分理处', '支行营业部'])}`;
const schoolWords = ['理工', '师范', '财经', '农业', '医科', '工业', '科技', '民族', '交通', '职业技术'];
export const drawSchool = (random: Random, region: Region): string =>
  `${random.chance(0.5) ? region.province.replace(/壮族|回族|维吾尔|自治区|省|市$/g, '') : place(region)}${random.pick(schoolWords)}${random.pick(['大学', '大学', '学院'])}`;
export const drawHospital = (random: Random, region: Region): string =>
  `${region.city}${random.pick(['第一', '第二', '第三', '中'])}${random.pick(['人民医院', '医医院', '妇幼保健院'])}`;
