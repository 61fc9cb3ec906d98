/** 营业执照: landscape since 2019, portrait 2015–2019 and the older ones with 注册号; of companies, individuals, partnerships and cooperatives. */
import QRCode from 'qrcode';
import { capitalYuan, chineseDate, paddedChineseDate } from '../../record/chinese-writing.ts';
import { drawOtherUscc } from '../../record/organizations.ts';
import { registrationCheckDigit } from '#shared/validators/registration-number.ts';
import { digits } from '../../record/document-numbers.ts';
import type { Split } from '../../splits.ts';
import { sealAt } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, LayoutContext } from '../layout.ts';
import { guillocheSvg } from '../ornaments/guilloche.ts';
import { roundelSvg } from '../ornaments/roundel.ts';
import { a4Landscape, a4Portrait } from '../template.ts';
import type { PaperSize } from '../template.ts';

type Kind = 'company' | 'individual' | 'partnership' | 'cooperative' | 'branch';
type Row = [label: string, html: string];

/** `era` 2019 landscape with QR; 2015 one code three papers; 2014 registration number. */
type Variety = { id: string; kind: Kind; era: 2019 | 2015 | 2014; original: boolean; wide: boolean; split?: Split };

export function qrSvg(text: string): string {
  let svg = '';
  QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 0, color: { light: '#00000000' } }, (error, made) => {
    if (error) throw error;
    svg = made;
  });
  return svg;
}

function rowsOf({ marks, facts, wording }: LayoutContext, kind: Kind, era: Variety['era']): Row[] {
  const { company, shop, holder } = facts;
  const date = wording.chance(0.7) ? paddedChineseDate : chineseDate;
  const when = (key: string, iso: string) => marks.field(key, date(iso), iso);
  const dated = (label: string): Row => [label, when(label === '注册日期' ? 'registeredDate' : 'establishedDate', shop.establishedDate)];
  if (kind === 'individual') {
    return [
      ['名称', marks.field('name', shop.name)],
      ['类型', marks.field('type', '个体工商户')],
      [wording.chance(0.8) ? '经营者' : '经营者姓名', marks.field('operator', holder.name)],
      ...(era === 2019 && wording.chance(0.5) ? [] : [['组成形式', marks.field('organizationForm', wording.pick(['个人经营', '个人经营', '家庭经营']))] as Row]),
      dated(era === 2014 ? '注册日期' : wording.pick(['注册日期', '成立日期'])),
      ['经营场所', marks.field('premises', shop.premises)],
      ['经营范围', marks.field('businessScope', shop.scope)],
    ];
  }
  const [from, to] = [company.businessTermFrom, company.businessTermTo];
  const term = `${when('businessTermFrom', from)}至${to === '长期' ? marks.field('businessTermTo', '长期') : when('businessTermTo', to)}`;
  const leader = { company: '法定代表人', partnership: '执行事务合伙人', cooperative: '法定代表人', branch: '负责人' }[kind];
  const type = { company: company.type, partnership: '有限合伙企业', cooperative: '农民专业合作社', branch: '有限责任公司分公司' }[kind];
  const name = { company: company.name, partnership: company.name.replace(/有限(责任)?公司/, '合伙企业（有限合伙）'), cooperative: company.name.replace(/有限(责任)?公司/, '农民专业合作社'), branch: `${company.name}${facts.region.name}分公司` }[kind];
  const capital = kind === 'cooperative' ? '成员出资总额' : '注册资本';
  const amount = wording.chance(0.6) ? capitalYuan(company.capitalWan * 10_000) : `${company.capitalWan}万${wording.pick(['元', '元整', '元人民币'])}`;
  return [
    ['名称', marks.field('name', name)],
    ['类型', marks.field('type', type)],
    [kind === 'partnership' && era !== 2019 ? '主要经营场所' : kind === 'branch' ? '营业场所' : '住所', marks.field('domicile', company.domicile)],
    [leader, marks.field('legalRepresentative', holder.name)],
    ...(kind === 'company' || kind === 'cooperative' ? [[capital, marks.field('registeredCapital', amount)] as Row] : []),
    ['成立日期', when('establishedDate', company.establishedDate)],
    ...(kind === 'cooperative' ? [] : [[kind === 'partnership' ? '合伙期限' : wording.pick(['营业期限', '营业期限', '经营期限']), term] as Row]),
    ['经营范围', marks.field('businessScope', company.businessScope)],
  ];
}

