/** Certificates on single sheets: permits, organisation codes, bank accounts, birth certificates. */
import { addDays, addYears, chineseDate, paddedChineseDate } from '../../record/chinese-writing.ts';
import { digits } from '../../record/document-numbers.ts';
import { drawBranch, drawHospital, drawOrganizationCode } from '../../record/organizations.ts';
import { grid, pair } from '../blocks/grid.ts';
import { sealAt } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { guillocheSvg } from '../ornaments/guilloche.ts';
import { roundelSvg } from '../ornaments/roundel.ts';
import { a4Landscape, a4Portrait } from '../template.ts';
import type { PaperSize } from '../template.ts';
import { qrSvg } from './licence-layouts.ts';

type Row = readonly [label: string, html: string];

export type FramedParts = {
  paper: PaperSize;
  title: string;
  /** HTML between title and rows. */
  code?: string;
  rows: readonly Row[];
  end: string;
  emblem?: boolean;
  corner?: string;
  /** Two columns of rows. */
  split?: boolean;
  colours?: readonly (readonly [ground: string, edge: string])[];
};

const usual = [['#fdf8e6', '#b08d3c'], ['#f3f7ee', '#7f9f66'], ['#eef4fb', '#6f93bd'], ['#fbf0ee', '#bf7d76'], ['#fffefa', '#9a8a60']] as const;

/** An ornate frame, a title, labelled rows and an issuer's block: what most Chinese permits look like. */
export function framed({ style, wording }: LayoutContext, parts: FramedParts): Draft {
  const [ground, edge] = wording.pick(parts.colours ?? usual);
  const wide = parts.paper.widthMm > parts.paper.heightMm;
  const margin = wording.between(6, 15);
  const k = parts.paper.widthMm / (wide ? 297 : 210);
  const border = wording.pick([
    `border:${wording.between(2, 5).toFixed(1)}mm solid transparent;border-image:repeating-linear-gradient(${wording.pick([45, 60, 90])}deg,${edge} 0 1mm,${ground} 1mm 1.8mm,${edge} 1.8mm 2.2mm,${ground} 2.2mm 3mm) 16`,
    `border:1mm double ${edge};outline:.4mm solid ${edge};outline-offset:1.6mm`,
    `border:.6mm solid ${edge};box-shadow:inset 0 0 0 1.6mm ${ground},inset 0 0 0 2mm ${edge}`,
  ]);
  const inset = margin + 9 * k + (wide ? 8 : 6);
  const css = `
.sheet{background:${ground}}
.frame{position:absolute;inset:${margin.toFixed(1)}mm;${border}}
.inner{position:absolute;left:${inset.toFixed(1)}mm;right:${inset.toFixed(1)}mm;top:${(margin + 7 * k).toFixed(1)}mm;bottom:${(margin + 7 * k).toFixed(1)}mm}
.emblem{display:block;width:${22 * k}mm;height:${22 * k}mm;margin:0 auto}
.title{font-family:${style.title};font-weight:${style.titleWeight};font-size:${((parts.title.length > 8 ? 8.4 : 12) * k * wording.between(0.9, 1.15)).toFixed(1)}mm;text-align:center;letter-spacing:${(0.25 * style.spread).toFixed(2)}em;line-height:1.4;white-space:nowrap;margin:${wording.between(1, 6).toFixed(1)}mm 0}
.code{text-align:${wording.pick(['center', 'center', 'right'])};font-size:${4 * k}mm;font-family:${style.hei};line-height:1.7;margin-bottom:${wording.between(2, 8).toFixed(1)}mm}
.rows{${parts.split ? 'columns:2;column-gap:9mm;' : ''}font-size:${(4.3 * k * style.scale).toFixed(2)}mm;line-height:1.5}
.row{display:flex;break-inside:avoid;margin-bottom:${((wide ? 3 : 4.6) * k * style.leading).toFixed(1)}mm}
.row .l{flex:none;width:${wording.between(6.2, 7.4).toFixed(1)}em;${wording.chance(0.6) ? 'text-align:justify;text-align-last:justify;' : ''}margin-right:1em;font-family:${style.hei}}
.row .v{word-break:break-all}
.end{position:absolute;right:${wording.between(4, 20).toFixed(0)}mm;bottom:${wording.between(2, 12).toFixed(0)}mm;font-size:${4.4 * k}mm;line-height:1.9;text-align:center}
.corner{position:absolute;right:0;top:2mm;width:${20 * k}mm;height:${20 * k}mm}.corner svg{width:100%;height:100%}`;
  const rows = parts.rows.map(([label, html]) => `<div class="row"><div class="l">${label}</div><div class="v">${html}</div></div>`).join('');
  const body = `${guillocheSvg(parts.paper.widthMm, parts.paper.heightMm, 'rgba(180,165,120,.3)', 1.5)}<div class="frame"></div><div class="inner">${parts.corner ? `<div class="corner">${parts.corner}</div>` : ''}${parts.emblem ? roundelSvg('emblem', '#c03024', '#f6d872') : ''}
<div class="title">${parts.title}</div>${parts.code ? `<div class="code">${parts.code}</div>` : ''}<div class="rows">${rows}</div><div class="end">${parts.end}</div></div>`;
  return { css, body, sealPresent: true };
}

