/** Traces of use on a paper: a clerk's stamps and notes, pen strokes, staples, clips, highlighter. None of them is a seal. */
import type { Random } from '../../random.ts';
import { dottedDate } from '../../record/chinese-writing.ts';
import type { PaperSize } from '../template.ts';
import { handwriting } from './handwriting.ts';

const place = (random: Random, { widthMm, heightMm }: PaperSize, roomMm: number) =>
  `position:absolute;left:${random.between(4, widthMm - roomMm).toFixed(1)}mm;top:${random.between(4, heightMm - 30).toFixed(1)}mm;mix-blend-mode:multiply`;

function stamp(random: Random, paper: PaperSize, today: string): string {
  const colour = random.pick(['#2038a8', '#2a3fb5', '#54318f', '#333']);
  const text = random.pick(['与原件一致', '复印件与原件核对一致', '原件已核', '收件专用', `收讫 ${dottedDate(today)}`, '此件仅供办理登记使用<br>再复印无效', '附件', '已审核']);
  return `<div style="${place(random, paper, 60)};border:.5mm solid ${colour};color:${colour};padding:.8mm 2.4mm;font-size:${random.between(3.6, 5.4).toFixed(1)}mm;line-height:1.4;text-align:center;white-space:nowrap;opacity:${random.between(0.5, 0.9).toFixed(2)};transform:rotate(${random.between(-14, 10).toFixed(1)}deg);filter:url(#patchy);font-family:'Noto Sans CJK SC',sans-serif">${text}</div>`;
}

function strokes(random: Random, paper: PaperSize): string {
  const colour = random.pick(['#1b2a7a', '#16181d', '#b3202c', '#1b2140']);
  const path = Array.from({ length: random.integer(1, 4) }, () => {
    const [x, y] = [random.between(4, 40), random.between(4, 16)];
    return `M${x.toFixed(1)} ${y.toFixed(1)}${Array.from({ length: random.integer(1, 5) }, () => `q${(random.normal() * 7).toFixed(1)} ${(random.normal() * 4).toFixed(1)} ${(random.normal() * 9 + 4).toFixed(1)} ${(random.normal() * 3).toFixed(1)}`).join('')}`;
  }).join('');
  return `<svg viewBox="0 0 60 20" style="${place(random, paper, 60)};width:60mm;height:20mm" fill="none" stroke="${colour}" stroke-width="${random.between(0.3, 0.7).toFixed(2)}" stroke-linecap="round"><path d="${path}"/></svg>`;
}

function scribble(random: Random, paper: PaperSize, today: string): string {
  const text = random.pick(['同意', '已收', '请核对', '见附件', dottedDate(today), '补签字', '√', '王', '第一份', '共3页']);
  return `<div class="pen" style="${place(random, paper, 40)};transform:rotate(${random.between(-12, 8).toFixed(1)}deg)">${handwriting(text, random, { sizeMm: random.between(5, 9), colour: random.pick(['#1b2a7a', '#16181d', '#b3202c']) })}</div>`;
}

const staple = (random: Random): string =>
  `<div style="position:absolute;left:${random.between(4, 14).toFixed(1)}mm;top:${random.between(4, 14).toFixed(1)}mm;width:11mm;height:.8mm;border-radius:.4mm;background:linear-gradient(#d5d5d3,#7d7d7b);transform:rotate(${random.integer(-60, 20)}deg);box-shadow:.2mm .4mm .4mm rgba(0,0,0,.4)"></div>`;

const clip = (random: Random): string =>
  `<svg viewBox="0 0 10 34" style="position:absolute;left:${random.between(12, 60).toFixed(1)}mm;top:-3mm;width:8mm;height:27mm;transform:rotate(${random.integer(-8, 8)}deg)" fill="none" stroke="#8d9096" stroke-width="1"><path d="M3 10V27a2.500 2.500 0 0 0 5 0V6a3.500 3.500 0 0 0-7 0V24"/></svg>`;

const highlight = (random: Random, paper: PaperSize): string =>
  `<div style="${place(random, paper, 70)};width:${random.integer(20, 60)}mm;height:${random.integer(4, 7)}mm;background:${random.pick(['#fff27a', '#b8f7a0', '#ffc4d6'])};opacity:.75;transform:rotate(${random.between(-1.5, 1.5).toFixed(1)}deg)"></div>`;

/** Most papers bear none; some bear one to three. @param today ISO date of the clerk's stamps */
export function traces(random: Random, paper: PaperSize, today: string): string {
  if (Math.min(paper.widthMm, paper.heightMm) < 100 || !random.chance(0.28)) return '';
  const kinds = [() => stamp(random, paper, today), () => strokes(random, paper), () => scribble(random, paper, today), () => staple(random), () => staple(random), () => clip(random), () => highlight(random, paper)];
  return Array.from({ length: random.integer(1, 3) }, () => random.pick(kinds)()).join('');
}
