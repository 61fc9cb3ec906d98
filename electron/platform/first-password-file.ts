/** The first administrator's password in a file that only this user can read: there is no terminal behind an icon. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createPrivateFile, readPrivateFile } from './private-file.ts';

const text = (password: string): string => `收件台：管理员首次登录 · Intake Desk: first sign-in of the administrator

账号 account: admin
初始密码 password: ${password}

登录后会要求改成自己的密码，改好后本文件自动删除。
You will be asked for a password of your own; this file is deleted then.
`;

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
      await createPrivateFile(file, text(password));
    },
    remove,
  };
}
