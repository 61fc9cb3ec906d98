/** Draws separator sheets to print: a Patch T along both short edges, and a QR code that names the material. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { create as createQr } from 'qrcode';
import { separatorText } from '#shared/separator.ts';
import type { ServiceItem } from '#shared/service-item.ts';

const fontPath = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');

/** Points per inch. Bars are 0.08 and 0.20 in wide, apart by 0.08 in, at least 2 in long (Kodak A-61599). */
const inch = 72;
const bars = [0.08, 0.2, 0.08, 0.2] as const;
const gap = 0.08;
const barLength = 5 * inch;
const fromEdge = 0.4 * inch;
const qrSize = 2.2 * inch;

export type SeparatorSheet = { itemCode: string | null; itemName: string | null; materialId: string | null; materialName: string | null };

/** One plain sheet, then one for each material of the item. */
export function sheetsOf(item: ServiceItem | null): SeparatorSheet[] {
  const plain: SeparatorSheet = { itemCode: null, itemName: null, materialId: null, materialName: null };
  if (!item) return [plain];
  return [
    plain,
    ...item.materials.map(({ id, name }) => ({ itemCode: item.code, itemName: item.name, materialId: id, materialName: name })),
  ];
}

/** A PDF with one A4 page per sheet; the same sheets give the same bytes. */
export async function drawSeparatorSheets(sheets: readonly SeparatorSheet[]): Promise<Uint8Array> {
  const at = new Date(0);
  const info = { Title: '分隔页', Creator: 'Intake Desk', Producer: 'Intake Desk', CreationDate: at, ModDate: at };
  const pdf = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, lang: 'zh-CN', info });
  const chunks: Uint8Array[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => void chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  pdf.font(fontPath);
  for (const sheet of sheets) {
    pdf.addPage({ size: 'A4', margin: 0 });
    drawSheet(pdf, sheet);
  }
  pdf.end();
  return done;
}

function drawSheet(pdf: PDFKit.PDFDocument, { itemCode, itemName, materialId, materialName }: SeparatorSheet): void {
  const { width, height } = pdf.page;
  drawPatchT(pdf, (from) => fromEdge + from);
  // Turned by 180°, the sheet looks the same to the scanner.
  drawPatchT(pdf, (from, thickness) => height - fromEdge - from - thickness);
  const line = (text: string, size: number, y: number) => pdf.fontSize(size).text(text, 50, y, { width: width - 100, align: 'center' });
  line('分隔页', 54, 130);
  line(materialName ?? '下面是另一份材料', 30, 230);
  if (itemName) line(itemName, 16, 320);
  drawQr(pdf, separatorText(itemCode, materialId), (width - qrSize) / 2, 380);
  line(materialName ? '放在这种材料的前面，一起扫描；本页不会提交。' : '放在两份材料之间，一起扫描；本页不会提交。', 14, 570);
  line('请用 A4 白纸按 100% 打印，可重复使用', 12, 600);
}

function drawPatchT(pdf: PDFKit.PDFDocument, topOf: (from: number, thickness: number) => number): void {
  let from = 0;
  for (const bar of bars) {
    const thickness = bar * inch;
    pdf.rect((pdf.page.width - barLength) / 2, topOf(from, thickness), barLength, thickness).fill('#000000');
    from += thickness + gap * inch;
  }
}

function drawQr(pdf: PDFKit.PDFDocument, text: string, x: number, y: number): void {
  const { modules } = createQr(text, { errorCorrectionLevel: 'Q' });
  const step = qrSize / modules.size;
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) pdf.rect(x + column * step, y + row * step, step, step).fill('#000000');
}
