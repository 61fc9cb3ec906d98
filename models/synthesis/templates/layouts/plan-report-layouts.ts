/** Floor plans and test reports. */
import { addDays, chineseDate, dottedDate } from '../../record/chinese-writing.ts';
import { digits } from '../../record/document-numbers.ts';
import { grid } from '../blocks/grid.ts';
import type { Cell } from '../blocks/grid.ts';
import { sealAt } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { a4Landscape, a4Portrait } from '../template.ts';
import type { PaperSize } from '../template.ts';

type Room = { x: number; y: number; w: number; h: number };

/** Cuts a rectangle into rooms, longer side first. */
function cut(room: Room, random: LayoutContext['random'], depth: number): Room[] {
  if (depth === 0 || Math.min(room.w, room.h) < 22) return [room];
  const share = random.between(0.32, 0.68);
  const [a, b] = room.w > room.h ? [{ ...room, w: room.w * share }, { ...room, x: room.x + room.w * share, w: room.w * (1 - share) }] : [{ ...room, h: room.h * share }, { ...room, y: room.y + room.h * share, h: room.h * (1 - share) }];
  return [...cut(a, random, depth - 1), ...cut(b, random, depth - (random.chance(0.7) ? 1 : 2))];
}

const names = ['操作间', '仓库', '收银台', '用餐区', '卫生间', '消毒间', '更衣室', '办公室', '粗加工区', '营业区', '洗发区', '理发区', '客房', '走廊', '员工休息室', '冷藏区', '备餐间', '布草间'];

function plan(context: LayoutContext, paper: PaperSize): Draft {
  const { facts, marks, wording, style, random } = context;
  const subject = wording.chance(0.5) ? facts.shop.name : '';
  const title = subject + wording.pick(['平面布局图', '平面图', '经营场所平面图', '设备设施布局图', '卫生设施平面布局图', '消防疏散平面图', '地址方位示意图']);
  const wide = paper.widthMm > paper.heightMm;
  const [left, top, width, height] = [22, 36, paper.widthMm - (wide ? 90 : 44), paper.heightMm - (wide ? 62 : 110)];
  const rooms = cut({ x: left, y: top, w: width, h: height }, wording, wording.integer(2, 4));
  const wall = wording.between(0.5, 1.8);
  const drawn = rooms
    .map(({ x, y, w, h }) => {
      const door = Math.min(9, w * 0.3);
      const dx = x + random.between(0.15, 0.6) * (w - door);
      const symbols = Array.from({ length: random.integer(0, 4) }, () => {
        const [sx, sy] = [x + random.between(0.1, 0.75) * w, y + random.between(0.15, 0.75) * h];
        return random.pick([`<rect x="${sx}" y="${sy}" width="${Math.min(10, w * 0.2)}" height="5" fill="none" stroke-width=".3"/>`, `<circle cx="${sx}" cy="${sy}" r="${Math.min(3, w * 0.08)}" fill="none" stroke-width=".3"/>`]);
      });
      return `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="none" stroke-width="${wall}"/><path d="M${dx} ${y + h}h${door}" stroke="#fff" stroke-width="${wall + 0.6}"/><path d="M${dx} ${y + h}v${-door}a${door} ${door} 0 0 1 ${door} ${door}" fill="none" stroke-width=".25"/>${symbols.join('')}<text x="${x + w / 2}" y="${y + h / 2}" font-size="${Math.min(4.4, w / 6)}" text-anchor="middle" fill="${style.ink}" stroke="none">${random.pick(names)}</text>`;
    })
    .join('');
  const sizes = wording.chance(0.75)
    ? `<path d="M${left} ${top - 7}h${width}M${left} ${top - 9}v4M${left + width} ${top - 9}v4M${left - 7} ${top}v${height}M${left - 9} ${top}h4M${left - 9} ${top + height}h4" stroke-width=".25"/><text x="${left + width / 2}" y="${top - 8}" font-size="3.6" text-anchor="middle" stroke="none" fill="${style.ink}">${wording.integer(40, 220) * 100}</text><text transform="translate(${left - 8} ${top + height / 2}) rotate(-90)" font-size="3.6" text-anchor="middle" stroke="none" fill="${style.ink}">${wording.integer(40, 160) * 100}</text>`
    : '';
  const arrow = wording.chance(0.6) ? `<g transform="translate(${paper.widthMm - 26} 40)"><circle r="7" fill="none" stroke-width=".3"/><path d="M0 -9L3 6L0 3L-3 6Z" fill="${style.ink}"/><text y="-10" font-size="4" text-anchor="middle" stroke="none" fill="${style.ink}">北</text></g>` : '';
  const svg = `<svg viewBox="0 0 ${paper.widthMm} ${paper.heightMm}" style="position:absolute;inset:0;width:100%;height:100%" stroke="${style.ink}">${drawn}${sizes}${arrow}</svg>`;
  const block = wording.chance(0.55) ? `<table class="tb"><tr><td>工程名称</td><td>${facts.shop.name}</td></tr><tr><td>图名</td><td>平面布置图</td></tr><tr><td>比例</td><td>1:${wording.pick([50, 100, 150])}</td></tr><tr><td>日期</td><td>${dottedDate(facts.today)}</td></tr></table>` : `<div class="tb" style="border:0;font-size:3.8mm;line-height:1.9">总面积：${facts.property.area}㎡${wording.chance(0.5) ? `<br>${facts.shop.name}` : ''}</div>`;
  const css = `.t{position:absolute;left:0;right:0;top:10mm;text-align:center;font-family:${style.title};font-weight:700;font-size:${title.length > 14 ? 5 : 7}mm;letter-spacing:${(style.spread * 0.8).toFixed(1)}mm}.tb{position:absolute;right:14mm;bottom:${wide ? 14 : 20}mm;width:${wide ? 58 : 84}mm;font-size:3mm}.tb td{border:.3mm solid ${style.ink};padding:1mm}${wording.chance(0.4) ? `.sheet:after{content:'';position:absolute;inset:8mm;border:.5mm solid ${style.ink}}` : ''}`;
  const sealed = wording.chance(0.3);
  return { css, body: `<div class="t">${marks.field('title', title)}</div>${svg}${block}${sealed ? sealAt(context, facts.company.name, paper.widthMm - 45, paper.heightMm - 40) : ''}`, sealPresent: sealed };
}

