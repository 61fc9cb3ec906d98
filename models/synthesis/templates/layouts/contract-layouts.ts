/** Lease contracts and other contracts in several lengths; later pages carry no title. */
import { addDays, capitalYuan, chineseDate } from '../../record/chinese-writing.ts';
import { contractClauses, leaseClauses } from '../../record/clauses.ts';
import { grid, pair } from '../blocks/grid.ts';
import { letter, sealAt, signature, signedDate, under } from '../blocks/letter.ts';
import type { LetterParts } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { sealSvg } from '../ornaments/seal.ts';
import { a4Portrait } from '../template.ts';
import type { Random } from '../../random.ts';

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六', '十七', '十八', '十九', '二十'];

/** How articles are counted, one way per document. */
type Counting = (index: number, title: string) => string;
const countings: readonly Counting[] = [
  (index, title) => `<b>第${numerals[index] ?? index + 1}条&#12288;${title}</b>&#12288;`,
  (index, title) => `<b>${numerals[index] ?? index + 1}、${title}</b>${title === '' ? '' : '：'}`,
  (index) => `${index + 1}. `,
  (index, title) => `第${numerals[index] ?? index + 1}条&#12288;${title}<br>&#12288;&#12288;`,
];

function shuffled<T>(from: readonly T[], random: Random): T[] {
  return from.map((value) => ({ value, order: random.next() })).sort((a, b) => a.order - b.order).map(({ value }) => value);
}

const foot = (context: LayoutContext, pages: number) =>
  context.wording.chance(0.6) ? (context.wording.chance(0.5) ? `第 ${context.page} 页&#12288;共 ${pages} 页` : `- ${context.page} -`) : '';

/** Half of a seal over the edge of every page. */
function seam(context: LayoutContext, ring: string): string {
  if (Number(context.facts.company.uscc.charCodeAt(12)) % 3 !== 0) return '';
  return sealSvg({ xMm: 210 + context.random.between(4, 12), yMm: context.random.between(90, 210), ring, turnDegrees: context.random.between(-40, 40), opacity: 0.7 });
}

function leaseParties(context: LayoutContext, company: boolean): string[] {
  const { facts, marks, style, wording } = context;
  const c = style.colon;
  const lessor = company ? facts.company.name : facts.partner.name;
  const lessorNumber = company ? facts.company.uscc : facts.partner.idNumber;
  const [first, second] = wording.pick([['出租方（甲方）', '承租方（乙方）'], ['甲方（出租人）', '乙方（承租人）'], ['出租人', '承租人'], ['甲方（房东）', '乙方（租客）']] as const);
  return [
    `|<b>${first}${c}</b>${under(marks.field('lessorName', lessor))}`,
    `|${company ? '统一社会信用代码' : '身份证号码'}${c}${under(marks.field('lessorIdNumber', lessorNumber))}${wording.chance(0.5) ? `&#12288;联系电话${c}${under(facts.partner.mobile)}` : ''}`,
    `|<b>${second}${c}</b>${under(marks.field('lesseeName', facts.holder.name))}`,
    `|身份证号码${c}${under(marks.field('lesseeIdNumber', facts.holder.idNumber))}${wording.chance(0.5) ? `&#12288;联系电话${c}${under(facts.holder.mobile)}` : ''}`,
  ];
}

function leaseTerms(context: LayoutContext, counting: Counting): string[] {
  const { facts, marks, wording } = context;
  const { property } = facts;
  const pay = wording.pick(['按月支付', '按季度支付', '每半年支付一次', '按年支付']);
  return [
    `${counting(0, '房屋基本情况')}甲方将位于${under(marks.field('location', property.location))}的房屋出租给乙方使用，建筑面积${under(marks.field('area', property.area))}平方米，用途为${wording.pick(['商业经营', '居住', '办公', '餐饮经营'])}。`,
    `${counting(1, '租赁期限')}租赁期共${under(String(property.years))}年，自${under(marks.field('leaseFrom', chineseDate(property.leaseFrom), property.leaseFrom))}起至${under(marks.field('leaseTo', chineseDate(property.leaseTo), property.leaseTo))}止。`,
    `${counting(2, '租金及支付方式')}月租金为人民币${under(marks.field('rent', `${property.rentYuan.toFixed(2)}`))}元（大写：${under(capitalYuan(property.rentYuan))}），${pay}，先付后用。`,
    `${counting(3, '押金')}乙方应于签订合同时向甲方支付押金${under(String(property.rentYuan * 2))}元，租赁期满结清费用后无息退还。`,
  ];
}

