/** What is no paper at all: textures, drawn scenes and screenshots; and pages without print. */
import { chineseDate } from '../../record/chinese-writing.ts';
import { prose } from '../../record/clauses.ts';
import type { Random } from '../../random.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { portraitSvg } from '../ornaments/portrait.ts';
import { a4Landscape, a4Portrait } from '../template.ts';
import type { PaperSize } from '../template.ts';

const hsl = (random: Random, light: readonly [number, number] = [25, 80]) => `hsl(${random.integer(0, 360)} ${random.integer(5, 70)}% ${random.integer(...light)}%)`;
const full = (css: string) => `<div style="position:absolute;inset:0;${css}"></div>`;

function texture({ random }: LayoutContext): Draft {
  const stretch = random.chance(0.4) ? `${random.between(0.002, 0.01)} ${random.between(0.05, 0.2)}` : String(random.between(0.004, 0.2));
  const colours = [hsl(random), hsl(random), hsl(random)].join(',');
  const matrix = Array.from({ length: 3 }, () => Array.from({ length: 5 }, (_, index) => (index === 4 ? random.between(-0.3, 0.6) : random.between(-0.9, 1.6)).toFixed(2)).join(' ')).join(' ');
  const noise = `<svg style="position:absolute;inset:0;width:100%;height:100%;mix-blend-mode:${random.pick(['overlay', 'multiply', 'normal', 'hard-light'])}"><filter id="x"><feTurbulence type="${random.pick(['turbulence', 'fractalNoise'])}" baseFrequency="${stretch}" numOctaves="${random.integer(2, 5)}" seed="${random.integer(1, 999)}"/><feColorMatrix values="${matrix} 0 0 0 0 1"/></filter><rect width="100%" height="100%" filter="url(#x)"/></svg>`;
  return { body: `${full(`background:linear-gradient(${random.integer(0, 360)}deg,${colours})`)}${noise}` };
}

/** Rounded box with a light and a dark side. */
const solid = (random: Random, x: number, y: number, w: number, h: number, round = random.pick(['0', '2mm', '50%', '10%'])) =>
  `<div style="position:absolute;left:${x}mm;top:${y}mm;width:${w}mm;height:${h}mm;border-radius:${round};background:linear-gradient(${random.integer(60, 150)}deg,${hsl(random, [45, 85])},${hsl(random, [15, 55])});box-shadow:${random.between(0, 4).toFixed(1)}mm ${random.between(1, 6).toFixed(1)}mm ${random.between(2, 9).toFixed(1)}mm rgba(0,0,0,.45)"></div>`;

function landscape(random: Random, { widthMm: w, heightMm: h }: PaperSize): string {
  const ridge = (base: number, rough: number, colour: string) => `<path d="M0 ${h}L0 ${base}${Array.from({ length: 14 }, (_, index) => `L${(w * (index + 1)) / 14} ${(base + random.normal() * rough).toFixed(1)}`).join('')}L${w} ${h}Z" fill="${colour}"/>`;
  const trees = Array.from({ length: random.integer(0, 16) }, () => {
    const [x, y, s] = [random.between(0, w), random.between(h * 0.55, h * 0.95), random.between(5, 26)];
    return `<path d="M${x} ${y}v${-s}" stroke="#3d2c1c" stroke-width="${s / 9}"/><circle cx="${x}" cy="${y - s * 1.2}" r="${s * 0.55}" fill="hsl(${random.integer(80, 140)} 40% ${random.integer(18, 42)}%)"/>`;
  });
  return `${full(`background:linear-gradient(hsl(${random.integer(190, 230)} 60% ${random.integer(35, 70)}%),hsl(${random.integer(20, 220)} 50% 85%))`)}<svg viewBox="0 0 ${w} ${h}" style="position:absolute;inset:0;width:100%;height:100%">${random.chance(0.5) ? `<circle cx="${random.between(0, w)}" cy="${random.between(5, h * 0.3)}" r="${random.between(5, 14)}" fill="#fff6d0"/>` : ''}${ridge(h * 0.45, 9, hsl(random, [45, 65]))}${ridge(h * 0.58, 7, hsl(random, [30, 50]))}${ridge(h * 0.72, 4, `hsl(${random.integer(70, 140)} 35% ${random.integer(20, 40)}%)`)}${trees.join('')}</svg>`;
}

