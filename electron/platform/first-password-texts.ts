/** What stands in the file with the first administrator's password. */

export const firstPasswordText = (password: string): string => `收件台：管理员首次登录 · Intake Desk: first sign-in of the administrator

账号 account: admin
初始密码 password: ${password}

登录后会要求改成自己的密码，改好后本文件自动删除。
You will be asked for a password of your own; this file is deleted then.
`;
