/** Fine wavy security print, as under the text of cards and licences. */

/** SVG background for a box of the given size; `colour` with alpha. */
export function guillocheSvg(widthMm: number, heightMm: number, colour: string, gapMm = 1.1): string {
  const lines: string[] = [];
  for (let y = -4; y < heightMm + 4; y += gapMm) {
    const phase = y * 0.9;
    let path = `M-2 ${(y + wave(-2, phase)).toFixed(2)}`;
    for (let x = 1; x <= widthMm + 3; x += 3) path += `L${x} ${(y + wave(x, phase)).toFixed(2)}`;
    lines.push(`<path d="${path}"/>`);
  }
  return `<svg style="position:absolute;left:0;top:0;width:${widthMm}mm;height:${heightMm}mm" viewBox="0 0 ${widthMm} ${heightMm}" fill="none" stroke="${colour}" stroke-width=".14">${lines.join('')}</svg>`;
}

function wave(x: number, phase: number): number {
  return Math.sin(x * 0.21 + phase) * 1.5 + Math.sin(x * 0.067 - phase * 1.7) * 2.1;
}
