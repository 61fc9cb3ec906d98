/** A supermarket's promotion flyer: what gets into a stack by mistake and belongs to no slot. */
import type { Random } from '../random.ts';
import { addDays, parts } from '../record/chinese-writing.ts';
import { fonts, paperFrame } from './paper-frame.ts';
import { a4Portrait } from './template.ts';
import type { Template } from './template.ts';

export type PromotionFlyerValues = { from: string; to: string; phone: string };

const goods = [
  ['武鸣沃柑', '500g', 5.98, '#f08a1d'], ['百色芒果', '500g', 6.8, '#f3b61f'], ['本地五花肉', '500g', 13.8, '#c8473f'],
  ['鲜鸡蛋', '30枚', 16.9, '#d8a26a'], ['横县茉莉花茶', '250g', 19.9, '#7fa650'], ['荔浦芋头', '500g', 4.58, '#8c7a9c'],
  ['东北大米', '5kg', 26.9, '#b9a46a'], ['花生油', '5L', 69.9, '#e0b12c'], ['纯牛奶', '12盒', 32.8, '#5b90c8'],
  ['桂林米粉', '1kg', 7.9, '#9aa6ad'], ['螺蛳粉', '3袋', 19.8, '#d2572b'], ['抽纸', '10包', 12.9, '#6fb0a8'],
] as const;

const css = `
.sheet{background:linear-gradient(#d8201f 0 64mm,#fff6e2 64mm)}
.head{height:64mm;text-align:center;color:#fff;font-family:${fonts.hei};font-weight:900;padding-top:9mm}
.head .a{font-size:9mm;letter-spacing:2mm;color:#ffe9a8}.head .b{font-size:20mm;letter-spacing:2mm;line-height:1.25;text-shadow:.7mm .7mm 0 #8c0d0d}.head .c{font-size:5.4mm;font-weight:500}
.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:4mm;padding:5mm 9mm}
.item{background:#fff;border:.4mm solid #e7c788;border-radius:2mm;height:47mm;position:relative;font-family:${fonts.hei};text-align:center;padding-top:2mm}
.pic{width:27mm;height:19mm;margin:0 auto;border-radius:46% 54% 48% 52%;opacity:.9}
.n{font-size:4.6mm;font-weight:700;margin-top:1mm}.u{font-size:3mm;color:#666}
.p{color:#d8201f;font-weight:900;font-size:8.5mm;line-height:1}.p small{font-size:4mm}
.o{font-size:3mm;color:#888;text-decoration:line-through}
.foot{position:absolute;left:0;right:0;bottom:0;height:15mm;background:#d8201f;color:#fff;font-family:${fonts.hei};font-size:4.3mm;text-align:center;line-height:1.6;padding-top:1mm}`;

function item([name, unit, price, colour]: (typeof goods)[number], random: Random): string {
  const before = (price * random.between(1.2, 1.6)).toFixed(1);
  return `<div class="item"><div class="pic" style="background:radial-gradient(circle at 35% 30%,#fff8,transparent 45%),${colour}"></div><div class="n">${name}</div><div class="u">${unit}</div><div class="p"><small>¥</small>${price.toFixed(2)}</div><div class="o">原价 ${before}元</div></div>`;
}

export const promotionFlyer: Template<PromotionFlyerValues> = {
  id: 'promotion-flyer',
  paper: a4Portrait,
  pages: 1,
  fromStory: (story) => ({ from: addDays(story.today, -2), to: addDays(story.today, 9), phone: '0771-3000128' }),
  sheet({ from, to, phone }, _page, random) {
    const [, fromMonth, fromDay] = parts(from);
    const [, toMonth, toDay] = parts(to);
    const body = `<div class="head"><div class="a">邕畔生鲜超市 · 江南店</div><div class="b">周年店庆</div><div class="c">全场低至5折 满88元送鸡蛋10枚&#12288;活动时间：${fromMonth}月${fromDay}日—${toMonth}月${toDay}日</div></div>
<div class="grid">${goods.map((entry) => item(entry, random)).join('')}</div>
<div class="foot">数量有限，售完即止 · 会员日双倍积分 · 免费停车2小时<br>订购热线：${phone}&#12288;营业时间：7:00—22:30</div>`;
    return {
      html: paperFrame(a4Portrait, css, body),
      fields: [],
      documentType: 'other',
      side: null,
      sealPresent: false,
      signaturePresent: false,
      continuation: false,
      copied: false,
    };
  },
};
