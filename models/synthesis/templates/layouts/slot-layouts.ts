/** Forms as they come to a counter half done; in no set, drawn only to measure that nothing is read from an empty slot. */
import { chineseDate } from '../../record/chinese-writing.ts';
import { letter } from '../blocks/letter.ts';
import { createSlots, slotStates } from '../blocks/slots.ts';
import type { Slots, SlotState } from '../blocks/slots.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { a4Portrait } from '../template.ts';

type Person = LayoutContext['facts']['holder'];

const numberLabels = ['身份证号码', '身份证号', '公民身份号码', '证件号码'];
const purposes = ['个体工商户设立登记', '食品经营许可证申请', '营业执照变更登记', '道路运输经营许可', '不动产转移登记'];

const rightHalf = (rows: readonly string[]): string =>
  `|<div style="margin-left:45%">${rows.map((row) => row.replace(/^\|/, '')).join('<br>')}</div>`;

/** Of somebody else: with a label of its own or only in words. */
function somebody({ wording, random, style }: LayoutContext, { name, idNumber }: Person, words: readonly string[]): string {
  const word = wording.pick(words);
  const number = wording.pick(numberLabels);
  return wording.pick([
    `|${word}${style.colon}${name}${'&nbsp;'.repeat(random.integer(1, 6))}${number}${style.colon}${idNumber}`,
    `|${word}${style.colon}${name}<br>${number}${style.colon}${idNumber}`,
    `|${word}${name}（${number}${style.colon}${idNumber}）`,
  ]);
}

const dateRow = (slots: Slots, context: LayoutContext, label: string, key: string): string => {
  const { wording, style, facts } = context;
  if (wording.chance(0.4)) return `|${'&nbsp;'.repeat(wording.integer(4, 40))}年&nbsp;&nbsp;&nbsp;&nbsp;月&nbsp;&nbsp;&nbsp;日`;
  return `|${label}${style.colon}${slots.slot(key, chineseDate(facts.today), facts.today)}`;
};

function attorneyRows(context: LayoutContext, slots: Slots): string[] {
  const { facts, wording } = context;
  const { holder, agent } = facts;
  const number = wording.pick(numberLabels);
  const [principal, other] = wording.pick([
    ['委托人', '受托人'],
    ['委托人姓名', '受托人姓名'],
    ['授权人', '被授权人'],
    ['委托人', '代理人'],
  ] as const);
  return [
    slots.personRow(principal, 'principalName', holder.name),
    slots.personRow(number, 'principalIdNumber', holder.idNumber),
    ...(wording.chance(0.4) ? [slots.row('住址', null, holder.address)] : []),
    slots.otherRow(somebody(context, facts.partner, ['配偶', '联系人', '共有人'])),
    slots.personRow(other, 'agentName', agent.name),
    slots.personRow(number, 'agentIdNumber', agent.idNumber),
    ...(wording.chance(0.6) ? [slots.row('联系电话', 'agentPhone', agent.mobile)] : []),
  ];
}

function attorneyColumns({ facts, wording, style }: LayoutContext, slots: Slots): string[] {
  const number = wording.pick(numberLabels);
  const column = (title: string, person: Person, key: string) =>
    `<div>${title}<br>姓名${style.colon}${slots.slot(`${key}Name`, person.name)}<br>${number}${style.colon}${slots.slot(`${key}IdNumber`, person.idNumber)}</div>`;
  return [
    `|<div class="columns">${column('委托人', facts.holder, 'principal')}${column('受托人', facts.agent, 'agent')}</div>`,
  ];
}

function attorneyOfCompany({ facts, style }: LayoutContext, slots: Slots): string[] {
  return [
    slots.personRow('委托单位', 'principalName', facts.company.name),
    slots.row('法定代表人', null, facts.holder.name),
    `${slots.personRow('受托人姓名', 'agentName', facts.agent.name)}&nbsp;&nbsp;性别${style.colon}${slots.slot(null, facts.agent.sex)}`,
    slots.row('工作单位', null, facts.company.name),
    `${slots.row('职务', null, '职员')}&nbsp;&nbsp;联系电话${style.colon}${slots.slot('agentPhone', facts.agent.mobile)}`,
  ];
}

function attorneySentence({ facts, wording }: LayoutContext, slots: Slots): string[] {
  const { holder, agent } = facts;
  const number = wording.pick(numberLabels);
  return [
    `本人${slots.slot('principalName', holder.name)}，${number}${slots.slot('principalIdNumber', holder.idNumber)}，现委托${slots.slot('agentName', agent.name)}（${number}：${slots.slot('agentIdNumber', agent.idNumber)}）代为办理有关手续。`,
  ];
}

function attorney(context: LayoutContext, state: SlotState): Draft {
  const { wording, style } = context;
  const slots = createSlots(context, state);
  const make = wording.pick([attorneyRows, attorneyRows, attorneyColumns, attorneyOfCompany, attorneySentence]);
  const paragraphs = [
    ...make(context, slots),
    `${wording.pick(['兹委托上述受托人', '现委托受托人全权', '现委托上列受托人', '特委托受托人代为'])}办理${wording.pick(purposes)}手续。`,
    ...(wording.chance(0.5) ? ['|委托期限：&nbsp;&nbsp;&nbsp;年&nbsp;&nbsp;月&nbsp;&nbsp;日至&nbsp;&nbsp;&nbsp;年&nbsp;&nbsp;月&nbsp;&nbsp;日'] : []),
    wording.pick([`|委托人（签字）${style.colon}`, `|委托人签名${style.colon}`, `|委托人（签字）${style.colon}${'&nbsp;'.repeat(30)}受托人（签字）${style.colon}`]),
    dateRow(slots, context, '委托日期', 'signedDate'),
  ];
  return letter(context, { title: wording.pick(['授权委托书', '委托书']), paragraphs: paragraphs.filter(Boolean) });
}

