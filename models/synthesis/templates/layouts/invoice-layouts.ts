/** 增值税发票: paper special and ordinary invoices with their coloured grid, electronic ones, and fully digital ones. */
import { capitalYuan, chineseDate, paddedChineseDate, addDays } from '../../record/chinese-writing.ts';
import { digits } from '../../record/document-numbers.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { sealSvg } from '../ornaments/seal.ts';
import { a4Portrait } from '../template.ts';
import type { PaperSize } from '../template.ts';
import { qrSvg } from './licence-layouts.ts';

const strip: PaperSize = { widthMm: 240, heightMm: 140 };
const digitalPaper: PaperSize = { widthMm: 210, heightMm: 140 };
const goods = [['*信息技术服务*软件服务费', '项'], ['*餐饮服务*餐饮费', '次'], ['*办公用品*打印纸', '箱'], ['*住宿服务*住宿费', '天'], ['*建筑服务*工程款', '项'], ['*水果*沃柑', '千克'], ['*电子计算机*笔记本电脑', '台'], ['*物业管理服务*物业费', '月'], ['*汽油*92号车用汽油', '升']] as const;

type Amounts = { net: number; tax: number; rate: number; rows: string[][] };

function amounts({ wording }: LayoutContext): Amounts {
  const rate = wording.pick([0.13, 0.06, 0.03, 0.09, 0.01]);
  const rows = Array.from({ length: wording.integer(1, 4) }, () => {
    const [name, unit] = wording.pick(goods);
    const count = wording.integer(1, 12);
    const net = wording.integer(3000, 900_000) / 100;
    return [name, wording.chance(0.4) ? `${wording.pick(['A', 'X', 'HP'])}${wording.integer(10, 990)}` : '', unit, String(count), (net / count).toFixed(2), net.toFixed(2), `${Math.round(rate * 100)}%`, (net * rate).toFixed(2)];
  });
  const net = rows.reduce((sum, row) => sum + Number(row[5]), 0);
  const tax = rows.reduce((sum, row) => sum + Number(row[7]), 0);
  return { net, tax, rate, rows };
}

/** 伍佰元叁角贰分 for cents other than zero. */
function capital(total: number): string {
  const cents = Math.round(total * 100);
  const [jiao, fen] = [Math.floor(cents / 10) % 10, cents % 10];
  const whole = capitalYuan(Math.floor(cents / 100));
  if (jiao === 0 && fen === 0) return whole;
  const digit = '零壹贰叁肆伍陆柒捌玖';
  return whole.replace('整', '') + (jiao > 0 ? `${digit[jiao]}角` : '零') + (fen > 0 ? `${digit[fen]}分` : '整');
}

const stamp = ({ random, facts }: LayoutContext, x: number, y: number) =>
  `<svg class="seal" viewBox="-50 -34 100 68" style="left:${x}mm;top:${y}mm;width:38mm;height:26mm;transform:rotate(${random.between(-9, 9).toFixed(1)}deg);opacity:.85"><g filter="url(#patchy)"><ellipse rx="47" ry="31" fill="none" stroke="#d4141e" stroke-width="2.4"/><text y="-12" text-anchor="middle" font-size="8" fill="#d4141e">${facts.company.name.slice(0, 11)}</text><text y="3" text-anchor="middle" font-size="9" fill="#d4141e" font-family="monospace">${facts.company.uscc}</text><text y="18" text-anchor="middle" font-size="9.500" fill="#d4141e">发票专用章</text></g></svg>`;

function parties(context: LayoutContext, buyerKey: 'buyer' | 'seller'): string {
  const { facts, marks, wording } = context;
  const company = buyerKey === 'buyer' ? facts.otherCompany : facts.company;
  const extra = wording.chance(0.7) ? `地址、电话：${company.domicile} 0771-${digits(wording, 7)}<br>开户行及账号：中国工商银行${digits(wording, 19)}` : '地址、电话：<br>开户行及账号：';
  return `名&#12288;&#12288;&#12288;&#12288;称：${marks.field(`${buyerKey}Name`, company.name)}<br>纳税人识别号：${marks.field(`${buyerKey}TaxId`, company.uscc)}<br>${extra}`;
}

