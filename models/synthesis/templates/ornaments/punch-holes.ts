/** Two holes of a punch, through which the scanner's plate shows. */

/** Standard punch: 80 mm apart, 12 mm from the binding edge (ISO 838). @param side binding edge; on the back of a sheet it is the right one */
export function punchHoles(side: 'left' | 'right', paperHeightMm = 297, paperWidthMm = 210): string {
  const x = side === 'left' ? 12 : paperWidthMm - 12;
  return [-40, 40]
    .map((offset) => {
      const y = paperHeightMm / 2 + offset;
      return `<div style="position:absolute;left:${x - 3}mm;top:${y - 3}mm;width:6mm;height:6mm;border-radius:50%;background:radial-gradient(circle at 60% 60%,#dcdcda 40%,#a9a9a6 64%,#f4f3f0 72%)"></div>`;
    })
    .join('');
}
