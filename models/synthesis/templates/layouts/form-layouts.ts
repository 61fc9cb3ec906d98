/** Application forms of the five service items: one table layout each, in variants of wording, rows and arrangement. */
import { chineseDate } from '../../record/chinese-writing.ts';
import { drawUnitNumber } from '../../record/document-numbers.ts';
import { band, choices, grid, pair, tick } from '../blocks/grid.ts';
import type { Cell } from '../blocks/grid.ts';
import { sealAt, signature, signedDate } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { a4Portrait } from '../template.ts';

type Form = { titles: readonly string[]; rows: (context: LayoutContext) => Cell[][] };

const promise = (context: LayoutContext, text: string): Cell[] => {
  const { facts } = context;
  const label = context.wording.pick(['申请人签字', '申请人（签章）', '签字或盖章', '法定代表人（负责人）签字']);
  return [{ span: 24, className: 'plain', html: `${text}<div style="position:relative;margin-top:5mm">${label}：${signature(context, facts.holder.name)}&#12288;&#12288;${signedDate(context, null, facts.today)}</div>` }];
};

const truth = '本人（单位）承诺所填写的内容和提交的申请材料真实、合法、有效，复印件与原件一致，并对因提交虚假材料所引发的一切后果承担法律责任。';

const individualBusiness: Form = {
  titles: ['个体工商户登记（备案）申请书', '个体工商户开业登记申请书', '个体工商户设立登记申请书'],
  rows: (context) => {
    const { facts, marks, wording } = context;
    const { shop, holder } = facts;
    return [
      band(`${tick(true)}基本信息（必填项）`),
      pair('名&#12288;称', marks.field('name', shop.name), 20),
      [...pair('联系电话', marks.field('phone', holder.mobile), 8), ...pair('邮政编码', marks.field('postcode', facts.region.postcode), 8)],
      pair('经营场所', marks.field('premisesAddress', shop.premises), 20),
      band(`${tick(true)}设立（仅设立登记填写）`),
      [...pair('出资额', `${marks.field('fundingAmount', String(wording.integer(1, 50)))}万元`, 8), ...pair('从业人数', `${marks.field('employees', String(wording.integer(1, 9)))}人`, 8)],
      pair('经营范围', marks.field('businessScope', shop.scope), 20),
      pair('组成形式', choices(context, 'formType', ['个人经营', '家庭经营'], wording.pick(['个人经营', '家庭经营'])), 20),
      band(`${tick(true)}经营者`),
      [...pair('姓&#12288;名', marks.field('operator.name', holder.name), 8), ...pair('性&#12288;别', marks.field('operator.sex', holder.sex), 8)],
      [...pair('民&#12288;族', marks.field('operator.ethnicity', holder.ethnicity), 8), ...pair('出生日期', marks.field('operator.birthDate', chineseDate(holder.birthDate), holder.birthDate), 8)],
      [...pair('身份证件类型', '居民身份证', 8), ...pair('身份证件号码', marks.field('operator.idNumber', holder.idNumber), 8)],
      pair('住&#12288;所', marks.field('operator.address', holder.address), 20),
      promise(context, truth),
    ];
  },
};

const foodPermit: Form = {
  titles: ['食品经营许可申请书', '食品经营许可证申请表', '食品经营许可申请表'],
  rows: (context) => {
    const { facts, marks, wording } = context;
    const { shop, holder, partner } = facts;
    return [
      pair('经营者名称', marks.field('operatorName', shop.name), 20),
      pair('统一社会信用代码', marks.field('uscc', shop.uscc), 20),
      [...pair('法定代表人<br>（负责人）', marks.field('legalRepresentative.name', holder.name), 8), ...pair('联系电话', marks.field('legalRepresentative.phone', holder.mobile), 8)],
      pair('身份证号码', marks.field('legalRepresentative.idNumber', holder.idNumber), 20),
      pair('住&#12288;所', marks.field('domicile', shop.premises), 20),
      pair('经营场所', marks.field('premises', shop.premises), 20),
      pair('主体业态', choices(context, 'businessType', ['食品销售经营者', '餐饮服务经营者', '单位食堂'], wording.pick(['食品销售经营者', '餐饮服务经营者', '单位食堂'])), 20),
      pair('经营项目', ['预包装食品销售', '散装食品销售', '热食类食品制售', '冷食类食品制售', '生食类食品制售', '糕点类食品制售', '自制饮品制售'].map((text) => tick(wording.chance(0.35)) + text).join('&#8194;'), 20),
      [...pair('是否网络经营', choices(context, 'isOnline', ['是', '否'], wording.pick(['是', '否'])), 8), ...pair('从业人员', `${marks.field('staffCount', String(wording.integer(2, 40)))}人`, 8)],
      [...pair('中央厨房', choices(context, 'centralKitchen', ['是', '否'], '否'), 8), ...pair('集体用餐配送', choices(context, 'collectiveDelivery', ['是', '否'], '否'), 8)],
      [...pair('食品安全<br>管理人员', marks.field('foodSafetyOfficer.name', partner.name), 8), ...pair('身份证号', marks.field('foodSafetyOfficer.idNumber', partner.idNumber), 8)],
      promise(context, `保证申明：${truth}`),
    ];
  },
};

