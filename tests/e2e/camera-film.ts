/** A film for Chromium's fake camera: a drawn page is pushed onto a table, lies still, and is taken away again. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const pagePath = fileURLToPath(new URL('../../drivers/simulator/demo-stack/01-lease-contract-page-1.jpg', import.meta.url));

export const filmSize = { width: 1600, height: 1200 };
/** The page lies askew. */
const restDegrees = 6;
const pageHeight = 1000;
/** Chromium plays such files at 30 pictures a second, over and over. */
const framesPerSecond = 30;
const pushSeconds = 1.5;
const stillSeconds = 6;

type Point = readonly [number, number];
/** `corners` clockwise from the page's own top left, in pixels of the film; `rest` the picture while it lies still. */
export type Film = { corners: readonly [Point, Point, Point, Point]; rest: Buffer };

/** Concatenated 3-component JPEGs, which is what Chromium reads as MJPEG. */
export async function drawFilm(file: string): Promise<Film> {
  const flat = await sharp(pagePath).resize({ height: pageHeight }).png().toBuffer({ resolveWithObject: true });
  const page = await sharp(flat.data)
    .rotate(restDegrees, { background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png()
    .toBuffer({ resolveWithObject: true });
  const table = await drawTable();
  const left = Math.round((filmSize.width - page.info.width) / 2);
  const top = Math.round((filmSize.height - page.info.height) / 2);
  const frame = (shift: number) =>
    sharp(table)
      .composite([{ input: page.data, left: left + shift, top }])
      .jpeg({ quality: 90, chromaSubsampling: '4:2:0' })
      .toBuffer();
  const film = createWriteStream(file);
  const write = async (bytes: Buffer, times: number) => {
    for (let time = 0; time < times; time++) if (!film.write(bytes)) await once(film, 'drain');
  };
  const pushes = Math.round(pushSeconds * framesPerSecond);
  // Each drawn picture is shown three times: ten steps a second are movement enough.
  for (let step = 0; step < pushes; step += 3) await write(await frame(Math.round(-left * (1 - step / pushes))), 3);
  const rest = await frame(0);
  await write(rest, stillSeconds * framesPerSecond);
  film.end();
  await once(film, 'finish');
  return { corners: cornersAtRest(flat.info.width, flat.info.height), rest };
}

function cornersAtRest(width: number, height: number): Film['corners'] {
  const angle = (restDegrees * Math.PI) / 180;
  const corner = (x: number, y: number): Point => [
    filmSize.width / 2 + x * Math.cos(angle) - y * Math.sin(angle),
    filmSize.height / 2 + x * Math.sin(angle) + y * Math.cos(angle),
  ];
  return [corner(-width / 2, -height / 2), corner(width / 2, -height / 2), corner(width / 2, height / 2), corner(-width / 2, height / 2)];
}

/** Brown with a grain that has a fixed seed: a table is never one colour. */
async function drawTable(): Promise<Buffer> {
  const [width, height] = [filmSize.width / 4, filmSize.height / 4];
  const cells = Buffer.alloc(width * height * 3);
  let state = 7;
  for (let at = 0; at < cells.length; at += 3) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const light = (state >>> 24) / 16;
    cells.set([104 + light, 84 + light, 62 + light], at);
  }
  return sharp(cells, { raw: { width, height, channels: 3 } })
    .resize(filmSize.width, filmSize.height)
    .png()
    .toBuffer();
}