function paperInvoice(context: LayoutContext, { special, electronic, paper }: { special: boolean; electronic: boolean; paper: PaperSize }): Draft {
  const { facts, marks, wording, style, random } = context;
  const { net, tax, rows } = amounts(context);
  const date = addDays(facts.today, -wording.integer(3, 900));
  const line = electronic ? wording.pick(['#9c4a2c', '#a85a2a']) : special ? wording.pick(['#8a4b2a', '#4a7a3a', '#9a5a28']) : wording.pick(['#8a4b2a', '#a0522d']);
  const region = facts.region.province.replace(/壮族自治区|回族自治区|维吾尔自治区|自治区|省|市/g, '');
  const title = `${region}增值税${electronic ? '电子' : ''}${special ? '专用' : '普通'}发票`;
  const code = digits(wording, electronic ? 12 : special ? 10 : 12).replace(/^0/, '4');
  const number = digits(wording, 8);
  const cipher = Array.from({ length: 4 }, () => Array.from({ length: 27 }, () => random.pick([...'0123456789+-*/<>'])).join('')).map((text) => text.replaceAll('<', '&lt;')).join('<br>');
  const check = Array.from({ length: 4 }, () => digits(wording, 5)).join(' ');
  const head = ['货物或应税劳务、服务名称', '规格型号', '单位', '数量', '单价', '金额', '税率', '税额'];
  const cells = [...rows, ...Array.from({ length: 5 - rows.length }, () => new Array<string>(8).fill('&nbsp;'))];
  const total = net + tax;
  const css = `
.inv{position:absolute;left:${(paper.widthMm - 222) / 2}mm;top:${paper === strip ? 4 : 14}mm;width:222mm;color:${line};font-family:${style.song};font-size:3mm;${paper.widthMm < 222 ? `transform:scale(${(paper.widthMm / 236).toFixed(3)});transform-origin:50% 0` : ''}}
.d{color:${electronic ? '#222' : wording.pick(['#1c2b55', '#222', '#22306a'])};font-family:${wording.chance(0.5) ? "'WenQuanYi Zen Hei Mono',monospace" : style.song}}
.t{text-align:center;font-size:7mm;letter-spacing:1.5mm;font-family:${style.title};border-bottom:.5mm double ${line};width:100mm;margin:0 auto 2mm;line-height:1.5}
.top{display:flex;justify-content:space-between;line-height:1.7}
table.i{border:.4mm solid ${line};table-layout:fixed}table.i td{border:.25mm solid ${line};padding:.4mm 1.2mm;vertical-align:top;line-height:1.55}
.h td{text-align:center;border-bottom:0!important}.r td{border-top:0!important;border-bottom:0!important;height:4.8mm}.n{text-align:right}
.qr{position:absolute;left:3mm;top:0;width:17mm;height:17mm;color:#222}.qr svg{width:100%;height:100%}`;
  const d = (html: string) => `<span class="d">${html}</span>`;
  const right = `发票代码：${d(marks.field('invoiceCode', code))}<br>发票号码：${d(marks.field('invoiceNumber', number))}<br>开票日期：${d(marks.field('invoiceDate', paddedChineseDate(date), date))}${special ? '' : `<br>校&#8194;验&#8194;码：${d(marks.field('checkCode', check, check.replaceAll(' ', '')))}`}`;
  const body = `<div class="inv">${wording.chance(0.75) ? `<div class="qr">${qrSvg(`01,04,${code},${number},${net.toFixed(2)},${date.replaceAll('-', '')},${check.slice(-5)},`)}</div>` : ''}<div class="t">${title}</div>
<div class="top"><div style="padding-left:24mm">机器编号：${d(digits(wording, 12))}</div><div style="width:62mm">${right}</div></div>
<table class="i"><colgroup><col style="width:3%"><col style="width:22%"><col style="width:10%"><col style="width:6%"><col style="width:9%"><col style="width:12%"><col style="width:15%"><col style="width:7%"><col style="width:16%"></colgroup>
<tr><td>购买方</td><td colspan="4">${d(parties(context, 'buyer'))}</td><td colspan="1">密码区</td><td colspan="3">${d(cipher)}</td></tr>
<tr class="h">${head.map((text, index) => `<td${index === 0 ? ' colspan="2"' : ''}>${text}</td>`).join('')}</tr>
${cells.map((row) => `<tr class="r">${row.map((text, index) => `<td${index === 0 ? ' colspan="2"' : ''} class="${index > 2 ? 'n' : ''}">${d(text)}</td>`).join('')}</tr>`).join('')}
<tr class="r"><td colspan="2" style="text-align:center">合&#12288;&#12288;计</td><td></td><td></td><td></td><td></td><td class="n">${d(`￥${marks.field('amount', net.toFixed(2))}`)}</td><td></td><td class="n">${d(`￥${marks.field('taxAmount', tax.toFixed(2))}`)}</td></tr>
<tr><td colspan="2" style="text-align:center">价税合计（大写）</td><td colspan="7">⊗${d(capital(total))}&#12288;&#12288;&#12288;&#12288;（小写）${d(`￥${marks.field('totalAmount', total.toFixed(2))}`)}</td></tr>
<tr><td>销售方</td><td colspan="5">${d(parties(context, 'seller'))}</td><td colspan="3">备注</td></tr></table>
<div class="top" style="padding:1mm 6mm"><span>收款人：${d(facts.partner.name)}</span><span>复核：${d(facts.agent.name)}</span><span>开票人：${d(facts.holder.name)}</span><span>销售方：（章）</span></div>${stamp(context, 168, 93)}</div>`;
  return { css, body, sealPresent: true };
}

