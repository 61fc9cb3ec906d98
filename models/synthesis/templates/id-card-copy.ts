/** 居民身份证复印件: portrait and emblem side of one card, photocopied in grey onto one A4 sheet. */
import type { Random } from '../random.ts';
import { dottedDate, parts } from '../record/chinese-writing.ts';
import type { Person } from '../record/people.ts';
import { zhuangLabels, zhuangName } from '../record/zhuang.ts';
import { createMarks } from './marks.ts';
import type { Marks } from './marks.ts';
import { guillocheSvg } from './ornaments/guilloche.ts';
import { handwriting } from './ornaments/handwriting.ts';
import { portraitSvg } from './ornaments/portrait.ts';
import { roundelSvg } from './ornaments/roundel.ts';
import { fonts, paperFrame } from './paper-frame.ts';
import { a4Portrait } from './template.ts';
import type { Template } from './template.ts';

export type IdCardFaces = {
  person: Person;
  /** Zhuang beside Chinese, as on cards issued in Guangxi. */
  bilingual: boolean;
};

export type IdCardCopyValues = IdCardFaces & {
  /** The copy is certified by hand: 与原件一致, name and date. */
  note: { text: string; signer: string; date: string } | null;
};

/** Layout of both sides inside a `.card` of 85.6 × 54 mm (ISO/IEC 7810 ID-1). */
export const idCardCss = `
.card{position:absolute;width:85.6mm;height:54mm;border-radius:3mm;overflow:hidden;background:linear-gradient(115deg,#eef3f6,#f6efe9 55%,#e9eef6)}
.card span,.card div{position:absolute;white-space:nowrap}
.card span span,.card .address span{position:static;white-space:normal}
.label{font-family:${fonts.hei};font-size:2.75mm;color:#3a6ea5;letter-spacing:.5mm}
.value{font-family:${fonts.hei};font-weight:500;font-size:3.35mm;color:#111}
.number{font-family:'WenQuanYi Zen Hei Mono',monospace;font-weight:600;font-size:4.4mm;letter-spacing:.32mm;color:#111}
.zhuang{font-family:${fonts.hei};font-size:1.75mm;color:#3a6ea5}
.zhuang.v{color:#222;font-size:1.95mm}
.address{white-space:normal!important;width:38mm;line-height:4.5mm;word-break:break-all}
.photo{left:57.4mm;top:7.6mm;width:24mm;height:30.5mm;mix-blend-mode:multiply}
.emblem{position:absolute;left:5.5mm;top:5mm;width:15.5mm;height:15.5mm}`;

const css = `${idCardCss}
.card{border:.25mm solid #9a9a9a;filter:grayscale(1) contrast(1.08);box-shadow:.5mm .6mm .9mm rgba(0,0,0,.28)}
.pen{position:absolute}`;

function label(x: number, y: number, text: string, zhuang: string | null, gap = 0): string {
  const above = zhuang ? `<span class="zhuang" style="left:${x}mm;top:${y - 2.05}mm">${zhuang}</span>` : '';
  return `${above}<span class="label" style="left:${x}mm;top:${y}mm;letter-spacing:${0.4 + gap}mm">${text}</span>`;
}

function at(x: number, y: number, html: string, className = 'value'): string {
  return `<span class="${className}" style="left:${x}mm;top:${y}mm">${html}</span>`;
}

export function portraitSide({ person, bilingual }: IdCardFaces, marks: Marks, random: Random): string {
  const zhuang = (key: keyof typeof zhuangLabels) => (bilingual ? zhuangLabels[key] : null);
  const [year, month, day] = parts(person.birthDate);
  const reading = bilingual ? zhuangName(person.name) : null;
  // The three parts of the date are apart on the card, so the field spans them with the labels between.
  const unit = (text: string) => `<span class="label" style="position:static;margin:0 1mm">${text}</span>`;
  const birth = `<span data-field="birthDate">${year}${unit('年')}${month}${unit('月')}${day}${unit('日')}</span>`;
  marks.fields.push({ key: 'birthDate', value: person.birthDate, raw: `${year}年${month}月${day}日` });
  return `${guillocheSvg(86, 54, 'rgba(120,150,180,.35)')}
${label(4.6, 7.2, '姓名', zhuang('name'), 1.6)}${at(16.2, 6.6, marks.field('name', person.name), 'value')}
${reading ? at(16.4, 4.55, reading, 'zhuang v') : ''}
${label(4.6, 13.9, '性别', zhuang('sex'), 1.6)}${at(16.2, 13.5, marks.field('sex', person.sex))}
${label(26, 13.9, '民族', zhuang('ethnicity'), 1)}${at(35.5, 13.5, marks.field('ethnicity', person.ethnicity))}
${label(4.6, 20.6, '出生', zhuang('birth'), 1.6)}${at(16.2, 20.2, birth)}
${label(4.6, 27.3, '住址', zhuang('address'), 1.6)}<div class="value address" style="left:16.2mm;top:26.3mm">${marks.field('address', person.address)}</div>
${label(4.6, 45.6, '公民身份号码', zhuang('idNumber'))}${at(31.2, 44.6, marks.field('idNumber', person.idNumber), 'number')}
<div class="photo">${portraitSvg(person.sex, random)}</div>`;
}

