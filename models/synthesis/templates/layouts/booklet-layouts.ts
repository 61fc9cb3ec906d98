/** Pages of booklets: household register, marriage certificate, passport. */
import { addDays, addYears, chineseDate, dottedDate, paddedChineseDate } from '../../record/chinese-writing.ts';
import { digits, latinName, passportMrz } from '../../record/document-numbers.ts';
import { grid, pair } from '../blocks/grid.ts';
import { sealAt } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { guillocheSvg } from '../ornaments/guilloche.ts';
import { portraitSvg } from '../ornaments/portrait.ts';
import { roundelSvg } from '../ornaments/roundel.ts';
import { a4Portrait } from '../template.ts';
import type { PaperSize } from '../template.ts';

const registerPage: PaperSize = { widthMm: 143, heightMm: 105 };
const marriagePage: PaperSize = { widthMm: 176, heightMm: 125 };
const passportSpread: PaperSize = { widthMm: 125, heightMm: 176 };
const passportPage: PaperSize = { widthMm: 125, heightMm: 88 };

const centred = (inner: string, top: number, scale: number) =>
  `<div style="position:absolute;left:50%;top:${top}mm;transform:translateX(-50%) scale(${scale});transform-origin:50% 0">${inner}</div>`;

function registerHome(context: LayoutContext): Draft {
  const { marks, facts, wording, style } = context;
  const { holder, region } = facts;
  const table = grid(context, [
    [...pair('户别', marks.field('householdType', wording.pick(['非农业家庭户口', '农业家庭户口', '家庭户', '居民家庭户', '城镇居民家庭'])), 8), ...pair('户主姓名', marks.field('householder', holder.name), 8)],
    [...pair('户号', marks.field('householdNumber', digits(wording, 9)), 8), ...pair('住址', marks.field('address', holder.address), 8)],
  ], { rowMm: 14, sizeMm: 3.6 });
  const css = `.sheet{background:#f6f3e6}${table.css}.title{font-family:${style.title};font-weight:700;font-size:6mm;text-align:center;letter-spacing:2mm;margin-bottom:5mm}.in{position:absolute;left:10mm;right:10mm;top:${wording.between(8, 13)}mm}.small{font-size:3.2mm;line-height:2.1;margin-top:5mm}`;
  const body = `${guillocheSvg(143, 105, 'rgba(170,160,120,.3)', 1.4)}<div class="in"><div class="title">常住人口登记卡首页</div>${table.html}<div class="small">户口登记机关：${region.city}公安局${region.name}分局&#12288;（户口专用章）<br>承办人签章：&#12288;&#12288;&#12288;&#12288;&#12288;签发日期：${chineseDate(holder.validFrom)}</div></div>${sealAt(context, holder.issuingAuthority, 40, 82, '户口专用')}${sealAt(context, `${region.province}公安厅`, 105, 82)}`;
  return { css, body: wording.chance(0.5) ? body : body.replace('常住人口登记卡首页', wording.pick(['居民户口簿', '户口簿'])), side: 'home', sealPresent: true };
}

