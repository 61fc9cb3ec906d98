/** 不动产权证书 and 房屋所有权证; 毕业证书, 学位证书 and printouts of 学历认证. */
import { addYears, chineseDate, isoDate, paddedChineseDate } from '../../record/chinese-writing.ts';
import { digits, drawUnitNumber } from '../../record/document-numbers.ts';
import { drawSchool } from '../../record/organizations.ts';
import { grid, pair } from '../blocks/grid.ts';
import { sealAt } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { guillocheSvg } from '../ornaments/guilloche.ts';
import { portraitSvg } from '../ornaments/portrait.ts';
import { a4Landscape, a4Portrait } from '../template.ts';
import type { PaperSize } from '../template.ts';
import { framed } from './certificate-layouts.ts';
import { qrSvg } from './licence-layouts.ts';

function propertyTable(context: LayoutContext, paper: PaperSize): Draft {
  const { marks, facts, wording, style } = context;
  const { holder, partner, region, property } = facts;
  const shared = wording.chance(0.4);
  const number = `${region.short}（${facts.company.establishedDate.slice(0, 4)}）${region.city}不动产权第${digits(wording, 7)}号`;
  const usage = wording.pick(['城镇住宅用地/成套住宅', '商业服务/商业', '住宅', '城镇住宅用地/住宅', '办公']);
  const table = grid(context, [
    pair('权利人', marks.field('rightHolder', shared ? `${holder.name}、${partner.name}` : holder.name), 19, 5),
    pair('共有情况', marks.field('coOwnership', shared ? wording.pick(['共同共有', '按份共有']) : '单独所有'), 19, 5),
    pair('坐&#12288;落', marks.field('location', property.location), 19, 5),
    pair('不动产单元号', marks.field('unitNumber', drawUnitNumber(wording, region)), 19, 5),
    pair('权利类型', marks.field('rightType', '国有建设用地使用权/房屋所有权'), 19, 5),
    pair('权利性质', marks.field('rightNature', wording.pick(['出让/商品房', '出让/市场化商品房', '划拨/房改房', '出让/存量房'])), 19, 5),
    pair('用&#12288;途', marks.field('usage', usage), 19, 5),
    pair('面&#12288;积', `${wording.chance(0.5) ? `共有宗地面积${digits(wording, 5).replace(/^0/, '1')}.${digits(wording, 2)}㎡/` : ''}房屋建筑面积${marks.field('area', property.area)}㎡`, 19, 5),
    pair('使用期限', marks.field('term', `国有建设用地使用权至${chineseDate(addYears(facts.company.establishedDate, 70))}止`), 19, 5),
    pair('权利其他状况', `房屋结构：钢筋混凝土结构<br>专有建筑面积：${(Number(property.area) * 0.8).toFixed(2)}㎡<br>房屋总层数：${wording.integer(6, 32)}层，所在层数：${wording.integer(1, 6)}层`, 19, 5),
  ], { rowMm: paper.heightMm > 200 ? 15 : 10, sizeMm: paper.heightMm > 200 ? 4 : 3.3 });
  const ground = wording.pick(['#f3f7ef', '#fbf5e9', '#eef3f8', '#fdfdf8']);
  const css = `${table.css}.sheet{background:${ground}}.in{position:absolute;left:${(16 * style.air).toFixed(1)}mm;right:${(16 * style.air).toFixed(1)}mm;top:${wording.between(9, 22).toFixed(0)}mm}.no{font-family:${style.hei};font-size:4.4mm;margin-bottom:4mm;text-align:${wording.pick(['left', 'center', 'right'])}}.t{font-family:${style.title};font-weight:700;font-size:7.6mm;text-align:center;letter-spacing:2mm;margin-bottom:3mm}.grid .v{text-align:left}`;
  const title = wording.chance(0.3) ? '<div class="t">不动产权证书</div>' : '';
  return { css, body: `${guillocheSvg(paper.widthMm, paper.heightMm, 'rgba(150,180,140,.35)', 1.5)}<div class="in">${title}<div class="no">${marks.field('certificateNumber', number, number.replace('（', '(').replace('）', ')'))}</div>${table.html}</div>` };
}

