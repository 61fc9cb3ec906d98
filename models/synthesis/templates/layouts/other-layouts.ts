/** Papers that are documents but no material of any service item: books, news, receipts, tickets, notes, tables, flyers. */
import { addDays, chineseDate, dottedDate } from '../../record/chinese-writing.ts';
import { prose, rules } from '../../record/clauses.ts';
import { digits } from '../../record/document-numbers.ts';
import { drawVariedName } from '../../record/varied-people.ts';
import { grid } from '../blocks/grid.ts';
import type { Cell } from '../blocks/grid.ts';
import { letter, sealAt, signature, written } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { a4Landscape, a4Portrait } from '../template.ts';
import type { PaperSize } from '../template.ts';
import { qrSvg } from './licence-layouts.ts';

const bookSize: PaperSize = { widthMm: 148, heightMm: 210 };
const ticketSize: PaperSize = { widthMm: 87, heightMm: 54 };
const receiptSize: PaperSize = { widthMm: 58, heightMm: 150 };
const longReceiptSize: PaperSize = { widthMm: 80, heightMm: 210 };
const quotaSize: PaperSize = { widthMm: 175, heightMm: 78 };

const english = ['The committee reviewed the proposal and agreed that further measurements were needed before a decision.', 'In the second part of the study, participants were asked to rate each sample on a scale from one to seven.', 'Rivers carry more than water: they move stories, seeds and silt from one town to the next.', 'Figure 3 shows the relation between temperature and yield under three different conditions.'];

function paragraphs({ wording, random }: LayoutContext, count: number): string[] {
  const from = wording.chance(0.15) ? english : prose;
  return Array.from({ length: count }, () => Array.from({ length: random.integer(2, 5) }, () => random.pick(from)).join(''));
}

function book(context: LayoutContext): Draft {
  const { style, wording, random } = context;
  const columns = wording.chance(0.15) ? 'columns:2;column-gap:6mm;' : '';
  const chapter = wording.chance(0.3) ? `<h2>第${random.pick(['一', '二', '三', '五', '七'])}章&#12288;${random.pick(['远行', '误差与数据处理', '渡口', '树与二叉树', '春天的故事'])}</h2>` : '';
  const picture = wording.chance(0.2) ? `<div style="height:40mm;margin:3mm 8mm;background:linear-gradient(${random.integer(0, 180)}deg,#bbb,#eee,#999)"></div><p style="text-align:center;text-indent:0;font-size:.85em">图${random.integer(1, 9)}-${random.integer(1, 20)}</p>` : '';
  const css = `.sheet{background:${wording.pick(['#fff', '#fbf7ec', '#f6efdd', '#fffdf8'])}}.in{position:absolute;left:15mm;right:15mm;top:18mm;height:172mm;overflow:hidden;font-size:${(3.5 * style.scale).toFixed(2)}mm;line-height:${(1.75 * style.leading).toFixed(2)};text-align:justify;${columns}}p{text-indent:2em}h2{text-align:center;font-size:1.4em;margin:4mm 0 6mm;font-family:${style.title}}.hd{position:absolute;left:15mm;right:15mm;top:9mm;font-size:2.8mm;display:flex;justify-content:space-between;border-bottom:.15mm solid #555}.ft{position:absolute;left:0;right:0;bottom:9mm;text-align:center;font-size:3mm}`;
  const text = paragraphs(context, 9).map((html) => `<p>${html}</p>`);
  return { css, body: `${wording.chance(0.6) ? `<div class="hd"><span>${random.pick(['江边旧事', '大学物理实验', '数据结构', '散文选读'])}</span><span>${random.integer(12, 380)}</span></div>` : ''}<div class="in">${chapter}${text.slice(0, 2).join('')}${picture}${text.slice(2).join('')}</div><div class="ft">${random.integer(12, 380)}</div>` };
}

