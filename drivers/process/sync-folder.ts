/** Makes what was created or renamed in a folder survive a power cut. */
import { open } from 'node:fs/promises';

/** A rename is durable only when its folder is; Windows has no such call and does it by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
