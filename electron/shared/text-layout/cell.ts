/** One character where it stands. `char` is half width and has no white space; `printed` is what was read. */
export type Cell = {
  char: string;
  printed: string;
  confidence: number;
  /** Index of the line in the input. */
  line: number;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
};
