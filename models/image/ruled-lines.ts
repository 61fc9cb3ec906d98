/** Takes the lines of tables, and lines to write on, out of a mask of ink. */

export type InkArea = { ink: Uint8Array; width: number; height: number };

/** Clears rows and columns that are ink over more than these shares, with the row or column at each side of them: their blur. */
export function clearRuledLines({ ink, width, height }: InkArea, rowShare: number, columnShare: number): void {
  const rows = new Uint32Array(height);
  const columns = new Uint32Array(width);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const value = ink[row * width + column]!;
      rows[row]! += value;
      columns[column]! += value;
    }
  for (let row = 0; row < height; row++)
    if ([row - 1, row, row + 1].some((near) => (rows[near] ?? 0) > width * rowShare)) ink.fill(0, row * width, (row + 1) * width);
  for (let column = 0; column < width; column++)
    if ([column - 1, column, column + 1].some((near) => (columns[near] ?? 0) > height * columnShare))
      for (let row = 0; row < height; row++) ink[row * width + column] = 0;
}
