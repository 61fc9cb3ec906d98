/** Cards and small leaves: driving and vehicle licences, bank cards, health certificates, residence permits. */
import type { DocumentTypeId } from '#shared/document-types/index.ts';
import { addDays, addYears, dottedDate, parts } from '../../record/chinese-writing.ts';
import { digits, drawCardNumber, drawPlate, drawVin } from '../../record/document-numbers.ts';
import { banks } from '../../record/organizations.ts';
import { alone, anywhere, at, idCardSize, laid } from '../blocks/cards.ts';
import type { CardFace, Place } from '../blocks/cards.ts';
import { sealAt } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Layout, LayoutContext } from '../layout.ts';
import { guillocheSvg } from '../ornaments/guilloche.ts';
import { portraitSvg } from '../ornaments/portrait.ts';
import { a4Portrait } from '../template.ts';
import type { PaperSize } from '../template.ts';

const leaf: PaperSize = { widthMm: 88, heightMm: 60 };

const photo = ({ facts, random }: LayoutContext, x: number, y: number, w = 21, h = 27) =>
  `<div class="at" style="left:${x}mm;top:${y}mm;width:${w}mm;height:${h}mm;background:${random.pick(['#f4f6f8', '#4a7fc0', '#c8342c', '#e8eef4'])}">${portraitSvg(facts.holder.sex, random)}</div>`;

const ground = (from: string, to: string, wave: string, size: PaperSize) =>
  `<div style="position:absolute;inset:0;background:linear-gradient(120deg,${from},${to})"></div>${guillocheSvg(size.widthMm, size.heightMm, wave, 1)}`;

/** The square red stamp of the traffic police that is printed on their licences. */
const policeStamp = (city: string, x: number, y: number) =>
  `<div class="at" style="left:${x}mm;top:${y}mm;width:17mm;border:.5mm solid #d8202a;color:#d8202a;font-size:2.5mm;line-height:1.3;text-align:center;padding:.6mm;white-space:normal;font-weight:600">${city}公安局<br>交通警察支队</div>`;

const fieldCss = ({ style }: LayoutContext, labelMm = 2.2, valueMm = 3.2) => `
.l{font-family:${style.song};font-size:${labelMm}mm;line-height:1.15;color:#333}
.v{font-family:${style.hei};font-size:${valueMm}mm;color:#151515;line-height:1.35}
.t{font-family:${style.title};font-weight:700;font-size:4.4mm;letter-spacing:.4mm;white-space:nowrap}
.en{font-size:1.7mm;color:#444;font-family:'DejaVu Sans',sans-serif}
.rule{position:absolute;border-bottom:.15mm solid #777}`;

const rule = (x: number, y: number, w: number) => `<div class="rule" style="left:${x}mm;top:${y}mm;width:${w}mm"></div>`;
const labelled = (x: number, y: number, zh: string, en: string, html: string, gap: number, width = 0) =>
  at(x, y, `${zh}<br><span class="en">${en}</span>`, 'l') + at(x + gap, y - 0.2, html, width ? 'v wrap' : 'v').replace('class="v wrap at" style="', `class="v wrap at" style="width:${width}mm;`);

function drivingFace(context: LayoutContext): CardFace {
  const { marks, facts, wording } = context;
  const { holder } = facts;
  const first = addDays(addYears(holder.birthDate, 19), wording.integer(0, 2000));
  const years = wording.pick([6, 10]);
  const from = first;
  const to = wording.chance(0.1) ? '长期' : addYears(from, years);
  const dash = (iso: string) => iso;
  const html = `${ground('#f4f7f3', '#e9f1ee', 'rgba(120,170,140,.35)', leaf)}
${at(16, 2.6, '中华人民共和国机动车驾驶证', 't')}${at(20, 8, 'Driving License of the People\'s Republic of China', 'en')}
${at(6, 12, '证号', 'l')}${at(20, 11.4, marks.field('idNumber', holder.idNumber))}${rule(18, 16.2, 58)}
${labelled(4, 17.5, '姓名', 'Name', marks.field('name', holder.name), 13)}${labelled(38, 17.5, '性别', 'Sex', marks.field('sex', holder.sex), 8)}${labelled(54, 17.5, '国籍', 'Nationality', marks.field('nationality', '中国'), 14)}${rule(14, 22.6, 68)}
${labelled(4, 23.8, '住址', 'Address', marks.field('address', holder.address), 13, 66)}${rule(14, 34, 68)}
${labelled(22, 35.4, '出生日期', 'Date of Birth', marks.field('birthDate', dash(holder.birthDate), holder.birthDate), 20)}${labelled(22, 41, '初次领证日期', 'Date of First Issue', marks.field('firstIssuedDate', dash(first), first), 20)}${labelled(22, 46.6, '准驾车型', 'Class', marks.field('vehicleClass', wording.pick(['C1', 'C1', 'C2', 'B2', 'A2', 'C1D', 'B1'])), 20)}
${policeStamp(facts.region.city, 3, 36)}${photo(context, 64.5, 33, 19, 22)}
${labelled(4, 53.2, '有效期限', 'Valid Period', `${marks.field('validFrom', dash(from), from)} 至 ${marks.field('validTo', to === '长期' ? '长期' : dash(to), to)}`, 16)}`;
  return { css: fieldCss(context), html };
}