const looks = [
  { ground: '#fdf8e2', edge: '#b08d3c', wave: 'rgba(190,165,90,.45)' },
  { ground: '#f4f6ee', edge: '#8aa06a', wave: 'rgba(130,165,120,.4)' },
  { ground: '#fbeeee', edge: '#c08080', wave: 'rgba(210,140,140,.4)' },
  { ground: '#eef4fa', edge: '#7f9fc0', wave: 'rgba(120,160,200,.4)' },
  { ground: '#fffdf4', edge: '#9c8650', wave: 'rgba(200,180,120,.3)' },
];

function licence(context: LayoutContext, { kind, era, original, wide }: Variety, paper: PaperSize): Draft {
  const { facts, marks, random, wording, style } = context;
  const look = era === 2019 ? wording.pick([looks[0], looks[4], looks[0]]) : wording.pick(looks);
  const { ground, edge, wave } = look as (typeof looks)[number];
  const individual = kind === 'individual';
  const uscc = individual ? facts.shop.uscc : kind === 'cooperative' ? drawOtherUscc(wording, '93', facts.region) : facts.company.uscc;
  const authority = individual ? facts.shop.registrationAuthority : facts.company.registrationAuthority;
  const rows = rowsOf(context, kind, era);
  const numbered = facts.region.code + digits(wording, 9).slice(0, 8);
  const registration = numbered + registrationCheckDigit(numbered);
  const code =
    era === 2014
      ? `${wording.pick(['注册号', '注册号', '（注册号）'])}${style.colon}${marks.field('registrationNumber', registration)}${wording.chance(0.4) ? `<br>证照编号${style.colon}NO.${digits(wording, 9)}` : ''}`
      : `统一社会信用代码${era === 2019 ? '<br>' : style.colon}<b>${marks.field('uscc', uscc)}</b>`;
  const approved = facts.company.approvedDate;
  const date = marks.field('approvedDate', paddedChineseDate(approved).replace(/(\d+)/g, ' $1 ').trim(), approved);
  const margin = wording.between(7, 14);
  const html = era === 2019 && wide ? twoColumns(rows) : oneColumn(rows);
  const old = era === 2014 && wording.chance(0.5) ? sealAt(context, authority.replace('市场监督', '工商行政'), 0, 0) : null;
  const css = `
.sheet{background:${ground}}
.ground{position:absolute;inset:${margin + 5}mm;overflow:hidden;background:radial-gradient(circle at 50% 55%,${wave.replace(/[\d.]+\)$/, '.22)')},transparent 70%)}
.frame{position:absolute;inset:${margin.toFixed(1)}mm;border:${wording.between(3, 6).toFixed(1)}mm solid transparent;border-image:repeating-linear-gradient(${wording.pick([45, 90, 135, 30])}deg,${edge} 0 .9mm,${ground} .9mm 1.7mm,${edge} 1.7mm 2.1mm,${ground} 2.1mm 3mm) 16}
.frame:after{content:'';position:absolute;inset:1mm;border:.35mm solid ${edge}}
.emblem{position:absolute;left:50%;margin-left:-12mm;top:${margin + wording.between(6, 10)}mm;width:24mm;height:24mm}
.title{position:absolute;left:0;right:0;top:${margin + (wide ? 32 : 38)}mm;text-align:center;font-family:${style.title};font-weight:900;font-size:${(wide ? 17 : 15) * wording.between(0.9, 1.1)}mm;letter-spacing:${(6 * style.spread).toFixed(1)}mm;line-height:1.15;white-space:nowrap}
.copy{font-size:5.6mm;letter-spacing:2.4mm;font-weight:400;line-height:1.5}
.code{position:absolute;top:${wide ? margin + 22 : margin + 68}mm;${wide ? `left:${margin + 14}mm` : 'left:0;right:0;text-align:center'};font-size:3.9mm;line-height:1.5;font-family:${style.hei}}
.qr{position:absolute;right:${margin + 28}mm;top:${margin + 14}mm;width:23mm;height:23mm}.qr svg{width:100%;height:100%}
.qrtext{position:absolute;right:${margin + 9}mm;top:${margin + 14}mm;width:17mm;font-size:2.3mm;line-height:1.4}
.rows{position:absolute;left:${margin + (wide ? 15 : 20)}mm;right:${margin + (wide ? 13 : 16)}mm;top:${wide ? margin + 70 : margin + 82}mm;display:flex;gap:8mm;font-size:${(4.3 * Math.min(1.06, style.scale)).toFixed(2)}mm;line-height:${(6.2 * style.leading).toFixed(2)}mm}
.col{flex:1.35}.col+.col{flex:1}
.row{display:flex;margin-bottom:${((wide ? 4 : 4.6) * style.leading).toFixed(1)}mm}
.row .l{font-family:${style.hei};font-weight:500;width:${wide ? 25 : 30}mm;flex:none;text-align:justify;text-align-last:justify;margin-right:5mm}
.row .v{word-break:break-all}
.end{position:absolute;right:${margin + wording.between(22, 34)}mm;bottom:${margin + wording.between(14, 24)}mm;font-size:4.5mm;line-height:2.2;text-align:center}
.end .a{font-family:${style.hei};letter-spacing:3mm}
.foot{position:absolute;left:0;right:0;bottom:${Math.max(2, margin - 5)}mm;text-align:center;font-size:2.5mm}`;
  const qr = era === 2014 ? '' : `<div class="qr">${qrSvg(`https://gsxt.example/%7B${uscc}%7D`)}</div>${era === 2019 ? '<div class="qrtext">扫描二维码登录“国家企业信用信息公示系统”了解更多登记、备案、许可、监管信息。</div>' : ''}`;
  const title = era === 2014 && !individual && wording.chance(0.45) ? `${kind === 'cooperative' ? '农民专业合作社' : '企业法人'}营业执照` : era === 2014 && individual && wording.chance(0.5) ? '个体工商户营业执照' : '营业执照';
  const small = title.length > 4 ? 'font-size:10mm;letter-spacing:1mm' : '';
  const copy = original ? (wording.chance(0.5) ? '<div class="copy">（正本）</div>' : '') : `<div class="copy">（副&nbsp;本）${wording.chance(0.5) ? '<span style="font-size:3.4mm">（1-1）</span>' : ''}</div>`;
  const seal = old ?? sealAt(context, era === 2014 ? authority.replace('市场监督', '工商行政') : authority, 22, 12);
  const head = wording.chance(0.93) || era === 2019 ? roundelSvg('emblem', '#c03024', '#f6d872') : '';
  const foot = era === 2014 ? '' : `<div class="foot">国家企业信用信息公示系统网址：http://www.gsxt.gov.cn&#12288;&#12288;${era === 2019 ? '国家市场监督管理总局监制' : '中华人民共和国国家工商行政管理总局监制'}</div>`;
  const body = `<div class="ground">${guillocheSvg(paper.widthMm, paper.heightMm, wave, 1.5)}</div><div class="frame"></div>${head}
<div class="title"><span style="${small}">${title}</span>${copy}</div><div class="code">${code}</div>${qr}<div class="rows">${html}</div>
<div class="end"><span class="a">${era === 2014 && wording.chance(0.3) ? '发照机关' : '登记机关'}</span><br>${random.chance(0.97) ? date : date}${seal}</div>${foot}`;
  return { css, body, sealPresent: true };
}

