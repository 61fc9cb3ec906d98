/** The first administrator's password in a file that only this user can read: there is no terminal behind an icon. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { firstPasswordText } from './first-password-texts.ts';
import { createPrivateFile, readPrivateFile } from './private-file.ts';

export function createFirstPasswordFile(dataFolder: string) {
  const file = path.join(dataFolder, 'first-admin-password.txt');
  const remove = () => rm(file, { force: true });
  return {
    path: file,
    /** Undefined when there is none, or one that others could have read. */
    async read(): Promise<string | undefined> {
      const content = await readPrivateFile(file).catch(() => undefined);
      return /password: (\S+)/.exec(content?.toString('utf8') ?? '')?.[1];
    },
    async write(password: string): Promise<void> {
      await remove();
      await createPrivateFile(file, firstPasswordText(password));
    },
    remove,
  };
}
