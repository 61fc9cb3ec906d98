/** A folder's address survives being shown as path and switch, on Linux, on Windows and on a share. */
import { expect, test } from 'vitest';
import { readFolderAddress, writeFolderAddress } from './folder-address.ts';

test.each([
  ['/srv/scans', true, 'file:///srv/scans?after-scan=move&watch=true'],
  ['/srv/扫描 件', true, 'file:///srv/%E6%89%AB%E6%8F%8F%20%E4%BB%B6?after-scan=move&watch=true'],
  ['C:\\scans\\in', true, 'file:///C:/scans/in?after-scan=move&watch=true'],
  ['\\\\server\\scans\\in', true, 'file://server/scans/in?after-scan=move&watch=true'],
  ['/srv/scans', false, '/srv/scans'],
])('%s', (path, move, address) => {
  expect(writeFolderAddress({ path, move })).toBe(address);
  const back = readFolderAddress(address);
  expect(back.move).toBe(move);
  expect(back.path.replaceAll('\\', '/')).toBe(path.replaceAll('\\', '/'));
});
