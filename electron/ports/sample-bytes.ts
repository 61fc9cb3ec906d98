/** Samples of taught document types by URL: images out, files in; for administrators alone. */
import type { Actor } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import type { Connection } from '#shared/session.ts';
import { notAllowed } from './call-guard.ts';
import { withFiles } from './uploaded-files.ts';

export type SampleBytes = {
  /** A sample's image; undefined when there is no such sample. */
  readSample(sampleId: string, rendition: 'original' | 'thumbnail'): Promise<Uint8Array | undefined>;
  /** Thumbnail of a page that no type claims; undefined for every other page. */
  readCandidate(pageId: string): Promise<Uint8Array | undefined>;
  /** Every page of the file becomes a sample. @returns how many @throws AppError */
  addFile(actor: Actor, typeId: string, bytes: Uint8Array): Promise<number>;
};

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const samplePath = new RegExp(`^/sample/(${uuid})/(original|thumbnail)$`, 'i');
const candidatePath = new RegExp(`^/sample/candidate/(${uuid})$`, 'i');
const filesPath = /^\/sample\/(taught-[a-z0-9]{6,12})\/files$/;

export const isSamplePath = (pathname: string): boolean => pathname.startsWith('/sample/');

/** @throws AppError `forbidden`, `session.signed-out`, `not-found`, `file.*` */
export async function answerSample(samples: SampleBytes, request: Request, pathname: string, connection: Connection): Promise<Response> {
  const role = connection.role();
  if (role !== 'admin') throw notAllowed(connection, role);
  if (connection.mustChangePassword()) throw new AppError('session.password-change-required');
  const files = filesPath.exec(pathname);
  if (files && request.method === 'POST') {
    // Taken now: the screen may lock while a long file comes in.
    const actor = connection.actor();
    if (!actor) throw new AppError('session.signed-out');
    let added = 0;
    await withFiles(request, async (uploaded) => {
      for (const { bytes } of uploaded) added += await samples.addFile(actor, files[1]!, bytes);
    });
    return Response.json({ added }, { headers: { 'cache-control': 'no-store' } });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new AppError('not-found');
  const sample = samplePath.exec(pathname);
  if (sample) return image(await samples.readSample(sample[1]!.toLowerCase(), sample[2]!.toLowerCase() as 'original' | 'thumbnail'));
  const candidate = candidatePath.exec(pathname);
  if (candidate) return image(await samples.readCandidate(candidate[1]!.toLowerCase()));
  throw new AppError('not-found');
}

function image(bytes: Uint8Array | undefined): Response {
  if (!bytes) throw new AppError('not-found');
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': mimeType(bytes),
      'content-length': String(bytes.byteLength),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
}

/** Samples are what was uploaded: told by its first bytes, since nothing else of the file was kept. */
function mimeType([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xd8) return 'image/jpeg';
  if (first === 0x89 && second === 0x50) return 'image/png';
  return first === 0x52 && second === 0x49 ? 'image/webp' : 'image/tiff';
}
