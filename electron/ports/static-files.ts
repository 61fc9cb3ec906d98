/** The built renderer, read from its folder and from nowhere else. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Serves a file of `folder`; addresses of screens (no file ending) get `index.html`, which finds the screen itself.
 * @param pathname of the URL, still percent-encoded
 */
export async function serveStatic(folder: string, pathname: string): Promise<Response> {
  const notFound = () => new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } });
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return notFound();
  }
  if (path.includes('\0') || path.includes('\\')) return notFound();
  const isScreen = extname(path) === '';
  const contentType = isScreen ? contentTypes['.html'] : contentTypes[extname(path).toLowerCase()];
  if (!contentType) return notFound();
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, isScreen ? 'index.html' : path));
    if (!file.startsWith(root + sep)) return notFound();
    // Built files carry a hash in their name; everything else may change with the next start.
    const cacheControl = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
    return new Response(await readFile(file), { headers: { 'content-type': contentType, 'cache-control': cacheControl } });
  } catch {
    return notFound();
  }
}