function news(context: LayoutContext, paper: PaperSize): Draft {
  const { style, wording, random, facts } = context;
  const heads = ['全市接待游客人次同比增长两成', '夏粮收购工作有序推进', '老旧小区改造惠及万户', '沃柑丰收果农笑开颜', '新能源公交上线运行', '社区图书角受欢迎', '我市举行马拉松赛'];
  const article = (big: boolean) => `<div class="a"><h3 style="font-size:${big ? 7.5 : 4.6}mm">${random.pick(heads)}</h3><div class="by">本报讯（记者 ${drawVariedName(random, '男')}）</div>${random.chance(0.4) ? `<div class="im" style="background:linear-gradient(${random.integer(0, 180)}deg,${random.pick(['#6a8fb0,#d8e0e6', '#7a9a60,#dfe6c8', '#555,#ccc'])})"></div>` : ''}${paragraphs(context, big ? 4 : 2).map((html) => `<p>${html}</p>`).join('')}</div>`;
  const css = `.in{position:absolute;left:9mm;right:9mm;top:34mm;bottom:9mm;columns:${wording.integer(3, 5)};column-gap:4mm;column-rule:.15mm solid #888;font-size:2.9mm;line-height:1.55;overflow:hidden;text-align:justify}.sheet{background:${wording.pick(['#f4f1e8', '#fff', '#efece2'])}}h3{font-family:${style.title};line-height:1.25;margin:2mm 0 1mm}p{text-indent:2em}.by{font-size:2.6mm;color:#444}.im{height:28mm;margin:1mm 0}.mast{position:absolute;left:9mm;right:9mm;top:7mm;border-bottom:.5mm solid #222;display:flex;justify-content:space-between;align-items:flex-end}.mast b{font-family:${style.kai};font-size:13mm;color:${wording.pick(['#c8141e', '#222', '#0a3a80'])};line-height:1.3}`;
  return { css, body: `<div class="mast" style="width:${paper.widthMm - 18}mm"><b>${wording.pick(['邕江晚报', '漓江日报', '桂西都市报', '北湾时报'])}</b><span style="font-size:3mm">${chineseDate(facts.today)}&#12288;星期${random.pick([...'一二三四五六日'])}<br>第${random.integer(1, 16)}版&#12288;要闻</span></div><div class="in">${article(true)}${[1, 2, 3, 4, 5, 6].map(() => article(false)).join('')}</div>` };
}

const wares = ['纯牛奶', '鲜鸡蛋', '五花肉', '抽纸', '矿泉水', '方便面', '白砂糖', '苹果', '青菜', '酸奶', '老友粉', '螺蛳粉', '白切鸡', '米饭', '可乐', '洗衣液'];