function leaseSign(context: LayoutContext, company: boolean): string {
  const { facts } = context;
  const { partner, holder, property } = facts;
  const seal = company ? sealAt(context, facts.company.name, 30, 10) : '';
  return `<div class="columns"><div>甲方（签章）：${signature(context, partner.name)}<br>${signedDate(context, 'signedDate', property.signedDate)}${seal}</div><div>乙方（签章）：${signature(context, holder.name)}<br>${signedDate(context, null, property.signedDate)}</div></div>`;
}

/** @param pages of the whole contract; the last one carries the signatures */
function lease(context: LayoutContext, pages: number): Draft {
  const { wording, page, facts } = context;
  const company = wording.chance(0.4);
  const counting = wording.pick(countings);
  const title = wording.pick(['房屋租赁合同', '房屋租赁合同', '租赁合同', '商铺租赁合同', '门面租赁合同', '房屋租赁协议']);
  const clauses = shuffled(leaseClauses, wording);
  const onFirst = pages === 1 ? wording.integer(2, 4) : wording.integer(4, 6);
  const first = clauses.slice(0, onFirst);
  const rest = shuffled([...clauses.slice(onFirst), ...leaseClauses], context.random);
  const sizeMm = pages === 1 ? 3.9 : 4.3;
  const parts: LetterParts = { paragraphs: [], sizeMm, leading: pages === 1 ? 1.75 : 1.95, foot: foot(context, pages) };
  const line = ([name, text]: readonly [string, string], index: number) => counting(index, name) + text;
  if (page === 1) {
    const intro = '根据《中华人民共和国民法典》及有关规定，甲、乙双方在平等、自愿的基础上，就房屋租赁事宜达成如下协议：';
    const number = wording.chance(0.3) ? `<div style="text-align:right;font-size:.85em">合同编号：ZL-${facts.property.signedDate.slice(0, 4)}-${wording.integer(100, 999)}</div>` : '';
    const paragraphs = [...leaseParties(context, company), intro, ...leaseTerms(context, counting), ...first.map((clause, index) => line(clause, index + 4))];
    const draft = letter(context, { ...parts, head: number, title, paragraphs, ...(pages === 1 ? { sign: leaseSign(context, company) } : {}) });
    return { ...draft, body: draft.body + (company ? seam(context, facts.company.name) : ''), signaturePresent: pages === 1, sealPresent: company && pages === 1 };
  }
  const before = 4 + onFirst + (page - 2) * 7;
  const last = page === pages;
  const paragraphs = rest.slice(0, last ? wording.integer(2, 6) : 9).map((clause, index) => line(clause, before + index));
  const draft = letter(context, { ...parts, paragraphs, ...(last ? { sign: leaseSign(context, company) } : {}) });
  return { ...draft, body: draft.body + (company ? seam(context, facts.company.name) : ''), continuation: true, signaturePresent: last, sealPresent: company && last };
}

const kinds = [
  { title: '劳动合同书', parties: ['甲方（用人单位）', '乙方（劳动者）'], person: true },
  { title: '劳动合同', parties: ['甲方', '乙方'], person: true },
  { title: '购销合同', parties: ['供方（甲方）', '需方（乙方）'], person: false },
  { title: '买卖合同', parties: ['卖方', '买方'], person: false },
  { title: '技术服务合同', parties: ['委托方（甲方）', '受托方（乙方）'], person: false },
  { title: '装修工程施工合同', parties: ['发包方（甲方）', '承包方（乙方）'], person: false },
  { title: '存量房买卖合同', parties: ['出卖人', '买受人'], person: true },
  { title: '合作协议书', parties: ['甲方', '乙方'], person: false },
  { title: '股权转让协议', parties: ['转让方', '受让方'], person: true },
  { title: '借款合同', parties: ['出借人', '借款人'], person: true },
] as const;

