/** A drawn head-and-shoulders picture in place of an ID photo; it shows nobody. */
import type { Random } from '../../random.ts';

export function portraitSvg(sex: '男' | '女', random: Random): string {
  const skin = random.pick(['#e2b896', '#d9ab86', '#e8c3a4']);
  const hair = random.pick(['#17140f', '#221c16', '#2b2520']);
  const coat = random.pick(['#2c3038', '#3b2a2c', '#24364a', '#4a4640']);
  const jaw = random.between(24, 28);
  const behind =
    sex === '女'
      ? `<path d="M18 52C14 14 40 4 50 4s36 10 32 48c3 26-2 42-8 50H26c-6-8-11-24-8-50z" fill="${hair}"/>`
      : `<path d="M25 46C20 19 36 13 50 13s30 6 25 33z" fill="${hair}"/>`;
  const fringe =
    sex === '女'
      ? `<path d="M24 50C26 26 38 18 54 20c12 2 20 12 22 30-6-6-10-14-14-20-8 8-26 14-38 20z" fill="${hair}"/>`
      : `<path d="M26 45C26 27 38 20 51 20c13 0 24 8 23 25-3-5-4-8-6-11-10 2-26 2-35-1-3 4-5 8-7 12z" fill="${hair}"/>`;
  return `<svg viewBox="0 0 100 124" preserveAspectRatio="xMidYMax slice" style="width:100%;height:100%">
<defs><radialGradient id="skin" cx=".42" cy=".4" r=".75"><stop offset="0" stop-color="${skin}"/><stop offset=".7" stop-color="${skin}"/><stop offset="1" stop-color="#a87c5c"/></radialGradient><filter id="soft"><feGaussianBlur stdDeviation=".55"/></filter></defs>
<g filter="url(#soft)">${behind}<path d="M40 74h20v24H40z" fill="#c4946f"/><path d="M4 124c0-22 16-29 36-33l10 9 10-9c20 4 36 11 36 33z" fill="${coat}"/><path d="M40 91l10 12 10-12 4 3-12 22h-4L36 94z" fill="#f2f0ee"/>
<path d="M${50 - jaw} 48C${50 - jaw} 22 ${50 + jaw} 22 ${50 + jaw} 48c0 22-12 39-${jaw} 39S${50 - jaw} 70 ${50 - jaw} 48z" fill="url(#skin)"/>${fringe}
<path d="M33 49q6-4 12-1M55 48q6-3 12 1" stroke="${hair}" stroke-width="2.2" fill="none"/><ellipse cx="39.500" cy="55" rx="4" ry="2.1" fill="#fff"/><ellipse cx="60.500" cy="55" rx="4" ry="2.1" fill="#fff"/><circle cx="39.800" cy="55" r="2.100" fill="#18120e"/><circle cx="60.200" cy="55" r="2.100" fill="#18120e"/>
<path d="M50 56l-3.500 11q3.500 2.600 7 0" stroke="#a9785a" stroke-width="1.300" fill="none"/><path d="M42 76q8 4.600 16 0q-8-2.800-16 0z" fill="#a8564f"/></g></svg>`;
}