function receipt(context: LayoutContext, paper: PaperSize): Draft {
  const { wording, facts, random } = context;
  const lines = Array.from({ length: random.integer(2, 14) }, () => [random.pick(wares), String(random.integer(1, 4)), (random.integer(150, 9900) / 100).toFixed(2)] as const);
  const total = lines.reduce((sum, [, count, price]) => sum + Number(count) * Number(price), 0);
  const kind = wording.integer(0, 2);
  const shop = wording.pick(['邕畔生鲜超市', '惠邻便利店', facts.shop.name.slice(-8), '阿禾老友粉店']);
  const body =
    kind === 2
      ? ['商户名称：' + shop, '商户编号：' + digits(wording, 15), '终端编号：' + digits(wording, 8), '卡号：622202******' + digits(wording, 4), '交易类型：消费', '批次号：' + digits(wording, 6), '凭证号：' + digits(wording, 6), '日期时间：' + facts.today.replaceAll('-', '/') + ' 12:30:11', '金额：RMB ' + total.toFixed(2), '备注：', '持卡人签名：', '------------------------', '本人确认以上交易，同意将其计入本卡账户'].join('<br>')
      : `<table><tr><td>品名</td><td>数量</td><td>单价</td><td>金额</td></tr>${lines.map(([name, count, price]) => `<tr><td>${name}</td><td>${count}</td><td>${price}</td><td>${(Number(count) * Number(price)).toFixed(2)}</td></tr>`).join('')}</table>------------------------<br>合计：${total.toFixed(2)}<br>${wording.pick(['微信支付', '支付宝', '现金', '银联'])}：${total.toFixed(2)}&#8194;找零：0.00<br>------------------------<br>谢谢惠顾，欢迎下次光临<br>${wording.chance(0.4) ? `<div style="width:22mm;margin:2mm auto">${qrSvg(`https://pos.example/${digits(wording, 10)}`)}</div>` : ''}电话：0771-${digits(wording, 7)}`;
  const css = `.sheet{background:#fdfdfb}.in{position:absolute;left:3mm;right:3mm;top:4mm;font-family:'WenQuanYi Zen Hei Mono',monospace;font-size:${(paper.widthMm / 20).toFixed(2)}mm;line-height:1.6;color:#333}.t{text-align:center;font-size:1.5em;font-weight:600}.in svg{width:100%}`;
  return { css, body: `<div class="in"><div class="t">${kind === 2 ? 'POS签购单' : shop}</div>${kind === 1 ? '<div style="text-align:center">结账单</div>' : ''}流水号：${digits(wording, 12)}<br>时间：${facts.today} ${random.integer(8, 22)}:${random.integer(10, 59)}<br>------------------------<br>${body}</div>` };
}

function ticket(context: LayoutContext): Draft {
  const { wording, facts, style } = context;
  const blue = wording.chance(0.65);
  const [from, to] = [wording.pick(['南宁东', '桂林北', '柳州', '北海', '广州南', '长沙南']), wording.pick(['上海虹桥', '百色', '贵阳北', '深圳北', '玉林', '武汉'])];
  const css = `.sheet{background:${blue ? 'linear-gradient(90deg,#d6eaf3,#eaf4f8 50%,#cfe6f0)' : 'linear-gradient(90deg,#f7d9dc,#fdf0f0)'}}.x{position:absolute;white-space:nowrap;font-family:${style.hei}}`;
  const x = (left: number, top: number, size: number, html: string) => `<div class="x" style="left:${left}mm;top:${top}mm;font-size:${size}mm">${html}</div>`;
  const body = `${x(4, 3, 3.4, `<span style="color:#b8232c">${wording.pick([...'ABCDEFGK'])}${digits(wording, 6)}</span>`)}${x(58, 3, 3, `检票：${wording.integer(1, 24)}${wording.pick(['A', 'B'])}`)}${x(8, 9, 5, `<b>${from}站</b>`)}${x(37, 8.6, 5, `${wording.pick([...'GDKZ'])}${wording.integer(11, 3999)}`)}${x(56, 9, 5, `<b>${to}站</b>`)}${x(38, 14, 2.6, '————→')}${x(5, 18.5, 3.5, `${chineseDate(addDays(facts.today, -wording.integer(1, 300)))} ${wording.integer(6, 22)}:${wording.integer(10, 59)}开`)}${x(55, 18.5, 3.5, `${String(wording.integer(1, 16)).padStart(2, '0')}车${wording.integer(1, 18)}${wording.pick([...'ABCDF'])}号`)}${x(5, 24, 3.5, `￥${wording.integer(20, 700)}.5元&#8194;网`)}${x(58, 24, 3.5, wording.pick(['二等座', '一等座', '新空调硬座', '硬卧']))}${x(5, 29, 2.8, '限乘当日当次车')}${x(5, 35, 3.4, `${facts.holder.idNumber.slice(0, 10)}****${facts.holder.idNumber.slice(-4)} ${facts.holder.name}`)}${x(10, 41, 2.5, '<span style="border:.2mm dashed #555;padding:.6mm 4mm">报销凭证&#8194;遗失不补&#8194;退票改签时须交回车站</span>')}${x(4, 48.5, 2.8, `${digits(wording, 14)}${wording.pick([...'ABCK'])}${digits(wording, 6)} ${from}售`)}<div class="x" style="left:66mm;top:31mm;width:17mm">${qrSvg(digits(wording, 40))}</div>`;
  return { css, body };
}

