/** 居民身份证: both faces in colour, alone or on a sheet, and as grey copies in several arrangements. */
import { dottedDate, parts } from '../../record/chinese-writing.ts';
import { zhuangLabels, zhuangName } from '../../record/zhuang.ts';
import { alone, anywhere, at, idCardSize, laid } from '../blocks/cards.ts';
import type { CardFace, Laid } from '../blocks/cards.ts';
import { written } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, LayoutContext, LayoutOptions } from '../layout.ts';
import { guillocheSvg } from '../ornaments/guilloche.ts';
import { portraitSvg } from '../ornaments/portrait.ts';
import { roundelSvg } from '../ornaments/roundel.ts';
import { a4Landscape, a4Portrait } from '../template.ts';

function faceCss({ style }: LayoutContext): string {
  return `
.id{background:linear-gradient(115deg,#e6eef4,#f4ebe2 55%,#e3ecf4)}
.id.face{}
.l{font-family:${style.hei};font-size:2.75mm;color:#3a78b0}
.v{font-family:${style.hei};font-weight:500;font-size:3.35mm;color:#111}
.n{font-family:${style.hei};font-weight:600;font-size:4.3mm;letter-spacing:.55mm;color:#111}
.z{font-family:${style.hei};font-size:1.75mm;color:#3a78b0}
.wrap{width:38mm;line-height:4.5mm}
.photo{position:absolute;left:57.4mm;top:7.6mm;width:24mm;height:30.5mm;mix-blend-mode:multiply}
.emblem{position:absolute;left:5.5mm;top:5mm;width:15.5mm;height:15.5mm}
.t{font-family:${style.title};color:#222;font-weight:700}
.tint{position:absolute;inset:0}`;
}

const bilingual = (context: LayoutContext) => context.facts.region.short === '桂' && Number(context.facts.holder.idNumber.at(-2)) % 4 !== 0;

function idPortraitFace(context: LayoutContext): CardFace {
  const { marks, random, facts } = context;
  const person = facts.holder;
  const zhuang = (key: keyof typeof zhuangLabels, x: number, y: number) => (bilingual(context) ? at(x, y, zhuangLabels[key], 'z') : '');
  const [year, month, day] = parts(person.birthDate);
  const unit = (text: string) => `<span class="l" style="margin:0 1mm">${text}</span>`;
  const birth = marks.fieldHtml('birthDate', `${year}${unit('年')}${month}${unit('月')}${day}${unit('日')}`, `${year}年${month}月${day}日`, person.birthDate);
  const reading = bilingual(context) ? zhuangName(person.name) : null;
  const html = `<div class="tint" style="background:linear-gradient(115deg,#e4eef5,#f4eae2 55%,#e2ecf4)"></div>${guillocheSvg(86, 54, 'rgba(120,150,190,.4)')}
${zhuang('name', 4.6, 5.1)}${at(4.6, 7.2, '姓 名', 'l')}${reading ? at(16.2, 4.6, reading, 'z') : ''}${at(16.2, 6.6, marks.field('name', person.name))}
${zhuang('sex', 4.6, 11.8)}${at(4.6, 13.9, '性 别', 'l')}${at(16.2, 13.5, marks.field('sex', person.sex))}
${zhuang('ethnicity', 26, 11.8)}${at(26, 13.9, '民 族', 'l')}${at(35.5, 13.5, marks.field('ethnicity', person.ethnicity))}
${zhuang('birth', 4.6, 18.5)}${at(4.6, 20.6, '出 生', 'l')}${at(16.2, 20.2, birth)}
${zhuang('address', 4.6, 25.2)}${at(4.6, 27.3, '住 址', 'l')}${at(16.2, 26.5, marks.field('address', person.address), 'v wrap')}
${zhuang('idNumber', 4.6, 43.4)}${at(4.6, 45.6, '公民身份号码', 'l')}${at(28.6, 44.6, marks.field('idNumber', person.idNumber), 'n')}
<div class="photo">${portraitSvg(person.sex, random)}</div>`;
  return { css: faceCss(context), html };
}