function registerMember(context: LayoutContext): Draft {
  const { marks, facts, wording, style } = context;
  const head = wording.chance(0.35);
  const person = head ? facts.holder : wording.pick([facts.partner, facts.child]);
  const relation = head ? '户主' : person === facts.partner ? wording.pick(['妻', '配偶', '夫']) : wording.pick(['子', '女', '长子', '长女', '孙子']);
  const { region } = facts;
  const table = grid(context, [
    [...pair('姓&#12288;名', marks.field('name', person.name), 8), ...pair('户主或与户<br>主关系', marks.field('relation', relation), 8)],
    [...pair('曾用名', '', 8), ...pair('性&#12288;别', marks.field('sex', person.sex), 8)],
    [...pair('出生地', marks.field('birthplace', region.province + region.city), 8), ...pair('民&#12288;族', marks.field('ethnicity', wording.chance(0.6) ? `${person.ethnicity}族` : person.ethnicity, person.ethnicity), 8)],
    [...pair('籍&#12288;贯', marks.field('nativePlace', region.province + region.city), 8), ...pair('出生日期', marks.field('birthDate', chineseDate(person.birthDate), person.birthDate), 8)],
    [...pair('本市（县）其他住址', '', 8, 8), ...pair('宗教信仰', '', 4)],
    [...pair('公民身份<br>证件编号', marks.field('idNumber', person.idNumber), 8), ...pair('身高', '', 2, 3), ...pair('血型', '', 4, 3)],
    [...pair('文化程度', wording.pick(['初中', '高中', '大学本科', '小学', '']), 4), ...pair('婚姻状况', marks.field('maritalStatus', person === facts.child ? '未婚' : wording.pick(['已婚', '有配偶', '未婚'])), 4), ...pair('兵役状况', '', 4)],
    [...pair('服务处所', '', 10), ...pair('职业', wording.pick(['', '职员', '个体']), 6)],
    [...pair('何时由何地迁来本市（县）', wording.chance(0.4) ? `${dottedDate(facts.company.establishedDate)} ${facts.region.city}` : '', 16, 8)],
    [...pair('何时由何地迁来本址', '', 16, 8)],
  ], { rowMm: 6.4, sizeMm: 2.7 });
  const css = `.sheet{background:#f6f4e8}${table.css}.title{font-family:${style.title};font-weight:700;font-size:5mm;text-align:center;letter-spacing:1.6mm;margin-bottom:2mm}.in{position:absolute;left:7mm;right:7mm;top:${wording.between(4, 7)}mm}.grid td{padding:.2mm .8mm;line-height:1.2}.small{font-size:2.8mm;margin-top:1.6mm;display:flex;justify-content:space-between}`;
  const seal = sealAt(context, person.issuingAuthority, 112, 90, '户口专用');
  return { css, body: `${guillocheSvg(143, 105, 'rgba(170,160,120,.3)', 1.4)}<div class="in"><div class="title">常 住 人 口 登 记 卡</div>${table.html}<div class="small"><span>承办人签章：</span><span>登记日期：${chineseDate(person.validFrom)}</span></div></div>${seal}`, side: 'member', sealPresent: true };
}

function marriage(context: LayoutContext): Draft {
  const { marks, facts, wording, style, random } = context;
  const registered = addDays(facts.today, -wording.integer(30, 6000));
  const number = `${wording.chance(0.08) ? 'B' : ''}J${facts.region.code}-${registered.slice(0, 4)}-${digits(wording, 6)}`;
  const party = (key: 'partyA' | 'partyB', person: typeof facts.holder) => `<div class="party">姓名${style.colon}${marks.field(`${key}Name`, person.name)}&#12288;&#12288;性别${style.colon}${person.sex}<br>国籍${style.colon}中国&#12288;&#12288;出生日期${style.colon}${chineseDate(person.birthDate)}<br>身份证件号${style.colon}${marks.field(`${key}IdNumber`, person.idNumber)}</div>`;
  const css = `.sheet{background:linear-gradient(90deg,#fbeff0,#fdf6f2 49%,#e8d8d8 50%,#fdf4f2 51%,#fbeeee)}
.lines{position:absolute;left:8mm;top:14mm;width:76mm;font-size:3.7mm;line-height:2.1}.party{margin-bottom:2.5mm}
.right{left:96mm;width:72mm}.pic{width:46mm;height:31mm;background:#c8202c;display:flex;margin:2mm auto 4mm}.pic>div{flex:1;height:31mm}
.t{font-family:${style.title};font-size:6.4mm;color:#b3202c;font-weight:700;text-align:center}`;
  const cover = wording.chance(0.5) ? `<div class="t">结 婚 证</div>` : '';
  const left = `<div class="lines right">${party('partyA', facts.holder)}${party('partyB', facts.partner)}</div>`;
  const right = `<div class="lines">${cover}<div class="pic"><div>${portraitSvg(facts.holder.sex, random)}</div><div>${portraitSvg(facts.partner.sex, random)}</div></div>持证人${style.colon}${marks.field('holder', facts.holder.name)}<br>登记日期${style.colon}${marks.field('registeredDate', paddedChineseDate(registered), registered)}<br>结婚证字号${style.colon}${marks.field('certificateNumber', number)}<br>备注${style.colon}</div>`;
  return { css, body: `${guillocheSvg(176, 125, 'rgba(220,140,140,.28)', 1.3)}${right}${left}${sealAt(context, `${facts.region.city}${facts.region.name}民政局`, 62, 92, '婚姻登记专用章')}`, sealPresent: true };
}