/** 通用定额发票, taxi and machine-printed invoices: tax papers that are no VAT invoices. */
function quota(context: LayoutContext): Draft {
  const { wording, facts, style } = context;
  const value = wording.pick([['壹元', 1], ['贰元', 2], ['伍元', 5], ['拾元', 10], ['伍拾元', 50], ['壹佰元', 100]] as const);
  const tint = wording.pick(['#f7e6e0', '#e6f0e2', '#e4edf6', '#f8f1d8']);
  const region = facts.region.province.replace(/壮族自治区|回族自治区|维吾尔自治区|自治区/g, '');
  const machine = wording.chance(0.4);
  const css = `.sheet{background:${tint}}.t{position:absolute;left:0;right:0;top:6mm;text-align:center;font-family:${style.title};font-size:6.4mm;letter-spacing:1mm;color:#7c3a20}.in{position:absolute;left:14mm;right:14mm;top:22mm;font-size:4mm;line-height:1.9;color:#5a2c18}`;
  const text = machine
    ? `机打代码 ${digits(wording, 12)}&#12288;机打号码 ${digits(wording, 8)}<br>付款方：个人<br>项目：${wording.pick(['餐费', '停车费', '住宿费', '通行费'])}&#12288;金额：${wording.integer(5, 800)}.00<br>收款方：${facts.company.name}`
    : `<span style="font-size:9mm;font-family:${style.title}">${value[0]}整</span><br>发票代码 ${digits(wording, 12)}<br>发票号码 ${digits(wording, 8)}&#12288;密码 <span style="background:#999;color:#999">00000000</span>`;
  return { css, body: `<div class="t">${wording.pick([`国家税务总局${region}税务局通用${machine ? '机打' : '定额'}发票`, `${region}通用${machine ? '机打' : '定额'}发票`])}<div style="font-size:3.6mm">发 票 联</div></div><div class="in">${text}</div>${sealAt(context, facts.company.name, 140, 52, '发票专用章', 0.8)}`, sealPresent: true };
}

function note(context: LayoutContext): Draft {
  const { wording, random, facts } = context;
  const ruled = wording.pick(['', 'background-image:repeating-linear-gradient(#fff0 0 8.8mm,#8fb0d8 8.8mm 9mm)', 'background-image:repeating-linear-gradient(#fff0 0 8.8mm,#c05050 8.8mm 9mm)', 'background-image:linear-gradient(90deg,#9cc 1px,#fff0 1px),linear-gradient(#9cc 1px,#fff0 1px);background-size:9mm 9mm']);
  const sentences = ['明天上午九点去窗口交材料', '记得带身份证原件和复印件', '王姐电话' + facts.holder.mobile, '买菜 牛奶 鸡蛋', '下周三开会', '水费32.5 电费108', '收到货款伍佰元整', '今借到现金贰仟元', '材料还差一份', '老师说作业写两页', '桂花开了', '周末回家看看爸妈', facts.holder.name + ' ' + dottedDate(facts.today)];
  const lines = Array.from({ length: random.integer(3, 20) }, () => `<div style="margin-left:${random.integer(0, 14)}mm;height:${random.between(8, 11).toFixed(1)}mm">${written(context, Array.from({ length: random.integer(1, 2) }, () => random.pick(sentences)).join('，'), 6)}</div>`);
  return { css: `.sheet{background-color:${wording.pick(['#fff', '#fdf9ea', '#fff6c8', '#f4f4f0'])};${ruled}}.in{position:absolute;left:${random.integer(8, 24)}mm;top:${random.integer(10, 30)}mm;transform:rotate(${random.between(-2.5, 1.5).toFixed(1)}deg)}`, body: `<div class="in">${lines.join('')}</div>`, signaturePresent: false };
}