function contract(context: LayoutContext, pages: number): Draft {
  const { wording, page, facts, marks, style } = context;
  const { title, parties, person } = wording.pick(kinds);
  const counting = wording.pick(countings);
  const clauses = shuffled(contractClauses, wording);
  const [a, b] = [facts.company.name, person ? facts.holder.name : facts.otherCompany.name];
  const date = addDays(facts.company.approvedDate, 20);
  const sign = `<div class="columns"><div>${parties[0]}（盖章）：<br>代表人：${signature(context, facts.partner.name)}<br>${signedDate(context, 'signedDate', date)}${sealAt(context, a, 34, 12, wording.chance(0.4) ? '合同专用章' : undefined)}</div><div>${parties[1]}（签章）：<br>${person ? '' : '代表人：'}${signature(context, facts.agent.name)}<br>${signedDate(context, null, date)}${person ? '' : sealAt(context, b, 34, 12)}</div></div>`;
  const parts: LetterParts = { paragraphs: [], sizeMm: 4.3, leading: 1.95, foot: foot(context, pages) };
  const line = ([name, text]: readonly [string, string], index: number) => counting(index, name) + text;
  if (page === 1) {
    const goods = !person && wording.chance(0.4);
    const table = grid(context, [[{ label: '名称', span: 8 }, { label: '规格', span: 4 }, { label: '数量', span: 4 }, { label: '单价', span: 4 }, { label: '金额', span: 4 }], ...[1, 2, 3].map((row) => [{ html: wording.pick(['办公桌椅', '打印机', '货架', '冷柜', '电脑']), span: 8 }, { html: `A-${row}`, span: 4 }, { html: String(wording.integer(1, 20)), span: 4 }, { html: String(wording.integer(100, 3000)), span: 4 }, { html: String(wording.integer(1000, 30000)), span: 4 }])], { rowMm: 7.5, sizeMm: 3.6 });
    const paragraphs = [
      `|${parties[0]}${style.colon}${under(marks.field('partyA', a))}`,
      `|${parties[1]}${style.colon}${under(marks.field('partyB', b))}`,
      ...(person ? [`|身份证号码${style.colon}${under(facts.holder.idNumber)}`] : []),
      '根据《中华人民共和国民法典》等有关法律法规的规定，双方经平等协商，自愿签订本合同，共同遵守下列条款：',
      ...clauses.slice(0, pages === 1 ? 5 : goods ? 5 : 8).map(line),
    ];
    const draft = letter(context, { ...parts, title: marks.field('title', title), paragraphs, ...(pages === 1 ? { sign } : {}) });
    const body = goods ? draft.body.replace('</p>\n<p>根据', `</p>${table.html}\n<p>根据`) : draft.body;
    return { css: draft.css + (goods ? table.css : ''), body: body + seam(context, a), signaturePresent: pages === 1, sealPresent: pages === 1 };
  }
  const last = page === pages;
  const from = 8 + (page - 2) * 5;
  const rest = shuffled(contractClauses, context.random);
  const draft = letter(context, { ...parts, paragraphs: rest.slice(0, last ? wording.integer(1, 6) : 11).map((clause, index) => line(clause, from + index)), ...(last ? { sign } : {}) });
  return { ...draft, body: draft.body + seam(context, a), continuation: true, signaturePresent: last, sealPresent: last };
}

/** A contract whose facts stand in a table, as agencies print them. */
function tabledLease(context: LayoutContext): Draft {
  const { facts, marks, wording } = context;
  const { property, holder, partner } = facts;
  const table = grid(context, [
    [...pair('出租方', marks.field('lessorName', partner.name), 8), ...pair('证件号码', marks.field('lessorIdNumber', partner.idNumber), 8)],
    [...pair('承租方', marks.field('lesseeName', holder.name), 8), ...pair('证件号码', marks.field('lesseeIdNumber', holder.idNumber), 8)],
    pair('房屋坐落', marks.field('location', property.location), 20),
    [...pair('建筑面积', `${marks.field('area', property.area)}㎡`, 8), ...pair('月租金', `${marks.field('rent', property.rentYuan.toFixed(2))}元`, 8)],
    pair('租赁期限', `${marks.field('leaseFrom', chineseDate(property.leaseFrom), property.leaseFrom)}至${marks.field('leaseTo', chineseDate(property.leaseTo), property.leaseTo)}`, 20),
    [{ span: 24, className: 'plain', html: shuffled(leaseClauses, wording).slice(0, 6).map(([, text], index) => `${index + 1}、${text}`).join('<br>') }],
  ], { rowMm: 10, sizeMm: 3.7 });
  const text = letter(context, { title: wording.pick(['房屋租赁合同', '房屋租赁登记备案合同']), paragraphs: [], sign: leaseSign(context, false) });
  return { css: text.css + table.css, body: text.body.replace('<div class="sign">', `${table.html}<div class="sign">`), signaturePresent: true };
}

const make = (id: string, documentType: Layout['documentType'], pages: number, draw: (context: LayoutContext) => Draft, split: Layout['split'] = 'train') => layout({ id, documentType, paper: a4Portrait, pages, split, draw });

export const contractLayouts: readonly Layout[] = [
  make('lease-one-page', 'lease-contract', 1, (context) => lease(context, 1)),
  make('lease-two-pages', 'lease-contract', 2, (context) => lease(context, 2)),
  make('lease-four-pages', 'lease-contract', 4, (context) => lease(context, 4)),
  make('lease-three-pages', 'lease-contract', 3, (context) => lease(context, 3), 'holdout'),
  make('lease-table', 'lease-contract', 1, tabledLease, 'validation'),
  make('contract-one-page', 'contract', 1, (context) => contract(context, 1)),
  make('contract-three-pages', 'contract', 3, (context) => contract(context, 3)),
  make('contract-two-pages', 'contract', 2, (context) => contract(context, 2), 'holdout'),
  make('contract-five-pages', 'contract', 5, (context) => contract(context, 5), 'validation'),
];