function street(random: Random, { widthMm: w, heightMm: h }: PaperSize): string {
  let x = 0;
  let houses = '';
  while (x < w) {
    const [wide, tall] = [random.between(18, 60), random.between(h * 0.3, h * 0.8)];
    const panes = Array.from({ length: Math.floor(tall / 12) * Math.max(1, Math.floor(wide / 10)) }, (_, index) => {
      const across = Math.max(1, Math.floor(wide / 10));
      return `<div style="position:absolute;left:${3 + (index % across) * 10}mm;top:${4 + Math.floor(index / across) * 12}mm;width:5mm;height:7mm;background:${random.chance(0.3) ? '#f4e6a8' : '#3a4654'}"></div>`;
    });
    const sign = random.chance(0.3) ? `<div style="position:absolute;left:2mm;bottom:14mm;font-size:6mm;color:#fff;background:${hsl(random, [30, 50])};padding:1mm">${random.pick(['超市', '药店', '饭店', '银行', '书店'])}</div>` : '';
    houses += `<div style="position:absolute;left:${x}mm;bottom:${h * 0.18}mm;width:${wide}mm;height:${tall}mm;background:${hsl(random, [35, 80])}">${panes.join('')}${sign}</div>`;
    x += wide;
  }
  return `${full(`background:linear-gradient(#9cc4e4,#e8eef2)`)}${houses}<div style="position:absolute;left:0;right:0;bottom:0;height:${h * 0.18}mm;background:#56585c"></div>${solid(random, random.between(10, w * 0.7), h * 0.78, random.between(30, 50), 14, '4mm')}`;
}

function things(random: Random, { widthMm: w, heightMm: h }: PaperSize): string {
  const ground = full(`background:repeating-linear-gradient(${random.integer(0, 180)}deg,${hsl(random)} 0 ${random.integer(3, 40)}mm,${hsl(random)} ${random.integer(41, 44)}mm ${random.integer(60, 90)}mm)`);
  const count = random.integer(1, 9);
  const items = Array.from({ length: count }, () => solid(random, random.between(-10, w * 0.8), random.between(0, h * 0.8), random.between(15, w * 0.5), random.between(15, h * 0.4)));
  return ground + items.join('');
}

function person(random: Random, { widthMm: w, heightMm: h }: PaperSize): string {
  const side = Math.min(w, h) * random.between(0.5, 0.95);
  return `${full(`background:linear-gradient(${random.integer(0, 360)}deg,${hsl(random)},${hsl(random)})`)}${random.chance(0.6) ? things(random, { widthMm: w, heightMm: h }) : ''}<div style="position:absolute;left:${random.between(0, w - side)}mm;bottom:0;width:${side}mm;height:${side * 1.24}mm">${portraitSvg(random.pick(['男', '女'] as const), random)}</div>`;
}

const scenes = [landscape, street, things, person, things];

function chat({ random, style }: LayoutContext, { widthMm: w }: PaperSize): Draft {
  const dark = random.chance(0.2);
  const bubbles = Array.from({ length: 14 }, () => {
    const own = random.chance(0.45);
    const text = random.pick(prose).slice(0, random.integer(3, 40));
    return `<div style="display:flex;${own ? 'flex-direction:row-reverse' : ''};margin:3mm;gap:2mm"><div style="width:9mm;height:9mm;flex:none;background:${hsl(random)}"></div><div style="background:${own ? '#95ec69' : dark ? '#333' : '#fff'};padding:2mm;border-radius:1mm;max-width:${w * 0.6}mm;font-size:4mm;color:${dark && !own ? '#eee' : '#111'}">${text}</div></div>`;
  });
  return { css: `.sheet{font-family:${style.hei};background:${dark ? '#111' : '#ededed'}}`, body: `<div style="display:flex;justify-content:space-between;font-size:3mm;padding:2mm 4mm;color:${dark ? '#ccc' : '#222'}"><span>${random.integer(7, 22)}:${random.integer(10, 59)}</span><span>5G ▮▮▮ ${random.integer(10, 99)}%</span></div><div style="text-align:center;font-size:4.6mm;padding:2mm;color:${dark ? '#ccc' : '#222'}">${random.pick(['家庭群', '工作群(58)', '文件传输助手', '老同学'])}</div>${bubbles.join('')}` };
}

function homeScreen({ random, style }: LayoutContext, size: PaperSize): Draft {
  const icons = Array.from({ length: random.integer(12, 28) }, () => `<div style="text-align:center;font-size:2.6mm;color:#fff"><div style="width:13mm;height:13mm;border-radius:3mm;margin:0 auto 1mm;background:linear-gradient(150deg,${hsl(random)},${hsl(random)})"></div>${random.pick(['微信', '相机', '设置', '地图', '日历', '音乐', '天气', '备忘录'])}</div>`).join('');
  return { css: `.sheet{font-family:${style.hei}}.g{position:absolute;left:4mm;right:4mm;top:14mm;display:grid;grid-template-columns:repeat(4,1fr);gap:6mm 2mm}`, body: `${landscape(random, size)}<div class="g">${icons}</div>` };
}

function desktop({ random, style }: LayoutContext): Draft {
  const dark = random.chance(0.4);
  const code = Array.from({ length: 34 }, () => `<div style="padding-left:${random.integer(0, 5) * 4}mm"><span style="color:#c678dd">${random.pick(['const', 'return', 'if', 'for', 'import'])}</span> <span style="color:${dark ? '#61afef' : '#1a4fa0'}">${random.pick(['value', 'index', 'items', 'render', 'handle'])}</span> = ${random.integer(0, 999)};</div>`).join('');
  const page = Array.from({ length: 7 }, () => `<div style="display:flex;gap:3mm;margin:3mm"><div style="width:30mm;height:20mm;flex:none;background:linear-gradient(120deg,${hsl(random)},${hsl(random)})"></div><div><b style="color:#1a3fb0">${random.pick(prose).slice(0, 18)}</b><br>${random.pick(prose).slice(0, 60)}</div></div>`).join('');
  const sheet = `<table style="font-size:2.8mm">${Array.from({ length: 26 }, () => `<tr>${Array.from({ length: 9 }, () => `<td style="border:.1mm solid #bbb;padding:.6mm">${random.chance(0.6) ? random.integer(1, 9999) : ''}</td>`).join('')}</tr>`).join('')}</table>`;
  const content = random.pick([code, page, sheet]);
  const inside = content === code && dark ? '#22252b;color:#ddd' : '#fff;color:#222';
  return { css: `.sheet{background:${hsl(random)};font-family:${style.hei}}`, body: `<div style="position:absolute;inset:${random.integer(0, 18)}mm ${random.integer(0, 30)}mm 10mm ${random.integer(0, 20)}mm;background:${inside};overflow:hidden;font-size:3.2mm;line-height:1.5;box-shadow:0 2mm 8mm rgba(0,0,0,.5)"><div style="background:${dark ? '#333' : '#dde2ea'};padding:1.6mm;font-size:3mm">● ● ●&#12288;${random.pick(['文件 编辑 视图 帮助', 'https://www.example.com/news', '工作簿1', 'main.ts — 编辑器'])}</div>${content}</div><div style="position:absolute;left:0;right:0;bottom:0;height:9mm;background:#1c2430"></div>` };
}

function empty(context: LayoutContext): Draft {
  const { random, style, facts } = context;
  const kind = random.integer(0, 6);
  const tint = random.pick(['#fff', '#fff', '#fdfaf0', '#f6f2e4', '#f3f6fa', '#fbeeee', '#eef6ee']);
  const spots = Array.from({ length: random.integer(0, 9) }, () => `<div style="position:absolute;left:${random.integer(5, 200)}mm;top:${random.integer(5, 290)}mm;width:${random.between(0.3, 3).toFixed(1)}mm;height:${random.between(0.3, 2).toFixed(1)}mm;border-radius:50%;background:rgba(90,80,70,${random.between(0.1, 0.5).toFixed(2)})"></div>`).join('');
  const through = kind === 1 || kind === 2 ? `<div style="position:absolute;inset:25mm;transform:scaleX(-1);opacity:${random.between(0.03, 0.1).toFixed(2)};font-size:5mm;line-height:2;filter:blur(.4px);text-align:justify">${prose.join('')}${prose.slice(2).join('')}</div>` : '';
  const edge = kind === 3 ? `<div style="position:absolute;${random.pick(['left', 'right', 'top', 'bottom'])}:0;width:100%;height:100%;box-shadow:inset 0 0 ${random.integer(4, 16)}mm rgba(60,60,60,.5)"></div>` : '';
  const ruled = kind === 4 ? full(`background:repeating-linear-gradient(#fff0 0 8.8mm,#a9bcd4 8.8mm 9mm);margin:20mm 12mm`) : '';
  const corner = kind === 5 ? `<div style="position:absolute;right:0;top:0;border:${random.integer(6, 14)}mm solid;border-color:#c9c9c6 #c9c9c6 #efefec #efefec"></div>` : '';
  const foot = kind === 6 ? `<div style="position:absolute;left:0;right:0;bottom:10mm;text-align:center;font-size:3.4mm;font-family:${style.song}">${random.pick(['- 2 -', '第 4 页', chineseDate(facts.today).slice(0, 0) + '8'])}</div>` : '';
  const staple = random.chance(0.2) ? '<div style="position:absolute;left:9mm;top:9mm;width:10mm;height:.7mm;background:#9a9a98;transform:rotate(-40deg);box-shadow:.2mm .4mm .4mm rgba(0,0,0,.4)"></div>' : '';
  return { css: `.sheet{background:${tint}}`, body: through + edge + ruled + corner + spots + foot + staple };
}

const phone: PaperSize = { widthMm: 90, heightMm: 195 };
const wide: PaperSize = { widthMm: 240, heightMm: 150 };
const photo: PaperSize = { widthMm: 200, heightMm: 150 };
const tall: PaperSize = { widthMm: 150, heightMm: 200 };
const make = (id: string, documentType: Layout['documentType'], paper: PaperSize, draw: (context: LayoutContext, paper: PaperSize) => Draft, split: Layout['split'] = 'train') => layout({ id, documentType, paper, split, draw: (context) => draw(context, paper) });
/** Real surfaces are never as even as drawn ones. */
const grain = (random: Random): string =>
  `<svg style="position:absolute;inset:0;width:100%;height:100%;mix-blend-mode:${random.pick(['overlay', 'soft-light', 'multiply'])};opacity:${random.between(0, 0.8).toFixed(2)}"><filter id="x"><feTurbulence type="fractalNoise" baseFrequency="${random.between(0.01, 0.4).toFixed(3)}" numOctaves="4" seed="${random.integer(1, 999)}"/><feColorMatrix type="saturate" values="${random.between(0, 0.5).toFixed(2)}"/></filter><rect width="100%" height="100%" filter="url(#x)"/></svg>`;
const scene = ({ random }: LayoutContext, paper: PaperSize): Draft => ({ body: random.pick(scenes)(random, paper) + grain(random) });

export const noDocumentLayouts: readonly Layout[] = [
  make('scene-wide', 'not-a-document', photo, scene),
  make('scene-tall', 'not-a-document', tall, scene),
  make('scene-street', 'not-a-document', { widthMm: 210, heightMm: 160 }, (context, paper) => ({ body: street(context.random, paper) + grain(context.random) }), 'holdout'),
  make('texture-wide', 'not-a-document', photo, texture),
  make('texture-tall', 'not-a-document', tall, texture, 'holdout'),
  make('screen-chat', 'not-a-document', phone, chat),
  make('screen-home', 'not-a-document', phone, homeScreen, 'holdout'),
  make('screen-desktop', 'not-a-document', wide, desktop),
  make('blank-a4', 'blank', a4Portrait, empty),
  make('blank-a4-wide', 'blank', a4Landscape, empty),
  make('blank-a5', 'blank', { widthMm: 148, heightMm: 210 }, empty, 'holdout'),
];