const items = [['甲醛', 'mg/m³', '≤0.10'], ['二氧化碳', '%', '≤0.10'], ['细菌总数', 'CFU/皿', '≤20'], ['室内温度', '℃', '16~28'], ['相对湿度', '%', '40~65'], ['照度', 'lx', '≥100'], ['噪声', 'dB(A)', '≤55'], ['大肠菌群', '个/50cm²', '不得检出'], ['金黄色葡萄球菌', '个/50cm²', '不得检出'], ['可吸入颗粒物', 'mg/m³', '≤0.15'], ['余氯', 'mg/L', '0.3~0.5'], ['浑浊度', 'NTU', '≤5']] as const;

function mark({ wording }: LayoutContext): string {
  return wording.chance(0.75) ? `<div style="border:.6mm solid #111;width:22mm;height:13mm;text-align:center;font:italic 700 7mm/10mm 'DejaVu Sans'">MA<div style="font:3mm/2mm 'DejaVu Sans'">${digits(wording, 12)}</div></div>` : '';
}

function reportFacts(context: LayoutContext): { institution: string; number: string; date: string } {
  const { facts, wording } = context;
  return { institution: `${facts.region.city}${wording.pick(['中检', '华测', '科信', '正源'])}检测技术有限公司`, number: `${wording.pick(['WS', 'JC', 'GX', 'HJ'])}${facts.today.slice(0, 4)}${digits(wording, 6)}`, date: addDays(facts.today, -wording.integer(5, 300)) };
}

const reportTitles = ['检测报告', '检验报告', '卫生检测报告', '检测报告书', '公共场所卫生检测报告'];

function reportCover(context: LayoutContext): Draft {
  const { facts, marks, wording, style } = context;
  const { institution, number, date } = reportFacts(context);
  const rows = [['报告编号', marks.field('reportNumber', number)], [wording.pick(['委托单位', '受检单位']), marks.field('client', facts.shop.name)], ['检测类别', wording.pick(['委托检测', '抽样检测'])], ['样品名称', wording.pick(['室内空气', '公共用品用具', '生活饮用水', '环境空气'])], ['检测日期', marks.field('testedDate', chineseDate(date), date)]] as const;
  const css = `.in{position:absolute;left:28mm;right:28mm;top:${wording.integer(16, 34)}mm}.t{font-family:${style.title};font-weight:${style.titleWeight};font-size:${wording.between(11, 16).toFixed(1)}mm;text-align:center;letter-spacing:${(3 * style.spread).toFixed(1)}mm;margin:${wording.integer(18, 34)}mm 0 ${wording.integer(18, 34)}mm}.r{display:flex;font-size:5mm;margin-bottom:6mm}.r .l{width:32mm;font-family:${style.hei}}.r .v{flex:1;border-bottom:.3mm solid #333}.e{position:relative;margin-top:26mm;text-align:center;font-size:5.4mm;line-height:2}`;
  return { css, body: `<div class="in">${mark(context)}<div class="t">${wording.pick(reportTitles)}</div>${rows.map(([label, html]) => `<div class="r"><div class="l">${label}：</div><div class="v">${html}</div></div>`).join('')}<div class="e">${marks.field('institution', institution)}<br>${chineseDate(addDays(date, 5))}${sealAt(context, institution, 95, 10, '检验检测专用章')}</div></div>`, sealPresent: true };
}