function table(context: LayoutContext, wide: boolean): Draft {
  const { wording, random } = context;
  const kinds = [
    ['会议签到表', ['序号', '姓名', '单位', '联系电话', '签名']],
    ['工资发放明细表', ['序号', '姓名', '基本工资', '绩效', '实发']],
    ['库存盘点表', ['编号', '品名', '规格', '数量', '备注']],
    ['学生成绩单', ['学号', '姓名', '语文', '数学', '英语']],
    ['值班安排表', ['日期', '星期', '值班人员', '电话', '备注']],
    ['费用报销单', ['日期', '摘要', '科目', '金额', '附件']],
    ['课程表', ['节次', '星期一', '星期二', '星期三', '星期四']],
  ] as const;
  const [title, heads] = wording.pick(kinds);
  const width = [3, 5, 6, 5, 5];
  const cell = (head: string, index: number): string => (/序号|编号|学号|节次/.test(head) ? String(index) : /姓名|人员/.test(head) ? drawVariedName(random, random.pick(['男', '女'] as const)) : /电话/.test(head) ? `139****${digits(random, 4)}` : /签名|备注|附件/.test(head) ? (random.chance(0.4) ? written(context, drawVariedName(random, '男'), 5) : '') : /单位|品名|摘要|星期/.test(head) ? random.pick(wares) : digits(random, 3));
  const rows: Cell[][] = [heads.map((label, index) => ({ label, span: width[index] as number })), ...Array.from({ length: random.integer(6, wide ? 14 : 22) }, (_, row) => heads.map((head, index): Cell => ({ html: cell(head, row + 1), span: width[index] as number })))];
  const made = grid(context, rows, { rowMm: 9, sizeMm: 3.8 });
  return { css: `${made.css}.in{position:absolute;left:16mm;right:16mm;top:${random.integer(12, 30)}mm}.t{font-family:${context.style.title};font-weight:700;font-size:6.6mm;text-align:center;margin-bottom:5mm}`, body: `<div class="in">${wording.chance(0.85) ? `<div class="t">${title}</div>` : ''}${made.html}</div>` };
}

function rulesPage(context: LayoutContext): Draft {
  const { wording, facts } = context;
  const title = wording.pick(['食品安全管理制度', '卫生管理制度', '从业人员健康管理制度', '进货查验记录制度', '公司章程', '股东会决议', '情况说明', '会议纪要', '个人简历', '产品使用说明书', '招聘启事', '物业温馨提示']);
  const text = Array.from({ length: wording.integer(4, 12) }, (_, index) => `${wording.chance(0.9) ? `${index + 1}. ` : ''}${wording.pick(rules)}`);
  const sealed = wording.chance(0.3);
  const draft = letter(context, { title, paragraphs: text, sign: `<div class="right">${facts.company.name}<br>${chineseDate(facts.today)}${sealed ? sealAt(context, facts.company.name, 30, 8) : ''}</div>`, sizeMm: 4.4 });
  return { ...draft, sealPresent: sealed };
}