function digitalInvoice(context: LayoutContext, paper: PaperSize): Draft {
  const { facts, marks, wording, style } = context;
  const { net, tax, rows } = amounts(context);
  const date = addDays(facts.today, -wording.integer(3, 500));
  const special = wording.chance(0.45);
  const number = `${date.slice(2, 4)}${facts.region.code.slice(0, 2)}2${digits(wording, 15)}`;
  const line = wording.pick(['#9a3b26', '#a8432c', '#8f3a2a']);
  const region = facts.region.province.replace(/壮族自治区|回族自治区|维吾尔自治区|自治区|省|市/g, '');
  const css = `
.inv{position:absolute;left:8mm;right:8mm;top:${paper.heightMm > 200 ? 12 : 5}mm;color:${line};font-family:${style.song};font-size:3.1mm}
.d{color:#1a1a1a}.t{text-align:center;font-family:${style.title};font-size:6.4mm;letter-spacing:.6mm;border-bottom:.5mm double ${line};width:86mm;margin:0 auto;line-height:1.5}
.qr{position:absolute;left:2mm;top:0;width:18mm;height:18mm}.qr svg{width:100%;height:100%}.no{position:absolute;right:0;top:3mm;line-height:1.8}
table.i{border:.35mm solid ${line};margin-top:7mm;table-layout:fixed}table.i td{border:.25mm solid ${line};padding:.8mm 1.4mm;vertical-align:top;line-height:1.8}
.list{padding:0!important}.list table td{border:0;padding:.3mm 1.4mm;line-height:1.6}.n{text-align:right}`;
  const d = (html: string) => `<span class="d">${html}</span>`;
  const side = (key: 'buyer' | 'seller', company: typeof facts.company) => `名称：${d(marks.field(`${key}Name`, company.name))}<br>统一社会信用代码/纳税人识别号：${d(marks.field(`${key}TaxId`, company.uscc))}`;
  const head = ['项目名称', '规格型号', '单位', '数量', '单价', '金额', '税率/征收率', '税额'];
  const list = `<table><tr>${head.map((text, index) => `<td class="${index > 2 ? 'n' : ''}">${text}</td>`).join('')}</tr>${rows.map((row) => `<tr>${row.map((text, index) => `<td class="${index > 2 ? 'n' : ''}">${d(text)}</td>`).join('')}</tr>`).join('')}<tr><td colspan="8" style="height:${(5 - rows.length) * 5}mm"></td></tr><tr><td>合&#12288;计</td><td colspan="4"></td><td class="n">${d(`¥${marks.field('amount', net.toFixed(2))}`)}</td><td></td><td class="n">${d(`¥${marks.field('taxAmount', tax.toFixed(2))}`)}</td></tr></table>`;
  const total = net + tax;
  const ring = sealSvg({ xMm: 97, yMm: 9, ring: '全国统一发票监制章', under: `${region}`, turnDegrees: 0, diameterMm: 24 });
  const body = `<div class="inv"><div class="qr">${qrSvg(`01,32,,${number},${total.toFixed(2)},${date.replaceAll('-', '')},,`)}</div><div class="t">电子发票（${special ? '增值税专用发票' : '普通发票'}）</div>${ring}
<div class="no">发票号码：${d(marks.field('invoiceNumber', number))}<br>开票日期：${d(marks.field('invoiceDate', chineseDate(date).replace(/(\d+)月(\d+)日/, (_, month: string, day: string) => `${month.padStart(2, '0')}月${day.padStart(2, '0')}日`), date))}</div>
<table class="i"><colgroup><col style="width:3%"><col style="width:47%"><col style="width:3%"><col style="width:47%"></colgroup><tr><td>购买方信息</td><td>${side('buyer', facts.otherCompany)}</td><td>销售方信息</td><td>${side('seller', facts.company)}</td></tr>
<tr><td colspan="4" class="list">${list}</td></tr><tr><td colspan="4">价税合计（大写）&#12288;⊗${d(capital(total))}&#12288;&#12288;&#12288;&#12288;（小写）${d(`¥${marks.field('totalAmount', total.toFixed(2))}`)}</td></tr><tr><td>备注</td><td colspan="3" style="height:12mm"></td></tr></table>
<div style="margin:2mm 6mm">开票人：${d(facts.holder.name)}</div></div>`;
  return { css, body, sealPresent: true };
}