function reportTable(context: LayoutContext, first: boolean): Draft {
  const { facts, marks, wording, style, page } = context;
  const { institution, number, date } = reportFacts(context);
  const count = wording.integer(5, items.length);
  const rows: Cell[][] = [
    [{ label: '序号', span: 2 }, { label: '检测项目', span: 6 }, { label: '单位', span: 4 }, { label: '标准值', span: 4 }, { label: '检测结果', span: 4 }, { label: '单项判定', span: 4 }],
    ...items.slice(0, count).map(([name, unit, limit], index): Cell[] => [{ html: String(index + 1), span: 2 }, { html: name, span: 6 }, { html: unit, span: 4 }, { html: limit, span: 4 }, { html: limit === '不得检出' ? '未检出' : (wording.next() * 10).toFixed(2), span: 4 }, { html: '合格', span: 4 }]),
  ];
  const verdict = wording.pick(['所检项目符合标准要求', '经检测，所检项目合格', '本次检测结果符合GB 37488-2019要求']);
  const summary: Cell[][] = first
    ? [[{ label: '委托单位', span: 5 }, { html: marks.field('client', facts.shop.name), span: 19 }], [{ label: '检测日期', span: 5 }, { html: marks.field('testedDate', dottedDate(date), date), span: 7 }, { label: '检测依据', span: 5 }, { html: 'GB/T 18204', span: 7 }], [{ label: '检测结论', span: 5 }, { html: `<div style="position:relative;height:18mm">${marks.field('conclusion', verdict)}${sealAt(context, institution, 80, 10)}</div>`, span: 19 }]]
    : [];
  const table = grid(context, [...summary, ...rows], { rowMm: wording.between(8, 12), sizeMm: 3.7 });
  const css = `${table.css}.in{position:absolute;left:${(18 * style.air).toFixed(1)}mm;right:${(18 * style.air).toFixed(1)}mm;top:${wording.integer(13, 24)}mm}.t{font-family:${style.title};font-weight:700;font-size:8mm;text-align:center;letter-spacing:2mm;margin:2mm 0 4mm}.h{display:flex;justify-content:space-between;font-size:3.5mm;margin-bottom:2mm}.s{margin-top:5mm;font-size:3.8mm;display:flex;justify-content:space-between}`;
  const title = first ? `${mark(context)}<div class="t">${wording.pick(reportTitles)}</div>` : '';
  return { css, body: `<div class="in">${title}<div class="h"><span>报告编号：${marks.field('reportNumber', number)}</span><span>第 ${first ? 1 : page + 1} 页 共 ${first ? 1 : 4} 页</span></div>${table.html}<div class="s"><span>编制：${facts.agent.name}</span><span>审核：${facts.partner.name}</span><span>批准：${facts.holder.name}</span></div></div>`, sealPresent: first, continuation: !first };
}

const make = (id: string, documentType: Layout['documentType'], paper: PaperSize, draw: (context: LayoutContext) => Draft, split: Layout['split'] = 'train') => layout({ id, documentType, paper, split, draw });

export const planReportLayouts: readonly Layout[] = [
  make('plan-tall', 'floor-plan', a4Portrait, (context) => plan(context, a4Portrait)),
  make('plan-wide', 'floor-plan', a4Landscape, (context) => plan(context, a4Landscape)),
  make('plan-a3', 'floor-plan', { widthMm: 420, heightMm: 297 }, (context) => plan(context, { widthMm: 420, heightMm: 297 }), 'holdout'),
  make('plan-tall-other', 'floor-plan', a4Portrait, (context) => plan(context, a4Portrait), 'holdout'),
  make('report-cover', 'test-report', a4Portrait, reportCover),
  make('report-one-page', 'test-report', a4Portrait, (context) => reportTable(context, true)),
  make('report-results', 'test-report', a4Portrait, (context) => reportTable(context, false)),
  make('report-wide', 'test-report', a4Landscape, (context) => reportTable(context, true), 'holdout'),
  make('report-cover-other', 'test-report', a4Portrait, reportCover, 'holdout'),
];