function vehicleFace(context: LayoutContext): CardFace {
  const { marks, facts, wording } = context;
  const registered = addDays(facts.today, -wording.integer(60, 4000));
  const issued = addDays(registered, wording.pick([0, 0, 3, 200]));
  const owner = wording.chance(0.7) ? facts.holder.name : facts.company.name;
  const maker = wording.pick(['五菱牌LZW6376', '大众汽车牌FV7146', '东风日产牌DFL7168', '比亚迪牌BYD7152', '长安牌SC6443', '豪爵牌HJ125']);
  const html = `${ground('#f5f6f2', '#eaf0ee', 'rgba(140,160,190,.35)', leaf)}
${at(14, 2.4, '中华人民共和国机动车行驶证', 't')}${at(17, 7.6, 'Vehicle License of the People\'s Republic of China', 'en')}
${labelled(4, 11.6, '号牌号码', 'Plate No.', marks.field('plateNumber', drawPlate(wording, facts.region)), 14)}${labelled(45, 11.6, '车辆类型', 'Vehicle Type', marks.field('vehicleType', wording.pick(['小型轿车', '小型普通客车', '轻型普通货车', '普通二轮摩托车', '小型越野客车'])), 14)}${rule(17, 16.6, 66)}
${labelled(4, 17.8, '所有人', 'Owner', marks.field('owner', owner), 14)}${rule(17, 22.8, 66)}
${labelled(4, 24, '住址', 'Address', marks.field('address', facts.holder.address), 14, 66)}${rule(17, 32.6, 66)}
${labelled(4, 33.6, '使用性质', 'Use Character', marks.field('usage', wording.pick(['非营运', '非营运', '营转非', '货运', '预约出租客运'])), 14)}${labelled(40, 33.6, '品牌型号', 'Model', marks.field('model', maker), 12)}${rule(17, 38.4, 66)}
${labelled(23, 39.8, '车辆识别代号', 'VIN', marks.field('vin', drawVin(wording)), 19)}${rule(40, 44.6, 43)}
${labelled(23, 45.6, '发动机号码', 'Engine No.', marks.field('engineNumber', wording.pick(['L', 'H', 'E']) + digits(wording, wording.integer(6, 8))), 19)}${rule(40, 50.4, 43)}
${labelled(23, 51.4, '注册日期', 'Register Date', marks.field('registeredDate', registered), 13)}${labelled(55, 51.4, '发证日期', 'Issue Date', marks.field('issuedDate', issued), 12)}
${policeStamp(facts.region.city, 3.5, 41)}`;
  return { css: fieldCss(context, 2.1, 3), html };
}

const cardColours = [['#b3202c', '#7d101c'], ['#1d5fa8', '#0d2f66'], ['#0f7a52', '#0a4f3a'], ['#c9a254', '#8a6a2a'], ['#2a2c33', '#565a66'], ['#d8dbe2', '#a9b0bd'], ['#d9601e', '#9a3a10'], ['#5b2d82', '#2e1550']] as const;