export const invoiceLayouts: readonly Layout[] = [
  layout({ id: 'invoice-special', documentType: 'vat-invoice', paper: strip, draw: (context) => paperInvoice(context, { special: true, electronic: false, paper: strip }) }),
  layout({ id: 'invoice-ordinary', documentType: 'vat-invoice', paper: strip, draw: (context) => paperInvoice(context, { special: false, electronic: false, paper: strip }) }),
  layout({ id: 'invoice-electronic-a4', documentType: 'vat-invoice', paper: a4Portrait, draw: (context) => paperInvoice(context, { special: false, electronic: true, paper: a4Portrait }) }),
  layout({ id: 'invoice-electronic', documentType: 'vat-invoice', paper: strip, split: 'holdout', draw: (context) => paperInvoice(context, { special: context.wording.chance(0.3), electronic: true, paper: strip }) }),
  layout({ id: 'invoice-special-a4', documentType: 'vat-invoice', paper: a4Portrait, split: 'validation', draw: (context) => paperInvoice(context, { special: true, electronic: false, paper: a4Portrait }) }),
  layout({ id: 'invoice-digital', documentType: 'vat-invoice', paper: digitalPaper, draw: (context) => digitalInvoice(context, digitalPaper) }),
  layout({ id: 'invoice-digital-a4', documentType: 'vat-invoice', paper: a4Portrait, split: 'holdout', draw: (context) => digitalInvoice(context, a4Portrait) }),
];
