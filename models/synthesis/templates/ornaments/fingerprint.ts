/** A red fingerprint as pressed over a signature on Chinese contracts and powers of attorney. */
import type { Random } from '../../random.ts';

/** @param xMm,yMm centre on the sheet */
export function fingerprintSvg(xMm: number, yMm: number, random: Random): string {
  const ridges = Array.from({ length: 13 }, (_, index) => {
    const rx = 3 + index * 3.1;
    const ry = 4 + index * 3.9;
    return `<ellipse cx="${random.between(-1, 1).toFixed(1)}" cy="${(8 - index * 0.7).toFixed(1)}" rx="${rx.toFixed(1)}" ry="${ry.toFixed(1)}" fill="none" stroke="#c81e2a" stroke-width="1.9"/>`;
  });
  const turn = random.between(-35, 35).toFixed(0);
  return `<svg class="finger" data-ornament="fingerprint" viewBox="-50 -60 100 120" style="left:${xMm - 7}mm;top:${yMm - 9}mm;width:14mm;height:18mm;opacity:.78;transform:rotate(${turn}deg)"><clipPath id="tip"><ellipse rx="36" ry="48"/></clipPath><g filter="url(#ridges)"><g clip-path="url(#tip)"><ellipse rx="36" ry="48" fill="#d8323c" opacity=".28"/>${ridges.join('')}</g></g></svg>`;
}
