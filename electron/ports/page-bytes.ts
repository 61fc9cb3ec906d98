/** Page images out and files in, by URL instead of by message: one function from request to response for every transport. */
import { AppError, toAppError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Actor } from '#shared/case.ts';
import type { Connection, Role } from '#shared/session.ts';
import { notAllowed } from './call-guard.ts';
import { answerSample, isSamplePath } from './sample-bytes.ts';
import type { SampleBytes } from './sample-bytes.ts';
import type { Refusal } from './host-port.ts';
import { withFiles } from './uploaded-files.ts';

type PageRendition = 'original' | 'prepared' | 'thumbnail';
/** Who made the file: a person who chose it, or the document camera of the page. */
export type ImportSource = 'file' | 'camera';

export type PageBytesOptions = {
  /** The case that a page belongs to, undefined when there is no such page. */
  caseOfPage(pageId: string): Promise<string | undefined>;
  /** False when the case is unknown or not this person's to see. */
  canSee(connection: Connection, caseId: string): Promise<boolean>;
  /** Undefined when the page has no such rendition (yet). */
  readPage(pageId: string, rendition: PageRendition): Promise<{ mimeType: string; bytes: Uint8Array } | undefined>;
  /** Takes one file into a case. @returns what the page may know of it @throws AppError */
  importFile(actor: Actor, caseId: string, name: string, bytes: Uint8Array, source: ImportSource): Promise<unknown>;
  /** A notice or receipt that was issued for the case: the PDF, or one of its pages as an image. @throws AppError */
  issuedDocument?(caseId: string, documentId: string, page: number | null): Promise<{ mimeType: string; bytes: Uint8Array }>;
  /** Absent where no document types are taught. */
  samples?: SampleBytes;
  refused?(refusal: Refusal): void;
  report(where: string, error: unknown): void;
};

export type PageBytesHandler = (request: Request, connection: Connection) => Promise<Response>;

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const pagePath = new RegExp(`^/page/(${uuid})/(original|prepared|thumbnail)$`, 'i');
const filesPath = new RegExp(`^/case/(${uuid})/files$`, 'i');
const issuedPath = new RegExp(`^/case/(${uuid})/issued/(${uuid})(?:\\.pdf|/([1-9]\\d?)\\.jpg)$`, 'i');

const refusals: readonly ErrorCode[] = ['session.signed-out', 'session.locked', 'forbidden'];

/** Those who handle cases; an administrator looks after machines and has no business with papers. */
const pageRoles: readonly Role[] = ['operator', 'reviewer', 'applicant'];

/** True when the path is one of this handler's, whatever the method. */
export function isPageBytesPath(pathname: string): boolean {
  return pathname.startsWith('/page/') || pathname.startsWith('/case/') || isSamplePath(pathname);
}

/** The returned function never rejects: errors are answers of the form `{code, details}`. */
export function createPageBytesHandler(options: PageBytesOptions): PageBytesHandler {
  return async (request, connection) => {
    const { pathname } = new URL(request.url);
    try {
      return await answer(options, request, pathname, connection);
    } catch (error) {
      const crossing = toAppError(error);
      if (refusals.includes(crossing.code))
        options.refused?.({ kind: connection.isLocked() ? 'locked' : 'role', account: connection.actor()?.account, what: 'page-bytes' });
      if (crossing.code === 'internal') options.report(`${request.method} ${pathname}`, error);
      return Response.json(crossing.toJSON(), { status: statusOf(crossing.code), headers: { 'cache-control': 'no-store' } });
    }
  };
}

async function answer(options: PageBytesOptions, request: Request, pathname: string, connection: Connection): Promise<Response> {
  if (options.samples && isSamplePath(pathname)) return answerSample(options.samples, request, pathname, connection);
  const role = connection.role();
  if (!pageRoles.includes(role)) throw notAllowed(connection, role);
  if (connection.mustChangePassword()) throw new AppError('session.password-change-required');
  const page = pagePath.exec(pathname);
  if (page && (request.method === 'GET' || request.method === 'HEAD')) {
    return sendPage(options, connection, page[1]!.toLowerCase(), page[2]!.toLowerCase() as PageRendition);
  }
  const issued = issuedPath.exec(pathname);
  if (issued && (request.method === 'GET' || request.method === 'HEAD')) {
    const page = issued[3] === undefined ? null : Number(issued[3]);
    return sendIssued(options, connection, issued[1]!.toLowerCase(), issued[2]!.toLowerCase(), page);
  }
  const files = filesPath.exec(pathname);
  if (files && request.method === 'POST') return takeFiles(options, connection, files[1]!.toLowerCase(), request);
  throw new AppError('not-found');
}

async function sendPage(
  { caseOfPage, canSee, readPage }: PageBytesOptions,
  connection: Connection,
  pageId: string,
  rendition: PageRendition,
): Promise<Response> {
  const caseId = await caseOfPage(pageId);
  // An unknown page and somebody else's page look the same, so that ids cannot be tried out.
  if (caseId === undefined || !(await canSee(connection, caseId))) throw new AppError('not-found');
  const page = await readPage(pageId, rendition);
  if (!page) throw new AppError('not-found');
  return new Response(page.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': page.mimeType,
      'content-length': String(page.bytes.byteLength),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // Opened by itself, an image of ours may do nothing at all.
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
}

async function sendIssued(
  { canSee, issuedDocument }: PageBytesOptions,
  connection: Connection,
  caseId: string,
  documentId: string,
  page: number | null,
): Promise<Response> {
  if (!issuedDocument || !(await canSee(connection, caseId))) throw new AppError('not-found');
  const { mimeType, bytes } = await issuedDocument(caseId, documentId, page);
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': mimeType,
      'content-length': String(bytes.byteLength),
      'content-disposition': 'inline',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // The browser's own PDF viewer is a plug-in of the page that it makes around the file; nothing else may run there.
      'content-security-policy': "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'",
    },
  });
}

async function takeFiles(options: PageBytesOptions, connection: Connection, caseId: string, request: Request): Promise<Response> {
  if (!(await options.canSee(connection, caseId))) throw new AppError('not-found');
  // Taken now: the screen may lock while a long file comes in, and the file is still this person's.
  const actor = connection.actor();
  if (!actor) throw new AppError('session.signed-out');
  const imported: unknown[] = [];
  const source: ImportSource = request.headers.get('x-source') === 'camera' ? 'camera' : 'file';
  await withFiles(request, async (files) => {
    for (const { name, bytes } of files) imported.push(await options.importFile(actor, caseId, name, bytes, source));
  });
  return Response.json({ imported }, { headers: { 'cache-control': 'no-store' } });
}

function statusOf(code: ErrorCode): number {
  switch (code) {
    case 'not-found':
      return 404;
    case 'forbidden':
    case 'session.password-change-required':
      return 403;
    case 'session.signed-out':
    case 'session.locked':
      return 401;
    case 'file.too-large':
    case 'too-large':
      return 413;
    case 'internal':
      return 500;
    case 'file.too-many':
      return 503;
    default:
      return 422;
  }
}