const cell = ([label, html]: Row) => `<div class="row"><div class="l">${label}</div><div class="v">${html}</div></div>`;
const oneColumn = (rows: Row[]) => `<div class="col">${rows.map(cell).join('')}</div>`;

/** Capital, dates and domicile stand at the right on landscape licences. */
function twoColumns(rows: Row[]): string {
  const right = new Set(['注册资本', '成员出资总额', '成立日期', '注册日期', '营业期限', '经营期限', '合伙期限', '住所', '营业场所', '经营场所']);
  return oneColumn(rows.filter(([label]) => !right.has(label))) + oneColumn(rows.filter(([label]) => right.has(label)));
}

const varieties: Variety[] = [
  { id: 'licence-2019-company-copy', kind: 'company', era: 2019, original: false, wide: true },
  { id: 'licence-2019-company-original', kind: 'company', era: 2019, original: true, wide: true },
  { id: 'licence-2019-individual', kind: 'individual', era: 2019, original: false, wide: true },
  { id: 'licence-2019-partnership', kind: 'partnership', era: 2019, original: false, wide: true, split: 'validation' },
  { id: 'licence-2019-cooperative', kind: 'cooperative', era: 2019, original: true, wide: true, split: 'holdout' },
  { id: 'licence-2015-company', kind: 'company', era: 2015, original: false, wide: false },
  { id: 'licence-2015-individual', kind: 'individual', era: 2015, original: true, wide: false },
  { id: 'licence-2015-branch', kind: 'branch', era: 2015, original: false, wide: false, split: 'holdout' },
  { id: 'licence-2014-company', kind: 'company', era: 2014, original: false, wide: false },
  { id: 'licence-2014-individual', kind: 'individual', era: 2014, original: true, wide: false, split: 'validation' },
  { id: 'licence-2014-wide', kind: 'company', era: 2014, original: true, wide: true },
  { id: 'licence-2014-individual-wide', kind: 'individual', era: 2014, original: false, wide: true, split: 'holdout' },
];

export const licenceLayouts = varieties.map((variety) => {
  const paper = variety.wide ? a4Landscape : a4Portrait;
  return layout({ id: variety.id, documentType: 'business-licence', paper, ...(variety.split ? { split: variety.split } : {}), draw: (context) => licence(context, variety, paper) });
});
