/** Writes the guest's first file system: busybox, a few modules and a script, as a gzipped newc archive (Linux initramfs format). */
import { gzipSync } from 'node:zlib';

export type InitramfsFile = { path: string; content: Uint8Array | string; executable?: boolean };

const FOLDER = 0o040755;
const PLAIN = 0o100644;
const EXECUTABLE = 0o100755;

/** @param folders created empty; those of the files must be among them, parents first */
export function buildInitramfs(folders: readonly string[], files: readonly InitramfsFile[]): Buffer {
  const entries = [
    ...folders.map((path, index) => entry(path, FOLDER, index + 1, Buffer.alloc(0))),
    ...files.map(({ path, content, executable }, index) =>
      entry(path, executable ? EXECUTABLE : PLAIN, folders.length + index + 1, Buffer.from(content as string)),
    ),
    entry('TRAILER!!!', 0, 0, Buffer.alloc(0)),
  ];
  return gzipSync(Buffer.concat(entries), { level: 1 });
}

function entry(path: string, mode: number, inode: number, content: Buffer): Buffer {
  const name = Buffer.from(`${path}\0`);
  const fields = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const head = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`);
  return Buffer.concat([padded(Buffer.concat([head, name])), padded(content)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