function idEmblemFace(context: LayoutContext): CardFace {
  const { marks, facts } = context;
  const person = facts.holder;
  const zhuang = (key: keyof typeof zhuangLabels, x: number, y: number) => (bilingual(context) ? at(x, y, zhuangLabels[key], 'z') : '');
  const to = person.validTo === '长期' ? '长期' : dottedDate(person.validTo);
  const validity = `${marks.field('validFrom', dottedDate(person.validFrom), person.validFrom)}-${marks.field('validTo', to, person.validTo)}`;
  const html = `<div class="tint" style="background:linear-gradient(100deg,#eaf0f2,#f3ecee 50%,#e6eff2)"></div>${guillocheSvg(86, 54, 'rgba(150,150,180,.45)', 0.9)}${roundelSvg('emblem', '#c02a22', '#f0d9c0')}
${zhuang('republic', 29, 6)}${at(27, 8.4, '<span style="font-size:5.4mm;letter-spacing:1.4mm">中华人民共和国</span>', 't')}
${zhuang('card', 34, 17.4)}${at(28.5, 19.2, '<span style="font-size:8mm;letter-spacing:2mm">居民身份证</span>', 't')}
${zhuang('authority', 19, 37)}${at(19, 39.2, '签发机关', 'l')}${at(36, 38.8, marks.field('issuingAuthority', person.issuingAuthority))}
${zhuang('validity', 19, 44)}${at(19, 46.2, '有效期限', 'l')}${at(36, 45.8, validity)}`;
  return { css: faceCss(context), html };
}

/** What clerks and applicants write on copies. */
function copyNote(context: LayoutContext, topMm: number): string {
  const { random, facts } = context;
  if (random.chance(0.45)) return '';
  const text = random.pick(['与原件一致', '与原件核对无误', '仅供办理营业执照使用', '复印件与原件相符', '此复印件仅用于登记']);
  return `<div class="pen" style="position:absolute;left:${random.integer(40, 115)}mm;top:${topMm}mm;transform:rotate(${random.between(-6, 3).toFixed(1)}deg)">${written(context, text, 7)}<br>${written(context, facts.holder.name, 7)} ${written(context, dottedDate(facts.today), 5.5)}</div>`;
}

type Arrangement = Pick<LayoutOptions, 'id' | 'split'> & { face: 'portrait' | 'emblem' | 'both'; places?: Laid['places']; wide?: boolean; zoom?: number; copied: boolean; note?: number };

function onSheet({ id, split, face, places, wide, zoom, copied, note }: Arrangement) {
  const draw = (context: LayoutContext): Draft => {
    const faces = { portrait: [idPortraitFace], emblem: [idEmblemFace], both: [idPortraitFace, idEmblemFace] }[face].map((make) => make(context));
    const { css, body } = laid(context, faces, { size: idCardSize, places: places ?? [anywhere(context.random.fork('place'), idCardSize)], copied, ...(zoom ? { zoom } : {}) });
    const written = note ? copyNote(context, note) : '';
    return { css, body: body + written, copied, signaturePresent: written !== '' };
  };
  return layout({ id, documentType: 'id-card', paper: wide ? a4Landscape : a4Portrait, side: face, ...(split ? { split } : {}), draw });
}

const single = (id: string, side: 'portrait' | 'emblem', split: 'train' | 'holdout' = 'train') =>
  layout({ id, documentType: 'id-card', paper: idCardSize, side, split, draw: (context) => alone(side === 'portrait' ? idPortraitFace(context) : idEmblemFace(context)) });

export const idCardLayouts = [
  single('id-card-portrait', 'portrait'),
  single('id-card-emblem', 'emblem'),
  onSheet({ id: 'id-card-both-colour', face: 'both', places: [[62, 50], [62, 130]], copied: false }),
  onSheet({ id: 'id-card-both-copy-side-by-side', face: 'both', places: [[14, 60], [108, 60]], copied: true, note: 150 }),
  onSheet({ id: 'id-card-both-copy-enlarged', face: 'both', places: [[38, 30], [38, 150]], zoom: 1.55, copied: true }),
  onSheet({ id: 'id-card-portrait-copy', face: 'portrait', copied: true, note: 160 }),
  onSheet({ id: 'id-card-emblem-copy', face: 'emblem', copied: true }),
  onSheet({ id: 'id-card-portrait-enlarged', face: 'portrait', places: [[38, 40]], zoom: 1.5, copied: true, split: 'validation' }),
  onSheet({ id: 'id-card-emblem-enlarged', face: 'emblem', places: [[38, 40]], zoom: 1.5, copied: true, split: 'validation' }),
  onSheet({ id: 'id-card-both-wide', face: 'both', places: [[50, 70], [160, 70]], wide: true, copied: true, split: 'validation' }),
  onSheet({ id: 'id-card-portrait-on-sheet', face: 'portrait', places: [[70, 180]], copied: false, split: 'holdout', note: 90 }),
  onSheet({ id: 'id-card-emblem-on-sheet', face: 'emblem', places: [[30, 30]], copied: false, split: 'holdout' }),
  onSheet({ id: 'id-card-both-diagonal', face: 'both', places: [[20, 40], [100, 190]], copied: true, split: 'holdout', note: 110 }),
  single('id-card-portrait-close', 'portrait', 'holdout'),
  single('id-card-emblem-close', 'emblem', 'holdout'),
];
