/** From a printed sheet to the pixels a scanner delivers: copier, paper, glass, sensor, turn. */
import type { PixelImage } from '../../image/pixel-image.ts';
import type { Random } from '../random.ts';
import { photocopy } from './copier.ts';
import { placeOnGlass, turn } from './glass.ts';
import { onPaper } from './paper.ts';
import type { PaperSize } from '../templates/template.ts';
import type { ScanLook } from './scan-look.ts';
import { throughSensor } from './sensor.ts';

export type SheetToScan = {
  paper: PaperSize;
  image: PixelImage;
  printDpi: number;
  /** Draw it as a grey photocopy first; `pen` is written on the copy afterwards. */
  copied: boolean;
  pen: PixelImage | null;
  /** The other side of the sheet. */
  back: PixelImage | null;
};

/** Deterministic in all its arguments. */
export function scanSheet(sheet: SheetToScan, look: ScanLook, random: Random): PixelImage {
  const printed = sheet.copied ? photocopy(sheet.image, sheet.pen, random.fork('copier')) : sheet.image;
  const paper = onPaper(printed, sheet.back, look, random.fork('paper'));
  const placed = placeOnGlass(paper, sheet.printDpi, sheet.paper, look);
  return turn(throughSensor(placed, look, random.fork('sensor')), look.turnCw);
}