const foodItems = ['预包装食品（含冷藏冷冻食品）销售', '散装食品（含冷藏冷冻食品）销售', '热食类食品制售', '冷食类食品制售（含冷荤）', '自制饮品制售', '糕点类食品制售', '特殊食品销售（保健食品）'];

function foodPermit(context: LayoutContext, paper: PaperSize): Draft {
  const { marks, facts, wording, style } = context;
  const issued = addDays(facts.today, -wording.integer(5, 1700));
  const to = addDays(addYears(issued, 5), -1);
  const kind = wording.integer(1, 3);
  const business = ['食品销售经营者', '餐饮服务经营者', '单位食堂'][kind - 1] as string;
  const count = wording.integer(1, 3);
  const start = wording.integer(0, foodItems.length - count);
  const number = `JY${kind}${facts.region.code}${digits(wording, 7)}`;
  const rows: Row[] = [
    ['经营者名称', marks.field('operatorName', facts.shop.name)],
    [wording.pick(['统一社会信用代码', '社会信用代码（身份证号码）']), marks.field('uscc', facts.shop.uscc)],
    [wording.pick(['法定代表人（负责人）', '法定代表人']), marks.field('legalRepresentative', facts.holder.name)],
    ['住所', marks.field('domicile', facts.shop.premises)],
    ['经营场所', marks.field('premises', facts.shop.premises)],
    ['主体业态', marks.field('businessType', business)],
    ['经营项目', marks.field('items', foodItems.slice(start, start + count).join('；'))],
  ];
  const right: Row[] = [['许可证编号', marks.field('permitNumber', number)], ['日常监督管理机构', `${facts.region.name}市场监督管理局`], ['日常监督管理人员', '随机抽取'], ['投诉举报电话', '12315'], ['签发人', facts.partner.name], ['有效期至', marks.field('validTo', paddedChineseDate(to), to)]];
  const authority = facts.shop.registrationAuthority;
  const wide = paper.widthMm > paper.heightMm;
  return framed(context, { paper, title: '食品经营许可证', emblem: wording.chance(0.6), corner: wording.chance(0.8) ? qrSvg(`https://spjy.example/${number}`) : '', rows: wide ? [...rows, ...right] : [...rows, ...right.filter((_, index) => index === 0 || index > 3)], split: wide, end: `发证机关${style.colon}${marks.field('issuingAuthority', authority)}<br>${chineseDate(issued)}${sealAt(context, authority, 34, 8)}` });
}

function organizationCode(context: LayoutContext, paper: PaperSize): Draft {
  const { marks, facts, wording, style } = context;
  const code = drawOrganizationCode(wording);
  const from = facts.company.establishedDate;
  const to = addYears(from, 4);
  const office = `${facts.region.city}质量技术监督局`;
  const rows: Row[] = [
    ['代码', marks.field('organizationCode', code)],
    ['机构名称', marks.field('name', facts.company.name)],
    ['机构类型', marks.field('type', wording.pick(['企业法人', '企业非法人', '社团法人', '事业法人']))],
    [wording.pick(['法定代表人', '负责人']), facts.holder.name],
    ['地址', facts.company.domicile],
    ['有效期', `自${marks.field('validFrom', paddedChineseDate(from), from)}至${marks.field('validTo', paddedChineseDate(to), to)}`],
    ['颁发单位', marks.field('issuingAuthority', office)],
    ['登记号', `组代管${facts.region.code}-${digits(wording, 6)}`],
  ];
  return framed(context, { paper, title: `${wording.chance(0.7) ? '中华人民共和国' : ''}${wording.chance(0.5) ? '<br>' : ''}组织机构代码证`, code: wording.chance(0.6) ? `（${wording.pick(['副本', '正本', '电子副本'])}）` : '', rows, end: `${style.colon === ':' ? '' : ''}${sealAt(context, office, -20, -8)}` });
}