function bankFace(context: LayoutContext): CardFace {
  const { marks, wording, style, random } = context;
  const [from, to] = wording.pick(cardColours);
  const bank = wording.pick(banks);
  const number = drawCardNumber(wording);
  const spaced = number.replace(/(.{4})(?=.)/g, '$1 ');
  const month = `${String(wording.integer(1, 12)).padStart(2, '0')}/${wording.integer(27, 38)}`;
  const flat = wording.chance(0.4);
  const ink = from === '#d8dbe2' ? '#1c2430' : '#fff';
  const numberStyle = flat || ink !== '#fff' ? `color:${ink}` : 'color:#eee;text-shadow:.25mm .25mm 0 rgba(0,0,0,.55),-.15mm -.15mm 0 rgba(255,255,255,.5)';
  const x = wording.between(5, 9);
  const circles = Array.from({ length: 4 }, () => `<div style="position:absolute;left:${random.integer(-20, 80)}mm;top:${random.integer(-20, 50)}mm;width:${random.integer(20, 70)}mm;height:${random.integer(20, 70)}mm;border-radius:50%;background:rgba(255,255,255,.08)"></div>`).join('');
  const html = `<div style="position:absolute;inset:0;background:linear-gradient(${wording.integer(90, 160)}deg,${from},${to})"></div>${circles}
<div class="at" style="left:${x}mm;top:4mm;width:8mm;height:8mm;border-radius:50%;border:1.2mm solid #fff;opacity:.9"></div>
${at(x + 10, 5, `<span style="font-size:4.8mm;color:${ink};font-weight:700;font-family:${style.hei}">${marks.field('issuingBank', bank)}</span>`)}
${at(58, 6, `<span style="font-size:3mm;color:${ink}">${wording.pick(['借记卡', '储蓄卡', 'DEBIT', '信用卡', '理财金卡', '惠民卡'])}</span>`)}
<div class="at" style="left:${x + 3}mm;top:19mm;width:11mm;height:8.4mm;border-radius:1.4mm;background:linear-gradient(90deg,#e8cf86,#b8923c);box-shadow:inset 0 0 0 .2mm #7d6120"></div>
${at(x, 30, `<span style="font-family:'WenQuanYi Zen Hei Mono',monospace;font-weight:600;font-size:5.3mm;letter-spacing:.15mm;${numberStyle}">${marks.field('cardNumber', spaced, number)}</span>`)}
${at(x + 24, 39, `<span style="font-size:2.1mm;color:${ink}">VALID THRU</span> <span style="font-size:3.4mm;color:${ink};font-family:monospace">${marks.field('expiry', month)}</span>`)}
<div class="at" style="left:64mm;top:38mm;width:17mm;height:11mm;border-radius:1mm;background:linear-gradient(100deg,#c8102e 33%,#1a5fa8 33% 66%,#0f7a5a 66%)"><span style="color:#fff;font-size:4mm;font-weight:700;font-style:italic;position:absolute;left:1.5mm;top:1mm">银联</span></div>`;
  return { css: fieldCss(context), html };
}

function healthFace(context: LayoutContext): CardFace {
  const { marks, facts, wording } = context;
  const { holder } = facts;
  const issued = addDays(facts.today, -wording.integer(1, 700));
  const to = addDays(addYears(issued, 1), -1);
  const hue = wording.pick([['#eaf6ef', '#d8efe2'], ['#eef4fb', '#dbe8f6'], ['#fdf6e8', '#f8ead0'], ['#fff', '#f4f4f4']] as const);
  const left = wording.chance(0.4);
  const x = left ? 29 : 5;
  const iso = wording.chance(0.5) ? (text: string) => text : dottedDate;
  const rows: [string, string][] = [
    ['姓名', marks.field('name', holder.name)],
    ['性别', marks.field('sex', holder.sex)],
    ...(wording.chance(0.6) ? [['身份证号', marks.field('idNumber', holder.idNumber)] as [string, string]] : [['年龄', String(Number(facts.today.slice(0, 4)) - Number(holder.birthDate.slice(0, 4)))] as [string, string]]),
    [wording.pick(['行业', '从业类别', '工种', '体检类别']), wording.pick(['食品', '餐饮服务', '公共场所', '食品生产经营', '美容美发', '住宿业'])],
    [wording.pick(['编号', '证号', '健康证号']), marks.field('certificateNumber', `${facts.region.code.slice(0, 4)}${issued.slice(0, 4)}${digits(wording, 6)}`)],
    [wording.pick(['发证日期', '体检日期']), marks.field('issuedDate', iso(issued), issued)],
    [wording.pick(['有效期至', '有效期限至']), marks.field('validTo', iso(to), to)],
  ];
  const title = wording.pick(['健康证明', '健康证', '从业人员健康证明', '从业人员健康体检合格证明', '预防性健康体检合格证']);
  const html = `${ground(hue[0], hue[1], 'rgba(120,180,160,.25)', idCardSize)}${at(0, 2.5, `<div style="width:85.6mm;text-align:center;font-size:${title.length > 7 ? 4.4 : 5.6}mm;color:${wording.pick(['#0a6b3c', '#b3202c', '#123a80', '#222'])}">${title}</div>`, 't')}
${rows.map(([label, html], index) => at(x, 11.2 + index * 5.2, `${label}：`, 'l') + at(x + 14.5, 10.8 + index * 5.2, html)).join('')}
${photo(context, left ? 5 : 61, 12)}${at(x, 48.4, `${facts.region.city}${facts.region.name}疾病预防控制中心`, 'l')}${sealAt(context, `${facts.region.name}疾病预防控制中心`, 64, 43, undefined, 0.55)}`;
  return { css: fieldCss(context, 2.7, 3), html };
}