export function emblemSide({ person, bilingual }: IdCardFaces, marks: Marks): string {
  const zhuang = (key: keyof typeof zhuangLabels) => (bilingual ? zhuangLabels[key] : null);
  const from = dottedDate(person.validFrom);
  const to = person.validTo === '长期' ? '长期' : dottedDate(person.validTo);
  const title = `font-family:${fonts.title};font-weight:700;color:#222`;
  const validity = `${marks.field('validFrom', from, person.validFrom)}-${marks.field('validTo', to, person.validTo)}`;
  return `${guillocheSvg(86, 54, 'rgba(150,130,160,.42)', 0.9)}${roundelSvg('emblem', '#b22a22', '#f3e9cf')}
${zhuang('republic') ? `<span class="zhuang v" style="left:29mm;top:6.6mm;font-size:2.1mm;letter-spacing:.15mm">${zhuang('republic')}</span>` : ''}
<span style="${title};left:27mm;top:8.8mm;font-size:5.6mm;letter-spacing:1.5mm">中华人民共和国</span>
${zhuang('card') ? `<span class="zhuang v" style="left:34.5mm;top:18.2mm;font-size:2.1mm;letter-spacing:.25mm">${zhuang('card')}</span>` : ''}
<span style="${title};left:28.5mm;top:20mm;font-size:8mm;letter-spacing:2.1mm;font-weight:600">居民身份证</span>
${label(19, 39.2, '签发机关', zhuang('authority'))}${at(36, 38.8, marks.field('issuingAuthority', person.issuingAuthority))}
${label(19, 46.2, '有效期限', zhuang('validity'))}${at(36, 45.8, validity)}`;
}

export const idCardCopy: Template<IdCardCopyValues> = {
  id: 'id-card-copy',
  paper: a4Portrait,
  pages: 1,
  fromStory: (story) => ({
    person: story.operator,
    bilingual: true,
    note: { text: '与原件一致', signer: story.operator.name, date: dottedDate(story.authorization.signedDate) },
  }),
  sheet(values, _page, random) {
    const marks = createMarks();
    // Cards are laid on the copier by hand, never quite straight.
    const lay = (x: number, y: number) =>
      `left:${(x + random.between(-6, 6)).toFixed(1)}mm;top:${(y + random.between(-5, 5)).toFixed(1)}mm;transform:rotate(${random.between(-1.4, 1.4).toFixed(2)}deg)`;
    const portrait = `<div class="card" style="${lay(62, 58)}">${portraitSide(values, marks, random)}</div>`;
    const emblem = `<div class="card" style="${lay(62, 142)}">${emblemSide(values, marks)}</div>`;
    const note = values.note
      ? `<div class="pen" style="left:${random.between(108, 120).toFixed(0)}mm;top:218mm;transform:rotate(${random.between(-4, 1).toFixed(1)}deg)">${handwriting(values.note.text, random, { sizeMm: 7.4, colour: '#1d2c6b' })}<div style="margin:3mm 0 0 6mm">${handwriting(`${values.note.signer} ${values.note.date}`, random, { sizeMm: 6.2, colour: '#1d2c6b' })}</div></div>`
      : '';
    return {
      html: paperFrame(a4Portrait, css, portrait + emblem + note),
      fields: marks.fields,
      documentType: 'id-card',
      side: 'both',
      sealPresent: false,
      signaturePresent: values.note !== null,
      continuation: false,
      copied: true,
    };
  },
};