function accountPermit(context: LayoutContext, paper: PaperSize): Draft {
  const { marks, facts, wording, style } = context;
  const branch = drawBranch(wording, facts.region);
  const account = digits(wording, wording.integer(15, 19)).replace(/^0/, '4');
  const approval = `J${facts.region.code.slice(0, 4)}${digits(wording, 9)}`;
  const text = `<div style="line-height:2.2;font-size:4.6mm;text-indent:2em">经审核，<u>&nbsp;${marks.field('accountName', facts.company.name)}&nbsp;</u>符合开户条件，准予开立${wording.pick(['基本', '基本', '专用'])}存款账户。</div><div style="line-height:2.2;font-size:4.5mm">法定代表人（单位负责人）：${marks.field('legalRepresentative', facts.holder.name)}<br>开户银行：${marks.field('bank', branch)}<br>账&#12288;&#12288;号：${marks.field('accountNumber', account)}</div>`;
  const bank = `中国人民银行${facts.region.city.replace(/市$/, '')}中心支行`;
  const draft = framed(context, { paper, title: '开户许可证', code: `核准号：${marks.field('approvalNumber', approval)}&#12288;&#12288;编号：${digits(wording, 4)}-${digits(wording, 8)}`, rows: [], end: `发证机关（盖章）<br>${chineseDate(facts.company.approvedDate)}${sealAt(context, bank, 20, 4)}` });
  return { ...draft, body: draft.body.replace('<div class="rows"></div>', `<div style="font-family:${style.song}">${text}</div>`) };
}

/** What a bank prints since the permit was abolished. */
function accountPrintout(context: LayoutContext): Draft {
  const { marks, facts, wording, style } = context;
  const branch = drawBranch(wording, facts.region);
  const rows = [
    ['账户名称', marks.field('accountName', facts.company.name)],
    ['账户号码', marks.field('accountNumber', `45${digits(wording, 15)}`)],
    ['开户银行', marks.field('bank', branch)],
    [wording.pick(['法定代表人（单位负责人）', '法定代表人<br>（单位负责人）']), marks.field('legalRepresentative', facts.holder.name)],
    ['基本存款账户编号', marks.field('approvalNumber', `J${facts.region.code.slice(0, 4)}${digits(wording, 9)}`)],
  ] as const;
  const tabled = wording.chance(0.45);
  const table = grid(context, rows.map(([label, html]) => pair(label, html, 16, 8)), { rowMm: 11, sizeMm: 4.2 });
  const list = rows.map(([label, html]) => `<div>${label.replace('<br>', '')}${style.colon}&#12288;${html}</div>`).join('');
  const css = `${table.css}.in{position:absolute;left:${wording.between(22, 34).toFixed(0)}mm;right:24mm;top:${wording.between(18, 42).toFixed(0)}mm}.t{font-family:${style.title};font-weight:700;font-size:7.4mm;text-align:center;margin-bottom:${wording.between(5, 14).toFixed(0)}mm;letter-spacing:${style.spread.toFixed(1)}mm}.list{font-size:4.6mm;line-height:2.6}.end{position:relative;margin-top:14mm;text-align:right;font-size:4.4mm;line-height:2;padding-right:16mm}`;
  return { css, body: `<div class="in"><div class="t">基本存款账户信息</div>${tabled ? table.html : `<div class="list">${list}</div>`}<div class="end">${branch}<br>${chineseDate(facts.company.approvedDate)}${sealAt(context, branch, 120, 6, '业务专用章')}</div></div>`, sealPresent: true };
}