const publicHealth: Form = {
  titles: ['公共场所卫生许可证申请表', '公共场所卫生许可申请书', '卫生行政许可申请书'],
  rows: (context) => {
    const { facts, marks, wording } = context;
    const { shop, holder } = facts;
    return [
      pair('单位名称', marks.field('unitName', shop.name), 20),
      pair('单位地址', marks.field('address', shop.premises), 20),
      [...pair('统一社会<br>信用代码', marks.field('uscc', shop.uscc), 8), ...pair('经济性质', marks.field('economicType', wording.pick(['个体', '私营', '有限责任公司'])), 8)],
      [...pair('法定代表人<br>或负责人', marks.field('legalRepresentative.name', holder.name), 8), ...pair('联系电话', marks.field('contact.phone', holder.mobile), 8)],
      pair('身份证号', marks.field('legalRepresentative.idNumber', holder.idNumber), 20),
      pair('经营项目', choices(context, 'businessItems', ['住宿', '沐浴', '美容美发', '文化娱乐', '体育', '购物'], wording.pick(['住宿', '美容美发', '沐浴'])), 20),
      [...pair('使用面积', `${marks.field('area', facts.property.area)}㎡`, 8), ...pair('从业人员数', `${marks.field('staffCount', String(wording.integer(2, 30)))}人`, 8)],
      pair('集中空调', choices(context, 'hasCentralAC', ['有', '无'], wording.pick(['有', '无'])), 20),
      pair('提交材料', ['卫生检测或评价报告', '平面布局图', '卫生管理制度', '从业人员健康证明'].map((text, index) => `${index + 1}. ${text}`).join('<br>'), 20),
      promise(context, truth),
      [{ label: '审查意见', span: 4 }, { html: `<div style="position:relative;height:16mm">${wording.chance(0.4) ? sealAt(context, `${facts.region.name}卫生健康局`, 80, 8) : ''}</div>`, span: 20 }],
    ];
  },
};

const residence: Form = {
  titles: ['居住证申领登记表', '居住证申领表', '流动人口居住证申请登记表', '居住登记申报表'],
  rows: (context) => {
    const { facts, marks, wording } = context;
    const { holder, partner, property } = facts;
    return [
      [...pair('姓&#12288;名', marks.field('name', holder.name), 5), ...pair('性&#12288;别', marks.field('sex', holder.sex), 3, 3), { html: '<div style="color:#888;text-align:center">相片</div>', span: 9, rows: 3 }],
      [...pair('民&#12288;族', marks.field('ethnicity', holder.ethnicity), 5), ...pair('出生<br>日期', marks.field('birthDate', holder.birthDate), 3, 3)],
      pair('公民身份号码', marks.field('idNumber', holder.idNumber), 11),
      pair('户籍地址', marks.field('registeredAddress', holder.address), 20),
      pair('居住地址', marks.field('residenceAddress', partner.address), 20),
      [...pair('居住时间', marks.field('residenceSince', chineseDate(property.leaseFrom), property.leaseFrom), 8), ...pair('联系电话', marks.field('mobile', holder.mobile), 8)],
      pair('居住事由', choices(context, 'reason', ['务工', '经商', '就学', '投靠', '其他'], wording.pick(['务工', '经商', '就学'])), 20),
      [...pair('房主姓名', partner.name, 8), ...pair('房主电话', partner.mobile, 8)],
      [...pair('工作单位', facts.company.name, 20)],
      promise(context, '本人申请领取居住证，所填内容属实。'),
      [{ label: '公安机关意见', span: 4 }, { html: `<div style="position:relative;height:18mm">${wording.chance(0.5) ? sealAt(context, partner.issuingAuthority, 80, 9) : ''}</div>`, span: 20 }],
    ];
  },
};