/** Bills and slips: utilities, couriers, hospital fees, tax payment. */
function bill(context: LayoutContext, paper: PaperSize): Draft {
  const { wording, facts } = context;
  const title = wording.pick(['电费缴费通知单', '自来水费收据', '医疗门诊收费票据', '收款收据', '快递运单', '税收完税证明', '物业费收据', '送货单', '银行业务回单', '停车缴费凭证']);
  const rows: Cell[][] = Array.from({ length: wording.integer(3, 7) }, (): Cell[] => [{ label: wording.pick(['户名', '户号', '项目', '日期', '金额', '地址', '数量', '单价', '经办', '摘要']), span: 4 }, { html: wording.pick([facts.holder.name, digits(wording, 8), wording.pick(wares), dottedDate(facts.today), `${wording.integer(10, 900)}.00`]), span: 8 }, { label: wording.pick(['编号', '期间', '用量', '单位', '备注']), span: 4 }, { html: wording.pick([digits(wording, 6), '2026年10月', '128', '']), span: 8 }]);
  const made = grid(context, rows, { rowMm: 8, sizeMm: 3.3 });
  const sealed = wording.chance(0.6);
  return { css: `${made.css}.sheet{background:${wording.pick(['#fff', '#fdf6f4', '#f2f8f2', '#fffbe8'])}}.in{position:absolute;left:9mm;right:9mm;top:8mm}.t{font-family:${context.style.title};font-weight:700;font-size:6mm;text-align:center;letter-spacing:1mm;margin-bottom:3mm}`, body: `<div class="in"><div class="t">${title}</div><div style="font-size:3.2mm;text-align:right">No. <span style="color:#c8141e">${digits(wording, 8)}</span></div>${made.html}<div style="font-size:3.4mm;margin-top:2mm;position:relative">收款单位（盖章）：&#12288;&#12288;经手人：${signature(context, facts.agent.name, 5)}${sealed ? sealAt(context, facts.company.name, 34, 2, '财务专用章', 0.85) : ''}</div></div>`, sealPresent: sealed && paper.widthMm > 0 };
}

function flyer(context: LayoutContext): Draft {
  const { wording, random, style, facts } = context;
  const hue = random.integer(0, 360);
  const tiles = Array.from({ length: random.integer(4, 12) }, () => `<div class="i"><div class="p" style="background:radial-gradient(circle at 40% 35%,#fff9,transparent 50%),hsl(${random.integer(0, 360)} 60% 60%)"></div>${random.pick(wares)}<br><b>¥${random.integer(3, 99)}.9</b></div>`).join('');
  return { css: `.sheet{background:hsl(${hue} 70% 94%)}.h{background:hsl(${hue} 75% 45%);color:#fff;text-align:center;font-family:${style.title};font-weight:900;font-size:${random.integer(12, 20)}mm;padding:9mm 0}.h small{display:block;font-size:5mm;font-weight:400}.g{display:grid;grid-template-columns:repeat(${random.integer(2, 4)},1fr);gap:5mm;padding:8mm}.i{background:#fff;text-align:center;font-size:5mm;padding:3mm;font-family:${style.hei}}.i b{color:#d8201f;font-size:8mm}.p{height:26mm;border-radius:40%;margin:0 4mm 2mm}`, body: `<div class="h">${wording.pick(['周年店庆', '开业大吉', '新品上市', '暑期招生', '楼盘热销', '招聘英才', '菜单'])}<small>${facts.shop.name}&#12288;电话 0771-${digits(wording, 7)}</small></div><div class="g">${tiles}</div>` };
}

const make = (id: string, paper: PaperSize, draw: (context: LayoutContext, paper: PaperSize) => Draft, split: Layout['split'] = 'train') => layout({ id, documentType: 'other', paper, split, draw: (context) => draw(context, paper) });

export const otherLayouts: readonly Layout[] = [
  make('other-book', bookSize, book),
  make('other-news', { widthMm: 270, heightMm: 390 }, news),
  make('other-news-a4', a4Portrait, news, 'holdout'),
  make('other-receipt', receiptSize, receipt),
  make('other-receipt-long', longReceiptSize, receipt, 'holdout'),
  make('other-train-ticket', ticketSize, ticket),
  make('other-quota-invoice', quotaSize, quota),
  make('other-note', a4Portrait, note),
  make('other-note-small', bookSize, note, 'holdout'),
  make('other-table', a4Portrait, (context) => table(context, false)),
  make('other-table-wide', a4Landscape, (context) => table(context, true), 'holdout'),
  make('other-rules', a4Portrait, rulesPage),
  make('other-bill', { widthMm: 210, heightMm: 100 }, bill),
  make('other-bill-a5', { widthMm: 190, heightMm: 130 }, bill, 'holdout'),
  make('other-flyer', a4Portrait, flyer),
];
