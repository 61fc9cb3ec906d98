/** Papers of no shipped document type, in no set: the benches teach them to the product as IT staff would. */
import { addDays, addYears, chineseDate } from '../../record/chinese-writing.ts';
import { digits } from '../../record/document-numbers.ts';
import { anywhere, at, idCardSize, laid } from '../blocks/cards.ts';
import type { CardFace } from '../blocks/cards.ts';
import { letter, sealAt, under } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { guillocheSvg } from '../ornaments/guilloche.ts';
import { portraitSvg } from '../ornaments/portrait.ts';
import { a4Portrait } from '../template.ts';

const impairments = ['视力', '听力', '言语', '肢体', '智力', '精神', '多重'];

/** 残疾人证, card of the third generation: state print, so typefaces and places never vary. */
function disabilityFace({ facts, wording, random }: LayoutContext): CardFace {
  const { holder, partner, region } = facts;
  const issued = addDays(facts.today, -wording.integer(30, 2500));
  const number = `${holder.idNumber}${wording.integer(1, 7)}${wording.integer(1, 4)}`;
  const rows: [string, string][] = [
    ['姓名', holder.name],
    ['性别', `${holder.sex}&#12288;&#12288;<span class="l">民族</span> ${holder.ethnicity}`],
    ['残疾类别', wording.pick(impairments)],
    ['残疾等级', `${wording.pick(['一', '二', '三', '四'])}级`],
    ['监护人', `${partner.name}&#12288;<span class="l">联系电话</span> ${partner.mobile}`],
    ['批准残联', `${region.name}残疾人联合会`],
    ['有效期限', `${issued.replaceAll('-', '.')}-${addYears(issued, 10).replaceAll('-', '.')}`],
  ];
  const html = `<div style="position:absolute;inset:0;background:linear-gradient(150deg,#e4f1ea,#f3efdf)"></div>${guillocheSvg(idCardSize.widthMm, idCardSize.heightMm, 'rgba(90,160,120,.3)', 1)}
${at(0, 2.4, '<div style="width:85.6mm;text-align:center">中华人民共和国残疾人证</div>', 't')}
${rows.map(([label, value], index) => at(4.5, 10.4 + index * 5.1, label, 'l') + at(18, 10 + index * 5.1, value)).join('')}
${at(4.5, 47, '证号', 'l')}${at(18, 46.2, number, 'n')}
<div class="at" style="left:62mm;top:11mm;width:19.5mm;height:25mm;background:#f4f6f8">${portraitSvg(holder.sex, random)}</div>`;
  const css = `.l{font-family:'Noto Serif CJK SC';font-size:2.6mm;color:#1f5c43}.v{font-family:'Noto Sans CJK SC';font-size:3.1mm;color:#161616}.n{font-family:'Noto Sans CJK SC';font-size:3.5mm;color:#161616}.t{font-family:'Noto Serif CJK SC';font-weight:700;font-size:4.8mm;letter-spacing:.3mm;color:#14573c}`;
  return { css, html };
}

function disabilitySheet(context: LayoutContext): Draft {
  const copied = context.wording.chance(0.5);
  const places = [anywhere(context.random.fork('place'), idCardSize)];
  return { ...laid(context, [disabilityFace(context)], { size: idCardSize, places, copied }), copied };
}

/** 企业名称预先核准通知书: registrars all over the country printed this text, each with its own typefaces. */
function approvalSheet(context: LayoutContext): Draft {
  const { facts, wording, style } = context;
  const { company, holder, partner, region } = facts;
  const approved = addDays(facts.today, -wording.integer(5, 900));
  const capital = wording.integer(1, 50) * 10;
  const share = wording.integer(2, 8) * 10;
  const city = region.city.replace(/市$/, '');
  const paragraphs = [
    `根据《企业名称登记管理规定》及《企业名称登记管理实施办法》，同意预先核准下列${wording.pick(['2', '２'])}个投资人出资，注册资本（金）${under(String(capital))}万元（人民币），住所设在${under(region.city + region.name)}的企业名称为：`,
    `|<div style="text-align:center;font-size:1.25em;font-family:${style.hei}">${company.name}</div>`,
    '|<b>行业及行业代码：</b>' + wording.pick(['批发和零售业 5299', '软件开发 6510', '餐饮业 6210', '商务服务业 7299', '居民服务业 8090']),
    '|<b>投资人、投资额和投资比例：</b>',
    `|${holder.name}，投资额${((capital * share) / 100).toFixed(2)}万元（人民币），投资比例${share}%；`,
    `|${partner.name}，投资额${((capital * (100 - share)) / 100).toFixed(2)}万元（人民币），投资比例${100 - share}%。`,
    `以上预先核准的企业名称保留期至${chineseDate(addDays(approved, 180))}。在保留期内，企业名称不得用于经营活动，不得转让。经企业登记机关设立登记，颁发营业执照后企业名称正式生效。`,
    '|注：1．本通知书不作为对投资人出资能力、出资行为真实合法性的审查结论。2．办理设立登记时，须提交本通知书原件。',
  ];
  const office = `${region.city}${region.name}市场监督管理局`;
  const head = `<div style="text-align:right;font-size:.9em">（${city}）登记内名预核字〔${approved.slice(0, 4)}〕第${digits(wording, 5)}号</div>`;
  const sign = `<div class="right">${office}<br>${chineseDate(approved)}${sealAt(context, office, 28, 8)}</div>`;
  // The number stands below the title on this paper.
  return { ...letter(context, { title: '企业名称预先核准通知书', paragraphs: [`|${head}`, ...paragraphs], sign }), sealPresent: true };
}

export const disabilityCard = layout({ id: 'disability-card-on-sheet', documentType: 'other', split: 'holdout', paper: a4Portrait, draw: disabilitySheet });
export const nameApproval = layout({ id: 'name-approval-notice', documentType: 'other', split: 'holdout', paper: a4Portrait, draw: approvalSheet });

export const taughtLayouts: readonly Layout[] = [disabilityCard, nameApproval];