/** First leaf of the booklet: statement, seal and QR code. */
function propertyFront(context: LayoutContext, paper: PaperSize): Draft {
  const { facts, wording, style, marks } = context;
  const date = facts.company.establishedDate;
  const office = `${facts.region.city}${wording.pick(['自然资源局', '不动产登记局', '自然资源和规划局'])}`;
  const css = `.sheet{background:${wording.pick(['#f3f7ef', '#fbf5e9', '#fdf3ee'])}}.t{position:absolute;left:0;right:0;top:${paper.heightMm * 0.1}mm;text-align:center;font-family:${style.title};font-weight:700;font-size:10mm;letter-spacing:4mm}.p{position:absolute;left:${paper.widthMm * 0.14}mm;right:${paper.widthMm * 0.14}mm;top:${paper.heightMm * 0.28}mm;font-size:5mm;line-height:2.2;text-indent:2em}.e{position:absolute;right:${paper.widthMm * 0.16}mm;bottom:${paper.heightMm * 0.17}mm;text-align:center;font-size:4.6mm;line-height:2}.n{position:absolute;left:0;right:0;bottom:9mm;text-align:center;font-size:3.6mm}.q{position:absolute;left:${paper.widthMm * 0.14}mm;bottom:${paper.heightMm * 0.16}mm;width:24mm;height:24mm}.q svg{width:100%;height:100%}`;
  return { css, body: `${guillocheSvg(paper.widthMm, paper.heightMm, 'rgba(200,160,130,.3)', 1.5)}<div class="t">不动产权证书</div><div class="p">根据《中华人民共和国民法典》等法律法规，为保护不动产权利人合法权益，对不动产权利人申请登记的本证所列不动产权利，经审查核实，准予登记，颁发此证。</div><div class="q">${qrSvg(`https://bdc.example/${digits(wording, 12)}`)}</div><div class="e">登记机构（章）<br>${marks.field('registeredDate', chineseDate(date), date)}${sealAt(context, office, 18, 8, '不动产登记专用章')}</div><div class="n">中华人民共和国自然资源部监制&#12288;编号 NO ${digits(wording, 11)}</div>`, sealPresent: true };
}

function houseOwnership(context: LayoutContext, paper: PaperSize): Draft {
  const { marks, facts, wording, style } = context;
  const { holder, region, property } = facts;
  const date = isoDate(wording.integer(1998, 2014), wording.integer(1, 12), wording.integer(1, 28));
  const table = grid(context, [
    pair('房屋所有权人', marks.field('rightHolder', holder.name), 18, 6),
    pair('共有情况', marks.field('coOwnership', wording.pick(['单独所有', '共同共有'])), 18, 6),
    pair('房屋坐落', marks.field('location', property.location), 18, 6),
    pair('登记时间', marks.field('registeredDate', chineseDate(date), date), 18, 6),
    [...pair('房屋性质', marks.field('rightNature', wording.pick(['商品房', '房改房', '私有'])), 6, 6), ...pair('规划用途', marks.field('usage', wording.pick(['住宅', '商业', '办公'])), 6, 6)],
    [...pair('总层数', String(wording.integer(5, 30)), 3, 3), ...pair('建筑面积<br>（㎡）', marks.field('area', property.area), 4, 4), ...pair('套内面积', (Number(property.area) * 0.8).toFixed(2), 3, 4), ...pair('其他', '', 1, 2)],
    [...pair('土地号', digits(wording, 8), 6, 6), ...pair('使用年限', `至${isoDate(2060, 1, 1).slice(0, 4)}年`, 6, 6)],
    [{ label: '附&#12288;记', span: 24 }],
    [{ html: '<br><br>', span: 24, className: 'plain' }],
  ], { rowMm: paper.heightMm > 150 ? 13 : 9, sizeMm: paper.heightMm > 200 ? 4.1 : 3.4 });
  const number = `${wording.pick(['邕', '柳', '桂', '穗', '京', '沪'])}房权证${region.name.slice(0, 2)}字第${digits(wording, 8)}号`;
  const css = `${table.css}.sheet{background:${wording.pick(['#fbeeec', '#fdf8e8', '#f3f7ee'])}}.in{position:absolute;left:15mm;right:15mm;top:${wording.between(9, 18).toFixed(0)}mm}.no{font-size:4.2mm;margin-bottom:3mm;text-align:center}.t{font-family:${style.title};font-weight:700;font-size:7.4mm;text-align:center;letter-spacing:2mm;margin-bottom:2mm}`;
  const title = wording.chance(0.6) ? '<div class="t">房屋所有权证</div>' : '';
  return { css, body: `${guillocheSvg(paper.widthMm, paper.heightMm, 'rgba(210,150,150,.3)', 1.5)}<div class="in">${title}<div class="no">${marks.field('certificateNumber', number, number.replace('（', '(').replace('）', ')'))}</div>${table.html}</div>${sealAt(context, `${region.city}住房保障和房产管理局`, paper.widthMm * 0.72, paper.heightMm * 0.78)}`, sealPresent: true };
}

const levels = [['专科', '三'], ['本科', '四'], ['硕士研究生', '三']] as const;
const majors = ['计算机科学与技术', '会计学', '法学', '土木工程', '护理学', '汉语言文学', '工商管理', '机械设计制造及其自动化', '学前教育', '药学', '电子商务', '城乡规划'];

function graduation(context: LayoutContext, paper: PaperSize): Draft {
  const { marks, facts, wording, style, random } = context;
  const { holder, partner } = facts;
  const [level, years] = wording.pick(levels);
  const school = drawSchool(wording, facts.region);
  const end = isoDate(Number(holder.birthDate.slice(0, 4)) + wording.integer(21, 26), wording.pick([6, 7, 1]), wording.pick([1, 10, 20, 30]) % 28 || 28);
  const start = isoDate(Number(end.slice(0, 4)) - (years === '三' ? 3 : 4), 9, 1);
  const number = `${digits(wording, 5)}1${end.slice(0, 4)}${level === '专科' ? '06' : '05'}${digits(wording, 6)}`;
  const adult = wording.chance(0.3);
  const kind = adult ? wording.pick(['成人高等教育', '高等教育自学考试']) : '普通高等学校';
  const gone = chineseDate(start).replace(/\d+日$/, '');
  const left = chineseDate(end).replace(/\d+日$/, '');
  const text = `学生<u>&nbsp;${marks.field('name', holder.name)}&nbsp;</u>，性别<u>&nbsp;${marks.field('sex', holder.sex)}&nbsp;</u>，${marks.field('birthDate', chineseDate(holder.birthDate), holder.birthDate)}生，于${gone}至${left}在本校<u>&nbsp;${marks.field('major', wording.pick(majors))}&nbsp;</u>专业${years}年制${marks.field('level', level)}学习，修完教学计划规定的全部课程，成绩合格，准予毕业。`;
  const draft = framed(context, { paper, title: `${wording.chance(0.6) ? `<span style="font-size:.55em">${kind}</span><br>` : ''}毕 业 证 书`, rows: [], end: `校（院）长：${partner.name}<br>${marks.field('graduationDate', chineseDate(end), end)}`, colours: [['#fdf6e4', '#b8963f'], ['#fbf0ee', '#b3605a'], ['#fffdf6', '#a0522d'], ['#f4f6fa', '#6a7fa8']] });
  const body = draft.body.replace('<div class="rows"></div>', `<div style="display:flex;gap:7mm"><div style="width:33mm;height:44mm;flex:none;background:#dfe8f2">${portraitSvg(holder.sex, random)}</div><div style="font-size:${(paper.widthMm > 250 ? 5.2 : 4.6) * style.scale}mm;line-height:2;text-indent:2em;text-align:justify">${text}</div></div><div style="margin-top:5mm;font-size:4mm">校&#12288;名：${marks.field('school', school)}<br>证书编号：${marks.field('certificateNumber', number)}</div>`);
  return { ...draft, body: `${body}${sealAt(context, school, paper.widthMm * 0.7, paper.heightMm * 0.76)}` };
}

function degree(context: LayoutContext, paper: PaperSize): Draft {
  const { marks, facts, wording, style, random } = context;
  const { holder, partner } = facts;
  const school = drawSchool(wording, facts.region);
  const end = isoDate(Number(holder.birthDate.slice(0, 4)) + wording.integer(22, 27), 6, 28);
  const kind = wording.pick(['工学学士', '管理学学士', '文学学士', '理学硕士', '法学学士', '医学学士']);
  const text = `${marks.field('name', holder.name)}，${marks.field('sex', holder.sex)}，${marks.field('birthDate', chineseDate(holder.birthDate), holder.birthDate)}生。在${marks.field('school', school)}${marks.field('major', wording.pick(majors))}专业完成了${kind.endsWith('硕士') ? '硕士学位培养计划' : '本科学习计划'}，业已毕业，经审核符合《中华人民共和国学位条例》的规定，授予${marks.field('level', kind)}学位。`;
  const draft = framed(context, { paper, title: kind.endsWith('硕士') ? '硕士学位证书' : '学士学位证书', rows: [], end: `${wording.pick(['校长', '学位评定委员会主席'])}：${partner.name}<br>${marks.field('graduationDate', chineseDate(end), end)}`, colours: [['#fdf6e4', '#b8963f'], ['#f2f6fb', '#5f83b0'], ['#fffdf6', '#a0522d']] });
  const body = draft.body.replace('<div class="rows"></div>', `<div style="text-align:center"><div style="display:inline-block;width:30mm;height:40mm;background:#dfe8f2">${portraitSvg(holder.sex, random)}</div></div><div style="font-size:${5 * style.scale}mm;line-height:2.1;text-indent:2em;margin-top:4mm">${text}</div><div style="font-size:3.8mm;margin-top:4mm">证书编号：${marks.field('certificateNumber', `${digits(wording, 5)}4${end.slice(0, 4)}${digits(wording, 6)}`)}</div>`);
  return { ...draft, body: `${body}${sealAt(context, school, paper.widthMm * 0.66, paper.heightMm * 0.78)}` };
}

/** 教育部学历证书电子注册备案表, as printed from the web. */
function registration(context: LayoutContext): Draft {
  const { marks, facts, wording, style, random } = context;
  const { holder } = facts;
  const [level, years] = wording.pick(levels);
  const end = isoDate(Number(holder.birthDate.slice(0, 4)) + wording.integer(21, 26), 7, 1);
  const table = grid(context, [
    [...pair('姓名', marks.field('name', holder.name), 14), { html: `<div style="width:26mm;height:34mm;margin:auto;background:#dfe8f2">${portraitSvg(holder.sex, random)}</div>`, span: 6, rows: 4 }],
    pair('性别', marks.field('sex', holder.sex), 14),
    pair('出生日期', marks.field('birthDate', paddedChineseDate(holder.birthDate), holder.birthDate), 14),
    pair('毕（结）业日期', marks.field('graduationDate', paddedChineseDate(end), end), 14),
    [...pair('学校名称', marks.field('school', drawSchool(wording, facts.region)), 20)],
    [...pair('专业', marks.field('major', wording.pick(majors)), 8), ...pair('学制', `${years}年`, 8)],
    [...pair('层次', marks.field('level', level), 8), ...pair('学历类别', '普通高等教育', 8)],
    [...pair('证书编号', marks.field('certificateNumber', `${digits(wording, 5)}1${end.slice(0, 4)}05${digits(wording, 6)}`), 8), ...pair('学习形式', '普通全日制', 8)],
  ], { rowMm: 11, sizeMm: 3.9 });
  const css = `${table.css}.in{position:absolute;left:${(22 * style.air).toFixed(1)}mm;right:${(22 * style.air).toFixed(1)}mm;top:${wording.between(18, 40).toFixed(0)}mm}.t{font-family:${style.title};font-weight:700;font-size:6.8mm;text-align:center;margin-bottom:8mm}.q{width:24mm;height:24mm;margin:8mm auto 2mm}.q svg{width:100%;height:100%}.s{font-size:3.2mm;line-height:1.8;text-align:center}`;
  return { css, body: `<div class="in"><div class="t">${wording.pick(['教育部学历证书电子注册备案表', '中国高等教育学历认证报告', '教育部学历证书电子注册备案表'])}</div>${table.html}<div class="q">${qrSvg(`https://xlrz.example/${digits(wording, 12)}`)}</div><div class="s">在线验证码：${digits(wording, 4)}${wording.pick(['A', 'K', 'T', 'U'])}${digits(wording, 7)}<br>报告的信息可登录学信网进行在线验证，有效期内可重复使用</div></div>` };
}

const b5Landscape: PaperSize = { widthMm: 260, heightMm: 185 };
const leaf: PaperSize = { widthMm: 130, heightMm: 185 };
type Kind = { id: string; documentType: Layout['documentType']; split?: Layout['split']; paper: PaperSize; draw: (context: LayoutContext, paper: PaperSize) => Draft };
const kinds: Kind[] = [
  { id: 'property-table', documentType: 'real-estate-certificate', paper: leaf, draw: propertyTable },
  { id: 'property-table-a4', documentType: 'real-estate-certificate', paper: a4Portrait, draw: propertyTable },
  { id: 'property-table-wide', documentType: 'real-estate-certificate', split: 'holdout', paper: b5Landscape, draw: propertyTable },
  { id: 'property-front', documentType: 'real-estate-certificate', paper: leaf, draw: propertyFront },
  { id: 'property-front-a4', documentType: 'real-estate-certificate', split: 'holdout', paper: a4Portrait, draw: propertyFront },
  { id: 'house-ownership', documentType: 'real-estate-certificate', paper: leaf, draw: houseOwnership },
  { id: 'house-ownership-wide', documentType: 'real-estate-certificate', paper: b5Landscape, draw: houseOwnership },
  { id: 'house-ownership-a4', documentType: 'real-estate-certificate', split: 'holdout', paper: a4Portrait, draw: houseOwnership },
  { id: 'graduation-wide', documentType: 'diploma', paper: a4Landscape, draw: graduation },
  { id: 'graduation-b5', documentType: 'diploma', split: 'holdout', paper: b5Landscape, draw: graduation },
  { id: 'degree-tall', documentType: 'diploma', paper: a4Portrait, draw: degree },
  { id: 'degree-wide', documentType: 'diploma', split: 'holdout', paper: a4Landscape, draw: degree },
  { id: 'education-registration', documentType: 'diploma', paper: a4Portrait, draw: registration },
];

export const propertyDiplomaLayouts: readonly Layout[] = kinds.map(({ draw, ...options }) => layout({ ...options, draw: (context) => draw(context, options.paper) }));