function commitment(context: LayoutContext, state: SlotState): Draft {
  const { facts, wording, marks } = context;
  const slots = createSlots(context, state);
  const title = wording.pick(['承诺书', '住所使用承诺书', '告知承诺书']);
  const number = wording.pick(numberLabels.slice(0, 2));
  const signer = slots.personRow(wording.pick(['承诺人', '承诺人（签字）', '承诺人签名']), 'signer', facts.holder.name);
  const own = slots.personRow(number, 'idNumber', facts.holder.idNumber);
  const other = slots.otherRow(somebody(context, facts.partner, ['配偶', '经办人', '代理人', '法定代表人', '联系人', '见证人', '房屋所有人']));
  const rows = wording.chance(0.5) ? [signer, own, other] : [other, signer, own];
  const phone = wording.chance(0.5) ? [slots.row('联系电话', null, facts.holder.mobile)] : [];
  const more = [...phone, dateRow(slots, context, '日期', 'signedDate')];
  const all = [...rows, ...more].filter(Boolean);
  const paragraphs = [
    '本人郑重承诺所提交的材料真实、合法、有效。',
    wording.pick(['如有虚假，愿承担一切法律责任。', '如有不实，由此产生的后果由本人承担。']),
    ...(wording.chance(0.4) ? [rightHalf(all)] : all),
  ];
  return letter(context, { title: marks.field('title', title), paragraphs });
}

function lease(context: LayoutContext, state: SlotState): Draft {
  const { facts, wording, style } = context;
  const slots = createSlots(context, state);
  const { property, holder, partner, agent } = facts;
  const [lessor, lessee] = wording.pick([
    ['出租方', '承租方'],
    ['出租方（甲方）', '承租方（乙方）'],
    ['甲方（出租方）', '乙方（承租方）'],
    ['出租人', '承租人'],
  ] as const);
  const number = wording.pick(numberLabels);
  const signs = wording.chance(0.5)
    ? [`|${lessor}签名${style.colon}`, `|${lessee}签名${style.colon}`]
    : [`|${lessor}（签字）${style.colon}${'&nbsp;'.repeat(24)}${lessee}（签字）${style.colon}`];
  const paragraphs = [
    slots.personRow(lessor, 'lessorName', holder.name),
    ...(wording.chance(0.7) ? [slots.personRow(number, 'lessorIdNumber', holder.idNumber)] : []),
    slots.otherRow(somebody(context, agent, ['委托代理人', '配偶', '共有人', '联系人', '法定代表人'])),
    slots.personRow(lessee, 'lesseeName', partner.name),
    ...(wording.chance(0.7) ? [slots.personRow(number, 'lesseeIdNumber', partner.idNumber)] : []),
    '双方协商一致，订立本协议：',
    `|第一条 房屋位置：${slots.slot('location', property.location)}`,
    `|第二条 租期共${slots.slot(null, String(property.years))}年`,
    `|第三条 租金每月${slots.slot('rent', String(property.rentYuan), property.rentYuan.toFixed(2))}元，押金${slots.slot(null, '1000')}元`,
    ...signs,
    dateRow(slots, context, '日期', 'signedDate'),
  ];
  return letter(context, { title: wording.pick(['房屋租赁合同', '租房协议', '房屋租赁协议']), paragraphs: paragraphs.filter(Boolean) });
}

function certificate(context: LayoutContext, state: SlotState): Draft {
  const { facts, wording, marks, style } = context;
  const slots = createSlots(context, state);
  const { holder, company } = facts;
  const number = wording.pick(numberLabels.slice(0, 3));
  const name = slots.slot('name', holder.name);
  const own = slots.slot('idNumber', holder.idNumber);
  const [title, sentence] = wording.pick([
    ['收入证明', `兹证明${name}系我单位职工，${number}${own}，月收入人民币${slots.slot(null, '5200')}元。`],
    ['在职证明', `兹证明${name}同志（${number}：${own}）系我公司在职员工，任职${slots.slot(null, '会计')}。`],
    ['居住证明', `兹有居民${name}，${number}${own}，现居住在我辖区。`],
    ['工作证明', `兹证明${name}，性别${slots.slot(null, holder.sex)}，${number}${own}，在我单位工作。`],
  ] as const);
  const paragraphs = [
    sentence,
    slots.otherRow(somebody(context, facts.partner, ['配偶', '经办人', '联系人', '法定代表人'])),
    '特此证明。',
    `|单位名称（盖章）${style.colon}${slots.slot('issuer', company.name)}`,
    slots.row('单位地址', null, company.domicile),
    slots.row('联系电话', null, holder.mobile),
    dateRow(slots, context, '日期', 'issuedDate'),
  ];
  return letter(context, { title: marks.field('title', title), paragraphs: paragraphs.filter(Boolean) });
}

const kinds = [
  { documentType: 'power-of-attorney', draw: attorney },
  { documentType: 'commitment-letter', draw: commitment },
  { documentType: 'lease-contract', draw: lease },
  { documentType: 'certificate-letter', draw: certificate },
] as const;

export const slotLayouts: readonly Layout[] = slotStates.flatMap((state) =>
  kinds.map(({ documentType, draw }) =>
    layout({
      id: `slots-${state}-${documentType}`,
      documentType,
      split: 'holdout',
      paper: a4Portrait,
      draw: (context) => draw(context, state),
    }),
  ),
);