function residenceFace(context: LayoutContext): CardFace {
  const { marks, facts, wording } = context;
  const { holder } = facts;
  const [year, month, day] = parts(holder.birthDate);
  const to = addYears(facts.today, wording.integer(1, 4));
  const html = `${ground('#eaf3fb', '#f6efe6', 'rgba(110,150,200,.35)', idCardSize)}
${at(0, 2.4, `<div style="width:85.6mm;text-align:center">${facts.region.province}居住证</div>`, 't')}
${at(5, 10.4, '姓名', 'l')}${at(16, 9.9, marks.field('name', holder.name))}
${at(5, 16, '性别', 'l')}${at(16, 15.5, marks.field('sex', holder.sex))}${at(26, 16, '民族', 'l')}${at(35, 15.5, marks.field('ethnicity', holder.ethnicity))}
${at(5, 21.6, '出生', 'l')}${at(16, 21.1, marks.field('birthDate', `${year}年${month}月${day}日`, holder.birthDate))}
${at(5, 27.4, wording.pick(['住址', '居住地住址']), 'l')}${at(16, 29.6, marks.field('address', facts.partner.address), 'v wrap')}
${at(5, 40.4, '公民身份号码', 'l')}${at(25, 39.8, marks.field('idNumber', holder.idNumber))}
${at(5, 45, '签发机关', 'l')}${at(25, 44.4, marks.field('issuingAuthority', facts.partner.issuingAuthority))}
${at(5, 49.6, '有效期限', 'l')}${at(25, 49, marks.field('validTo', dottedDate(to), to))}${photo(context, 60.5, 9.5, 21, 27)}`;
  return { css: `${fieldCss(context, 2.6, 3.2)}.wrap{width:42mm;line-height:1.25}.t{color:#1a4a90}`, html };
}

type Family = { name: string; documentType: DocumentTypeId; size: PaperSize; face: (context: LayoutContext) => CardFace; seal: boolean };

/** Alone for training; on a sheet in colour and as a copy; a near view for validation and a corner of a sheet for the hold-out. */
function family({ name, documentType, size, face, seal }: Family): Layout[] {
  const onSheet = (id: string, split: Layout['split'], copied: boolean, fixed: Place | null, zoom = 1) =>
    layout({
      id: `${name}-${id}`,
      documentType,
      paper: a4Portrait,
      split,
      draw(context) {
        const places = [fixed ?? anywhere(context.random.fork('place'), size)];
        return { ...laid(context, [face(context)], { size, places, copied, zoom, radiusMm: 2 }), copied, sealPresent: seal };
      },
    });
  const single = (id: string, split: Layout['split']) => layout({ id: `${name}-${id}`, documentType, paper: size, split, draw: (context) => ({ ...alone(face(context)), sealPresent: seal }) });
  return [
    single('card', 'train'),
    onSheet('copy', 'train', true, null),
    onSheet('on-sheet', 'validation', false, [58, 90]),
    onSheet('enlarged-copy', 'train', true, [32, 40], 1.6),
    single('close', 'holdout'),
    onSheet('low-on-sheet', 'holdout', false, [95, 200]),
  ];
}

export const cardLayouts: readonly Layout[] = [
  { name: 'driving-licence', documentType: 'driving-licence', size: leaf, face: drivingFace, seal: true } as const,
  { name: 'vehicle-licence', documentType: 'vehicle-licence', size: leaf, face: vehicleFace, seal: true } as const,
  { name: 'bank-card', documentType: 'bank-card', size: idCardSize, face: bankFace, seal: false } as const,
  { name: 'health-certificate', documentType: 'health-certificate', size: idCardSize, face: healthFace, seal: true } as const,
  { name: 'residence-permit', documentType: 'residence-permit', size: idCardSize, face: residenceFace, seal: false } as const,
].flatMap(family);
