/** An A4 sheet with Chinese text on which notices and receipts are set: headings, tables, paragraphs, signature block, QR code. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { create as createQr } from 'qrcode';

/** Regular weight of Noto Sans SC; only the characters that occur are embedded. */
const fontPath = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');

/** Points (1/72 inch). 20 mm at the sides, as office papers have. */
const margin = { left: 62, right: 62, top: 58, bottom: 64 };
const bodySize = 10.5;
const leading = 5;
const black = '#000000';
const grey = '#555555';
const cellPadding = { x: 5, y: 5 };

export type Column = { title: string; share: number; align?: 'left' | 'center' };
export type Facts = readonly (readonly [label: string, value: string])[];

export type DrawnDocument = { pdf: Uint8Array; pages: number };

/** Signs at which a new line may not start (GB/T 15834). */
const noLineStart = /^[，。、；：！？）”’》〉】]/;

/**
 * The same content always gives the same bytes: no clock and no random id goes into the file, so that the digest in the
 * audit log can be proved later.
 */
export class PdfSheet {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #done: Promise<Uint8Array>;
  /** Widths of characters at size 1: shaping a line anew for each of its characters would take most of the time. */
  readonly #widths = new Map<string, number>();

  constructor({ title, issuedAt }: { title: string; issuedAt: string }) {
    const date = new Date(issuedAt);
    this.#pdf = new PDFDocument({
      size: 'A4',
      margins: margin,
      bufferPages: true,
      lang: 'zh-CN',
      displayTitle: true,
      info: { Title: title, Creator: 'Intake Desk', Producer: 'Intake Desk', CreationDate: date, ModDate: date },
    });
    const chunks: Uint8Array[] = [];
    this.#done = new Promise((resolve, reject) => {
      this.#pdf.on('data', (chunk: Uint8Array) => void chunks.push(chunk));
      this.#pdf.on('end', () => resolve(Buffer.concat(chunks)));
      this.#pdf.on('error', reject);
    });
    this.#pdf.font(fontPath).fontSize(bodySize).lineGap(leading).fillColor(black);
  }

  get #left(): number {
    return margin.left;
  }

  get #width(): number {
    return this.#pdf.page.width - margin.left - margin.right;
  }

  get #bottom(): number {
    return this.#pdf.page.height - margin.bottom;
  }

  /** Starts a new page when less than this is left. */
  #need(height: number): void {
    if (this.#pdf.y + height > this.#bottom) this.#pdf.addPage();
  }

  #widthOf(text: string, size: number): number {
    let sum = 0;
    for (const char of text) {
      let width = this.#widths.get(char);
      if (width === undefined) {
        width = this.#pdf.fontSize(100).widthOfString(char) / 100;
        this.#widths.set(char, width);
      }
      sum += width;
    }
    return sum * size;
  }

  #lines(text: string, width: number, size: number): string[] {
    return text.split('\n').flatMap((paragraph) => this.#break(paragraph, width, size));
  }

  /** Chinese text breaks anywhere but before closing signs; words of Latin letters and numbers stay whole where they fit. */
  #break(paragraph: string, width: number, size: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const token of paragraph.match(/[\x21-\x7e]+|./gsu) ?? []) {
      if (this.#widthOf(line + token, size) <= width) line += token;
      else if (noLineStart.test(token)) {
        // The sign takes the character before it along to the next line.
        const last = [...line].at(-1) ?? '';
        lines.push(line.slice(0, line.length - last.length));
        line = last + token;
      } else {
        if (line !== '') lines.push(line);
        line = token;
        while (this.#widthOf(line, size) > width) {
          const fit = this.#fitting(line, width, size);
          lines.push(line.slice(0, fit));
          line = line.slice(fit);
        }
      }
    }
    return [...lines, line];
  }

  #fitting(text: string, width: number, size: number): number {
    let count = 1;
    while (count < text.length && this.#widthOf(text.slice(0, count + 1), size) <= width) count++;
    return count;
  }

  #heightOf(lines: number, size: number): number {
    return lines * (size * 1.25 + leading);
  }

  #write(
    lines: readonly string[],
    x: number,
    y: number,
    width: number,
    size: number,
    align: 'left' | 'center' | 'right' = 'left',
    colour = black,
  ): void {
    lines.forEach((line, index) => {
      const own = this.#widthOf(line, size);
      const shift = align === 'left' ? 0 : align === 'center' ? (width - own) / 2 : width - own;
      this.#pdf
        .fontSize(size)
        .fillColor(colour)
        .text(line, x + shift, y + this.#heightOf(index, size), { lineBreak: false });
    });
    this.#pdf.fillColor(black);
  }

  /** Hall name, title, number below it, and the QR code at the right with what it is for. */
  head({ hall, title, number, qr, qrHint }: { hall: string; title: string; number: string; qr: string; qrHint: string }): void {
    const qrSize = 72;
    const top = margin.top - 8;
    this.#qr(qr, this.#left + this.#width - qrSize, top, qrSize);
    this.#write([qrHint], this.#left + this.#width - qrSize - 20, top + qrSize + 2, qrSize + 40, 7.5, 'center', grey);
    this.#write([hall], this.#left, top + 6, this.#width, 12, 'center');
    this.#write([title], this.#left, top + 28, this.#width, 19, 'center');
    this.#write([number], this.#left, top + 64, this.#width, 10, 'center', grey);
    this.#pdf
      .moveTo(this.#left, top + 94)
      .lineTo(this.#left + this.#width, top + 94)
      .lineWidth(1)
      .stroke();
    this.#pdf.y = top + 104;
  }

  /** Drawn as squares: sharp at any size, and readable from a copy (a quarter of it may be lost). */
  #qr(text: string, x: number, y: number, size: number): void {
    const { modules } = createQr(text, { errorCorrectionLevel: 'Q' });
    const side = size / modules.size;
    for (let row = 0; row < modules.size; row++)
      for (let column = 0; column < modules.size; column++)
        if (modules.get(row, column)) this.#pdf.rect(x + column * side, y + row * side, side, side);
    this.#pdf.fill(black);
  }

  paragraph(text: string, { indent = false, small = false }: { indent?: boolean; small?: boolean } = {}): void {
    const size = small ? 9 : bodySize;
    const lines = this.#lines(`${indent ? '　　' : ''}${text}`, this.#width, size);
    for (const line of lines) {
      this.#need(this.#heightOf(1, size));
      const y = this.#pdf.y;
      this.#write([line], this.#left, y, this.#width, size, 'left', small ? grey : black);
      this.#pdf.y = y + this.#heightOf(1, size);
    }
    this.#pdf.y += 3;
  }

  /** Never alone at the foot of a page: what follows begins on the same one. */
  heading(text: string): void {
    this.#need(110);
    this.#pdf.y += 5;
    const y = this.#pdf.y;
    this.#write([text], this.#left, y, this.#width, 11.5);
    this.#pdf.y = y + this.#heightOf(1, 11.5) + 1;
  }

  /** Two pairs of label and value in a row. */
  facts(facts: Facts): void {
    const labelWidth = 66;
    const half = this.#width / 2;
    const valueWidth = half - labelWidth - 2 * cellPadding.x;
    for (let index = 0; index < facts.length; index += 2) {
      const pair = facts.slice(index, index + 2);
      const whole = pair.length === 1;
      const width = whole ? this.#width - labelWidth - 2 * cellPadding.x : valueWidth;
      const cells = pair.map(([label, value]) => ({ label, lines: this.#lines(value, width, bodySize) }));
      const height = this.#heightOf(Math.max(...cells.map(({ lines }) => lines.length)), bodySize) + 2 * cellPadding.y - leading;
      this.#need(height);
      const y = this.#pdf.y;
      cells.forEach(({ label, lines }, column) => {
        const x = this.#left + column * half;
        this.#cell(x, y, labelWidth, height, [label], 'center', true);
        this.#cell(x + labelWidth, y, whole ? this.#width - labelWidth : half - labelWidth, height, lines, 'left');
      });
      this.#pdf.y = y + height;
    }
    this.#pdf.y += 6;
  }

  #cell(x: number, y: number, width: number, height: number, lines: readonly string[], align: 'left' | 'center', shaded = false): void {
    this.#pdf.rect(x, y, width, height).lineWidth(0.5);
    if (shaded) this.#pdf.fillAndStroke('#f0f0f0', black);
    else this.#pdf.stroke();
    const textHeight = this.#heightOf(lines.length, bodySize) - leading;
    this.#write(lines, x + cellPadding.x, y + (height - textHeight) / 2, width - 2 * cellPadding.x, bodySize, align);
  }

  /** The head of the table is repeated on every page; a row is never torn. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => (this.#width * share) / total);
    const draw = (cells: readonly string[], head: boolean): number => {
      const wrapped = cells.map((cell, index) => this.#lines(cell, widths[index]! - 2 * cellPadding.x, bodySize));
      const height = this.#heightOf(Math.max(...wrapped.map(({ length }) => length)), bodySize) + 2 * cellPadding.y - leading;
      if (this.#pdf.y + height > this.#bottom) {
        this.#pdf.addPage();
        if (!head)
          draw(
            columns.map(({ title }) => title),
            true,
          );
      }
      const y = this.#pdf.y;
      let x = this.#left;
      wrapped.forEach((lines, index) => {
        this.#cell(x, y, widths[index]!, height, lines, head ? 'center' : (columns[index]!.align ?? 'left'), head);
        x += widths[index]!;
      });
      this.#pdf.y = y + height;
      return height;
    };
    this.#need(64);
    draw(
      columns.map(({ title }) => title),
      true,
    );
    for (const row of rows) draw(row, false);
    this.#pdf.y += 6;
  }

  /** Who takes it at the left, who gives it at the right, with room for a seal. */
  signatures(left: readonly string[], right: readonly string[]): void {
    const height = 118;
    this.#need(height);
    const y = this.#pdf.y + 22;
    const half = this.#width / 2;
    left.forEach((line, index) => this.#write([line], this.#left, y + index * 30, half - 10, bodySize));
    right.forEach((line, index) => this.#write([line], this.#left + half + 10, y + index * 30, half - 10, bodySize));
    this.#pdf.y = y + Math.max(left.length, right.length) * 30;
  }

  /** Numbers the pages and closes the file. */
  async finish(foot: string): Promise<DrawnDocument> {
    const { count } = this.#pdf.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#pdf.switchToPage(page);
      // Below the margin a page would be added for text.
      this.#pdf.page.margins.bottom = 0;
      const y = this.#pdf.page.height - 44;
      this.#write([foot], this.#left, y, this.#width, 8, 'left', grey);
      this.#write([`第 ${page + 1} 页 共 ${count} 页`], this.#left, y, this.#width, 8, 'right', grey);
    }
    this.#pdf.end();
    return { pdf: await this.#done, pages: count };
  }
}