function passport(context: LayoutContext, spread: boolean): Draft {
  const { marks, facts, wording, style, random } = context;
  const { holder } = facts;
  const latin = latinName(wording, holder.name);
  const number = wording.chance(0.7) ? `E${wording.pick([...'ABCDEFGHJKLM'])}${digits(wording, 7)}` : `G${digits(wording, 8)}`;
  const expiry = addYears(facts.today, wording.integer(1, 9));
  const issue = addDays(addYears(expiry, -10), 1);
  const sex = holder.sex === '男' ? 'M' : 'F';
  const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
  const long = (iso: string) => `${iso.slice(8)} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
  const mrz = passportMrz({ number, surname: latin.surname, givenNames: latin.givenNames, birthDate: holder.birthDate, sex, expiryDate: expiry, nationality: 'CHN' });
  const item = (label: string, html: string, wide = 1) => `<div style="grid-column:span ${wide}"><div class="l">${label}</div><div class="v">${html}</div></div>`;
  const top = spread ? 88 : 0;
  const css = `.data{position:absolute;left:0;right:0;top:${top}mm;height:88mm;background:linear-gradient(120deg,#f3ece2,#e6eef0 60%,#f4ebe4)}
.l{font-size:1.9mm;color:#445;line-height:1.3}.v{font-size:3.1mm;font-family:${style.hei};line-height:1.35}
.g{position:absolute;left:40mm;right:5mm;top:12mm;display:grid;grid-template-columns:repeat(3,1fr);gap:1.4mm 2mm}
.pic{position:absolute;left:5mm;top:16mm;width:31mm;height:40mm;background:#e9eef4}
.mrz{position:absolute;left:5mm;right:0;bottom:4mm;font-family:'DejaVu Sans Mono',monospace;font-size:3.95mm;line-height:6mm;letter-spacing:.22mm;white-space:pre;color:#111}
.h{position:absolute;left:5mm;top:3mm;font-size:3.6mm;font-family:${style.title};font-weight:700}`;
  const grids = `${item('类型 / Type', 'P')}${item('国家码 / Country Code', 'CHN')}${item('护照号 / Passport No.', marks.field('passportNumber', number))}${item('姓名 / Name', `${holder.name}<br>${marks.field('surname', latin.surname)}, ${marks.field('givenNames', latin.givenNames)}`, 3)}${item('性别 / Sex', `${holder.sex}/${marks.field('sex', sex, holder.sex)}`)}${item('国籍 / Nationality', `中国/${marks.field('nationality', 'CHINESE', 'CHN')}`)}${item('出生日期 / Date of birth', marks.field('birthDate', long(holder.birthDate), holder.birthDate))}${item('出生地点 / Place of birth', `${facts.region.province.slice(0, 2)}/GUANGXI`)}${item('签发日期 / Date of issue', long(issue))}${item('有效期至 / Date of expiry', marks.field('expiryDate', long(expiry), expiry))}${item('签发机关 / Authority', '中华人民共和国国家移民管理局<br>NATIONAL IMMIGRATION ADMINISTRATION, PRC', 3)}`;
  const upper = spread ? `<div style="position:absolute;left:0;right:0;top:0;height:88mm;background:#eef0ea">${guillocheSvg(125, 88, 'rgba(160,120,120,.3)', 1.2)}${centred(roundelSvg('e', '#b55', '#fff').replace('<svg', '<svg style="width:26mm;height:26mm"'), 12, 1)}<div style="position:absolute;left:10mm;right:10mm;top:46mm;font-size:3.4mm;line-height:1.9;text-align:center">中华人民共和国外交部请各国军政机关<br>对持照人予以通行的便利和必要的协助。</div></div>` : '';
  const face = wording.chance(0.5) ? '' : `<div style="position:absolute;right:8mm;bottom:18mm;width:13mm;height:16mm;opacity:.25;filter:grayscale(1)">${portraitSvg(holder.sex, random)}</div>`;
  return { css, body: `${upper}<div class="data">${guillocheSvg(125, 88, 'rgba(150,130,170,.3)', 1.1)}<div class="h">护照 PASSPORT&#12288;中华人民共和国 PEOPLE'S REPUBLIC OF CHINA</div><div class="pic">${portraitSvg(holder.sex, random)}</div><div class="g">${grids}</div>${face}<div class="mrz">${mrz.map((line) => line.replaceAll('<', '&lt;')).join('\n')}</div></div>` };
}

/** A page of a booklet copied onto a plain A4. */
function onA4(draw: (context: LayoutContext) => Draft, size: PaperSize, topMm: number, zoom: number, copied: boolean) {
  return (context: LayoutContext): Draft => {
    const draft = draw(context);
    const left = (210 - size.widthMm * zoom) / 2 + context.random.between(-8, 8);
    const css = (draft.css ?? '').replaceAll('.sheet{background', '.leaf{background');
    const turn = context.random.between(-1.8, 1.8).toFixed(2);
    const grey = copied ? 'filter:grayscale(1) contrast(1.15);border:.3mm solid #999;' : 'box-shadow:.2mm .3mm 1mm rgba(0,0,0,.4);';
    const body = `<div class="leaf" style="position:absolute;overflow:hidden;left:${left.toFixed(1)}mm;top:${topMm}mm;width:${size.widthMm}mm;height:${size.heightMm}mm;transform-origin:0 0;transform:rotate(${turn}deg) scale(${zoom});${grey}">${draft.body}</div>`;
    return { ...draft, css, body, copied };
  };
}

const kinds = [
  { name: 'household-home', documentType: 'household-register', side: 'home', size: registerPage, draw: registerHome },
  { name: 'household-member', documentType: 'household-register', side: 'member', size: registerPage, draw: registerMember },
  { name: 'marriage', documentType: 'marriage-certificate', side: undefined, size: marriagePage, draw: marriage },
  { name: 'passport-spread', documentType: 'passport', side: undefined, size: passportSpread, draw: (context: LayoutContext) => passport(context, true) },
  { name: 'passport-page', documentType: 'passport', side: undefined, size: passportPage, draw: (context: LayoutContext) => passport(context, false) },
] as const;

export const bookletLayouts: readonly Layout[] = kinds.flatMap(({ name, documentType, side, size, draw }) => {
  const sides = side ? { side } : {};
  const fit = Math.min(1, 190 / size.widthMm);
  return [
    layout({ id: name, documentType, ...sides, paper: size, draw }),
    layout({ id: `${name}-copy`, documentType, ...sides, paper: a4Portrait, draw: onA4(draw, size, 30, fit, true) }),
    layout({ id: `${name}-copy-enlarged`, documentType, ...sides, paper: a4Portrait, split: 'validation', draw: onA4(draw, size, 20, Math.min(1.35, 200 / size.widthMm), true) }),
    layout({ id: `${name}-on-sheet`, documentType, ...sides, paper: a4Portrait, split: 'holdout', draw: onA4(draw, size, 100, fit, false) }),
    layout({ id: `${name}-close`, documentType, ...sides, paper: size, split: 'holdout', draw }),
  ];
});
