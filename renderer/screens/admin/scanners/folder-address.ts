/** The folder part of a scanner's address: a plain path, or a `file:` URL when files are moved away after they were taken in. */

export type FolderSettings = { path: string; move: boolean };

export function readFolderAddress(address: string): FolderSettings {
  if (!address.startsWith('file:') || !URL.canParse(address)) return { path: address, move: false };
  const url = new URL(address);
  const path = decodeURIComponent(url.pathname);
  // file:///C:/scans has a slash before the drive, file://server/share its host.
  const plain = url.host ? `\\\\${url.host}${path.replaceAll('/', '\\')}` : path.replace(/^\/(?=[A-Za-z]:)/, '');
  return { path: plain, move: url.searchParams.get('after-scan') === 'move' };
}

export function writeFolderAddress({ path, move }: FolderSettings): string {
  if (!move) return path;
  const share = /^\\\\([^\\]+)\\(.*)$/.exec(path);
  const encoded = (text: string) =>
    text
      .replaceAll('\\', '/')
      .split('/')
      .map(encodeURIComponent)
      .join('/')
      .replace(/^([A-Za-z])%3A/, '$1:');
  const url = share ? `file://${share[1]}/${encoded(share[2]!)}` : `file:///${encoded(path.replace(/^\//, ''))}`;
  return `${url}?after-scan=move&watch=true`;
}
