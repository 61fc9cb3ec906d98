/** The gallery of screens over invented data, as it was built: for tests of screens by themselves. */
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';

export type Gallery = {
  /** @param path of a screen below `/gallery/` */
  addressOf(path: string): string;
  close(): Promise<void>;
};

export async function openGallery(): Promise<Gallery> {
  const configFile = fileURLToPath(new URL('../../renderer/vite.config.ts', import.meta.url));
  const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 0 }, logLevel: 'error' });
  return {
    addressOf: (path) => new URL(`/gallery/${path}`, server.resolvedUrls!.local[0]).href,
    close: () => server.close(),
  };
}