function birth(context: LayoutContext, paper: PaperSize): Draft {
  const { marks, facts, wording, style } = context;
  const { child, holder, partner } = facts;
  const [father, mother] = holder.sex === '男' ? [holder, partner] : [partner, holder];
  const clock = `${chineseDate(child.birthDate)}${wording.integer(0, 23)}时${wording.integer(0, 59)}分`;
  const hospital = drawHospital(wording, facts.region);
  const number = `${wording.pick([...'JKLMNPQRSTUVW'])}${digits(wording, 9)}`;
  const parent = (label: string, key: 'mother' | 'father', person: typeof holder) => [
    [...pair(`${label}姓名<br>Full name`, marks.field(`${key}Name`, person.name), 5, 3), ...pair('年龄 Age', String(Number(child.birthDate.slice(0, 4)) - Number(person.birthDate.slice(0, 4))), 2, 2), ...pair('国籍', '中国', 2, 2), ...pair('民族', person.ethnicity, 2, 2)],
    [...pair('住址 Address', person.address, 21, 3)],
    [...pair('有效身份证件类别', '居民身份证', 6, 4), ...pair('号码 ID No.', marks.field(`${key}IdNumber`, person.idNumber), 10, 4)],
  ];
  const table = grid(context, [
    [...pair('新生儿姓名<br>Full name of baby', marks.field('name', child.name), 6), ...pair('性别 Sex', marks.field('sex', child.sex), 3, 3), ...pair('出生时间<br>Time of birth', marks.field('birthTime', clock), 5, 3)],
    [...pair('出生地', `${facts.region.province}${facts.region.city}`, 8), ...pair('孕周', `${wording.integer(37, 41)}周`, 2, 2), ...pair('体重', `${wording.integer(2600, 4100)}克`, 3, 2), ...pair('身长', '50cm', 2, 1)],
    ...parent('母亲', 'mother', mother),
    ...parent('父亲', 'father', father),
    [...pair('接生机构名称', hospital, 20)],
  ], { rowMm: paper.heightMm > 150 ? 10 : 7, sizeMm: 3.1 });
  const [ground, edge] = wording.pick([['#f3eff8', '#a58fc4'], ['#fdeff2', '#d58aa0'], ['#eff6ee', '#86b27c'], ['#fbf6e8', '#c4a860']] as const);
  const css = `${table.css}.sheet{background:${ground}}.frame{position:absolute;inset:6mm;border:1.6mm double ${edge}}.in{position:absolute;left:13mm;right:13mm;top:${wording.between(9, 16).toFixed(0)}mm}.t{font-family:${style.title};font-weight:700;font-size:8.4mm;text-align:center;letter-spacing:${(2 * style.spread).toFixed(1)}mm;color:${wording.pick(['#222', '#5b3a8c', '#a0304c'])}}.e{text-align:center;font-size:3.2mm;margin-bottom:3mm}.no{display:flex;justify-content:space-between;margin:2mm 0;font-size:3.6mm;font-family:${style.hei}}.low{position:relative;margin-top:3mm;font-size:3.5mm}`;
  return { css, body: `${guillocheSvg(paper.widthMm, paper.heightMm, 'rgba(190,150,190,.3)', 1.3)}<div class="frame"></div><div class="in"><div class="t">出生医学证明</div><div class="e">BIRTH CERTIFICATE</div>${table.html}<div class="no"><span>签发日期：${chineseDate(addDays(child.birthDate, 9))}</span><span>编号 No. ${marks.field('certificateNumber', number)}</span></div><div class="low">签发机构（专用章）：${hospital}${sealAt(context, hospital, 130, 2, '出生医学证明专用章')}</div></div>`, sealPresent: true };
}

const a5Landscape: PaperSize = { widthMm: 210, heightMm: 148 };
type Kind = { id: string; documentType: Layout['documentType']; split?: Layout['split']; paper: PaperSize; draw: (context: LayoutContext, paper: PaperSize) => Draft };
const kinds: Kind[] = [
  { id: 'food-permit-wide', documentType: 'food-permit', paper: a4Landscape, draw: foodPermit },
  { id: 'food-permit-tall', documentType: 'food-permit', paper: a4Portrait, draw: foodPermit },
  { id: 'food-permit-a3', documentType: 'food-permit', split: 'holdout', paper: { widthMm: 420, heightMm: 297 }, draw: foodPermit },
  { id: 'organization-code-wide', documentType: 'organization-code-certificate', paper: a4Landscape, draw: organizationCode },
  { id: 'organization-code-tall', documentType: 'organization-code-certificate', paper: a4Portrait, draw: organizationCode },
  { id: 'organization-code-a5', documentType: 'organization-code-certificate', split: 'holdout', paper: a5Landscape, draw: organizationCode },
  { id: 'account-permit-wide', documentType: 'bank-account-permit', paper: a5Landscape, draw: accountPermit },
  { id: 'account-permit-a4', documentType: 'bank-account-permit', split: 'holdout', paper: a4Landscape, draw: accountPermit },
  { id: 'account-printout', documentType: 'bank-account-permit', paper: a4Portrait, draw: accountPrintout },
  { id: 'account-printout-a5', documentType: 'bank-account-permit', split: 'holdout', paper: a5Landscape, draw: accountPrintout },
  { id: 'birth-certificate', documentType: 'birth-certificate', paper: a5Landscape, draw: birth },
  { id: 'birth-certificate-tall', documentType: 'birth-certificate', paper: a4Portrait, draw: birth },
  { id: 'birth-certificate-wide', documentType: 'birth-certificate', split: 'holdout', paper: a4Landscape, draw: birth },
];

export const certificateLayouts: readonly Layout[] = kinds.map(({ draw, ...options }) => layout({ ...options, draw: (context) => draw(context, options.paper) }));