const realEstate: Form = {
  titles: ['不动产登记申请书', '不动产登记申请表', '不动产登记申请审批表'],
  rows: (context) => {
    const { facts, marks, wording } = context;
    const { holder, partner, property } = facts;
    const side = (title: string, key: string, person: typeof holder): Cell[][] => [
      band(`${title}情况`),
      [...pair('姓名（名称）', marks.field(`${key}.0.name`, person.name), 8), ...pair('联系电话', marks.field(`${key}.0.phone`, person.mobile), 8)],
      [...pair('身份证件种类', '居民身份证', 8), ...pair('证件号', marks.field(`${key}.0.idNumber`, person.idNumber), 8)],
      pair('通讯地址', marks.field(`${key}.0.address`, person.address), 20),
    ];
    return [
      [...pair('收件编号', '', 5), ...pair('日期', '', 3), ...pair('单位', '㎡、万元', 4)],
      [{ label: '登记事由', span: 4 }, { html: ['土地所有权', '国有建设用地使用权', '房屋所有权', '抵押权', '地役权'].map((text) => tick(/国有|房屋/.test(text)) + text).join('&#8194;') + `<br>${choices(context, 'registrationType', ['首次登记', '转移登记', '变更登记', '注销登记', '更正登记'], wording.pick(['转移登记', '转移登记', '变更登记']))}`, span: 20 }],
      ...side('权利人', 'transferees', holder),
      ...side('义务人', 'transferors', partner),
      band('不动产情况'),
      pair('坐&#12288;落', marks.field('property.location', property.location), 20),
      pair('不动产单元号', marks.field('property.unitNumber', drawUnitNumber(wording, facts.region)), 20),
      [...pair('面&#12288;积', marks.field('property.area', property.area), 8), ...pair('用&#12288;途', marks.field('property.usage', wording.pick(['住宅', '商业'])), 8)],
      pair('登记原因', marks.field('reason', wording.pick(['买卖', '继承', '赠与', '互换'])), 20),
      pair('分别持证', choices(context, 'separateCertificates', ['是', '否'], '否'), 20),
      promise(context, truth),
    ];
  },
};

function form(context: LayoutContext, { titles, rows }: Form, dense: boolean): Draft {
  const { marks, wording, style } = context;
  const cells = rows(context);
  const cover = wording.chance(0.5) ? `<div class="note">${wording.pick(['注：请仔细阅读本申请书《填写说明》，按要求填写。', `填表日期：${chineseDate(context.facts.today)}`, '受理编号：', '编号：'])}</div>` : '';
  const available = 225 - (dense ? 20 : 0);
  const table = grid(context, cells, { rowMm: Math.min(16, (available / cells.length) * (dense ? 0.85 : 1)) / Math.max(1, style.scale), sizeMm: dense ? 3.3 : 3.7 });
  const side = (16 * style.air).toFixed(1);
  const css = `${table.css}
.in{position:absolute;left:${side}mm;right:${side}mm;top:${wording.between(9, 18).toFixed(1)}mm}
h1{font-family:${style.title};font-weight:${style.titleWeight};font-size:${(wording.between(5.8, 8)).toFixed(1)}mm;text-align:center;letter-spacing:${(1.2 * style.spread).toFixed(1)}mm;margin-bottom:${wording.between(2, 5).toFixed(1)}mm}
.note{font-size:3.2mm;margin-bottom:1.5mm}`;
  return { css, body: `<div class="in"><h1>${marks.field('formTitle', wording.pick(titles))}</h1>${cover}${table.html}</div>`, signaturePresent: true };
}

const items: [string, Form][] = [['individual-business', individualBusiness], ['food-permit', foodPermit], ['public-health', publicHealth], ['residence', residence], ['real-estate', realEstate]];

/** Last page of a form: no title, only lists of materials, statements and official opinions. */
function lastPage(context: LayoutContext): Draft {
  const { wording, facts } = context;
  const names = ['申请书', '身份证明', '经营场所使用证明', '平面布局图', '授权委托书', '管理制度', '检测报告', '健康证明'];
  const table = grid(context, [
    band('提交材料清单'),
    ...names.slice(0, wording.integer(4, 8)).map((name, index): Cell[] => [{ label: String(index + 1), span: 2 }, { html: name, span: 12 }, { html: tick(wording.chance(0.8)) + '原件', span: 5 }, { html: tick(wording.chance(0.4)) + '复印件', span: 5 }]),
    band('受理意见'),
    [{ span: 24, className: 'plain', html: `<div style="height:26mm;position:relative">经审查，申请材料齐全，符合法定形式。<br>经办人：${signature(context, facts.agent.name)}</div>` }],
    band('核准意见'),
    [{ span: 24, className: 'plain', html: `<div style="height:30mm;position:relative">${wording.chance(0.5) ? sealAt(context, facts.shop.registrationAuthority, 120, 15) : ''}</div>` }],
  ]);
  return { css: `${table.css}.in{position:absolute;left:18mm;right:18mm;top:${wording.integer(14, 30)}mm}`, body: `<div class="in">${table.html}</div>`, continuation: true, signaturePresent: true };
}

export const formLayouts: readonly Layout[] = [
  ...items.flatMap(([name, one]) => [
    layout({ id: `form-${name}`, documentType: 'application-form', paper: a4Portrait, draw: (context) => form(context, one, false) }),
    layout({ id: `form-${name}-dense`, documentType: 'application-form', paper: a4Portrait, split: 'holdout', draw: (context) => form(context, one, true) }),
  ]),
  layout({ id: 'form-last-page', documentType: 'application-form', paper: a4Portrait, draw: lastPage }),
];
