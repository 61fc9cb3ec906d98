/** A round red seal: ring text, star, registration number, ink that is not even. */
import { escapeHtml } from '../marks.ts';

export type SealOptions = {
  /** Centre on the sheet, mm. */
  xMm: number;
  yMm: number;
  /** Full name of the organ or company, around the ring. */
  ring: string;
  /** Straight text under the star, e.g. 合同专用章. */
  under?: string;
  /** 13 digits along the lower rim. */
  number?: string;
  /** Company seals are 40 mm, those of government organs 42 mm. */
  diameterMm?: number;
  turnDegrees: number;
  opacity?: number;
};

const red = '#d4141e';

export function sealSvg(options: SealOptions): string {
  const size = options.diameterMm ?? 40;
  const characters = [...options.ring];
  const span = Math.min(270, 21 * (characters.length - 1));
  const ring = arc(characters, { span, radius: 35.8, centre: 0, size: characters.length > 16 ? 9 : 11.5, outward: true });
  const number = options.number ? arc([...options.number], { span: 66, radius: 42.5, centre: 180, size: 4.2, outward: false }) : '';
  const under = options.under
    ? `<text x="0" y="26" text-anchor="middle" font-size="8.4" font-weight="600" fill="${red}">${escapeHtml(options.under)}</text>`
    : '';
  return `<svg class="seal" data-ornament="seal" viewBox="-50 -50 100 100" style="left:${options.xMm - size / 2}mm;top:${options.yMm - size / 2}mm;width:${size}mm;height:${size}mm;transform:rotate(${options.turnDegrees}deg);opacity:${options.opacity ?? 0.82}" font-family="'Noto Serif CJK SC',serif">
<g filter="url(#patchy)"><rect x="-50" y="-50" width="100" height="100" fill="none"/><circle r="47.5" fill="none" stroke="${red}" stroke-width="2.6"/><path d="${star(15)}" fill="${red}"/>${ring}${number}${under}</g></svg>`;
}

function star(radius: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const reach = index % 2 === 0 ? radius : radius * 0.382;
    const angle = (index * Math.PI) / 5;
    return `${(Math.sin(angle) * reach).toFixed(2)} ${(-Math.cos(angle) * reach).toFixed(2)}`;
  });
  return `M${points.join('L')}Z`;
}

type Arc = { span: number; radius: number; centre: number; size: number; outward: boolean };

/** Characters one by one along an arc; `outward` stands on the ring's inside with its feet to the middle. */
function arc(characters: string[], { span, radius, centre, size, outward }: Arc): string {
  const step = characters.length > 1 ? span / (characters.length - 1) : 0;
  return characters
    .map((character, index) => {
      const angle = outward ? centre - span / 2 + index * step : centre + span / 2 - index * step;
      const turn = outward ? '' : ' rotate(180)';
      const shift = outward ? 0 : size * 0.7;
      return `<text transform="rotate(${angle.toFixed(2)}) translate(0 ${-radius})${turn} translate(0 ${shift}) scale(1 ${outward ? 1.25 : 1})" text-anchor="middle" font-size="${size}" font-weight="600" fill="${red}">${escapeHtml(character)}</text>`;
    })
    .join('');
}
