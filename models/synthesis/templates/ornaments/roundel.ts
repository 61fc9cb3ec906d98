/** A round ornament where state papers carry the national emblem; deliberately not the emblem itself. */

/** @param colour main colour; @param ground colour of the disc */
export function roundelSvg(className: string, colour: string, ground: string): string {
  const ears = Array.from({ length: 30 }, (_, index) => {
    const angle = 36 + index * 9.93;
    return `<g transform="rotate(${angle + 180})"><ellipse cx="3" cy="-43" rx="2" ry="4.6" transform="rotate(28 3 -43)" fill="${colour}"/><ellipse cx="-2" cy="-39" rx="1.6" ry="3.6" transform="rotate(-24 -2 -39)" fill="${colour}"/></g>`;
  }).join('');
  const stars = [[0, -20, 9], [-17, -10, 4], [17, -10, 4], [-9, -3, 3.4], [9, -3, 3.4]]
    .map(([x, y, r]) => `<path d="${starAt(x as number, y as number, r as number)}" fill="${colour}"/>`)
    .join('');
  return `<svg class="${className}" viewBox="-50 -50 100 100"><circle r="36" fill="${ground}"/><circle r="36" fill="none" stroke="${colour}" stroke-width="1.6"/>${ears}${stars}<path d="M-26 22h52v4h-52zM-20 12h40v10h-40zM-14 5h28l4 7h-36z" fill="${colour}"/><circle cy="40" r="7.5" fill="${ground}" stroke="${colour}" stroke-width="2.4" stroke-dasharray="2.6 1.6"/></svg>`;
}

function starAt(x: number, y: number, radius: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const reach = index % 2 === 0 ? radius : radius * 0.4;
    const angle = (index * Math.PI) / 5;
    return `${(x + Math.sin(angle) * reach).toFixed(2)} ${(y - Math.cos(angle) * reach).toFixed(2)}`;
  });
  return `M${points.join('L')}Z`;
}
