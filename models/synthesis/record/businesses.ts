/** Invented businesses: companies with a licence, and the shop that an operator wants to register. */
import type { Random } from '../random.ts';
import { addDays, addYears, isoDate } from './chinese-writing.ts';
import { completeOrganizationCode, completeUscc, usccAlphabet } from './check-digits.ts';
import type { District, Person } from './people.ts';

export type Company = {
  uscc: string;
  name: string;
  type: string;
  legalRepresentative: string;
  businessScope: string;
  /** Ten thousand yuan. */
  capitalWan: number;
  establishedDate: string;
  businessTermFrom: string;
  /** `YYYY-MM-DD` or `长期` */
  businessTermTo: string;
  domicile: string;
  registrationAuthority: string;
  approvedDate: string;
};

export type Shop = { name: string; businessScope: string };

const houseNames = ['沐川', '榕邕', '青箩', '桂樟', '朝禾', '澄江岸', '蒲庙泽', '云荔', '邕畔', '泽禾'];
const companyTrades = [
  {
    word: '物业服务',
    scope: '一般项目：物业管理；住房租赁；非居住房地产租赁；停车场服务；房地产经纪；家政服务；建筑物清洁服务；园林绿化工程施工',
  },
  { word: '资产管理', scope: '一般项目：非居住房地产租赁；以自有资金从事投资活动；商业综合体管理服务；市场营销策划；会议及展览服务' },
  { word: '商业管理', scope: '一般项目：商业综合体管理服务；集贸市场管理服务；柜台、摊位出租；非居住房地产租赁；广告设计、代理' },
];
const shopTrades = [
  { word: '日用百货店', scope: '一般项目：日用百货销售；文具用品零售；针纺织品及原料销售；体育用品及器材零售；五金产品零售' },
  { word: '服装店', scope: '一般项目：服装服饰零售；鞋帽零售；箱包销售；针纺织品销售；服饰研发；互联网销售（除销售需要许可的商品）' },
  { word: '文具店', scope: '一般项目：文具用品零售；办公用品销售；体育用品及器材零售；打字复印；玩具销售；工艺美术品及礼仪用品销售' },
  { word: '水暖五金店', scope: '一般项目：五金产品零售；建筑材料销售；卫生洁具销售；灯具销售；电线、电缆经营；家用电器安装服务' },
];
const shopWords = ['桐悦', '阿禾', '朵朵', '惠邻', '小满', '青柚', '三月坡', '福满江'];

/** Legally fixed sentence that ends every business scope on a licence. */
const scopeEnding = '（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）';

/** @param regionCode six digits; @param kind 1 enterprise, 2 individual business */
export function drawUscc(random: Random, regionCode: string, kind: '1' | '2'): string {
  const letters = usccAlphabet.replace(/[A-Z]/g, '') + 'ABCDEFGHJKLMNPQRTUWXY';
  let body = `MA5${random.pick(['K', 'L', 'M', 'N', 'P', 'Q'])}`;
  for (let index = 0; index < 4; index += 1) body += random.pick([...letters]);
  return completeUscc(`9${kind}${regionCode}${completeOrganizationCode(body)}`);
}

export function drawCompany(random: Random, options: { today: string; district: District; representative: Person }): Company {
  const trade = random.pick(companyTrades);
  const year = Number(options.today.slice(0, 4)) - random.integer(5, 9);
  const establishedDate = isoDate(year, random.integer(1, 12), random.integer(1, 28));
  const limited = random.chance(0.4);
  const road = `${random.pick(options.district.roads)}${random.integer(1, 198)}号`;
  return {
    uscc: drawUscc(random, options.district.code, '1'),
    name: `南宁${random.pick(houseNames)}${trade.word}有限公司`,
    type: random.pick(['有限责任公司（自然人投资或控股）', '有限责任公司（自然人独资）', '其他有限责任公司']),
    legalRepresentative: options.representative.name,
    businessScope: trade.scope + scopeEnding,
    capitalWan: random.pick([50, 100, 200, 300, 500, 1000]),
    establishedDate,
    businessTermFrom: establishedDate,
    businessTermTo: limited ? addDays(addYears(establishedDate, 30), -1) : '长期',
    domicile: `${options.district.city}${options.district.name}${road}${random.pick(['A座', 'B座', '1号楼', '2号楼'])}${random.integer(3, 22)}0${random.integer(1, 9)}号`,
    registrationAuthority: `${options.district.city}${options.district.name}市场监督管理局`,
    approvedDate: addDays(addYears(establishedDate, random.integer(1, 4)), random.integer(3, 200)),
  };
}

/** @returns a shop whose name follows region + word + trade, as 个体工商户名称登记管理办法 wants. */
export function drawShop(random: Random, district: District): Shop {
  const trade = random.pick(shopTrades);
  return { name: `${district.city}${district.name}${random.pick(shopWords)}${trade.word}`, businessScope: trade.scope };
}
