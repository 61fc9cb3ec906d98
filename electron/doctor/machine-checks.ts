/** What the machine must offer: runtime, processor, memory, disk, browser, scanner programs. */
import { existsSync } from 'node:fs';
import { readdir, readFile, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../ports/find-browser.ts';
import { bad, good, limited } from './check.ts';
import type { Check } from './check.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const neededNodeMajor = 24;
const gib = 2 ** 30;

export const checkNode: Check = async () => {
  const major = Number(process.versions.node.split('.')[0]);
  const detail = `Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  return major >= neededNodeMajor
    ? good('运行环境', detail)
    : bad('运行环境', detail, '请用 npm 脚本启动（npm run doctor），它们自带 Node 24；若仍不对，重新执行 npm ci');
};

export const checkProcessor: Check = async () => {
  const detail = `${availableParallelism()} 核，内存 ${(totalmem() / gib).toFixed(1)} GiB`;
  const flags = process.platform === 'linux' && process.arch === 'x64' ? await readFile('/proc/cpuinfo', 'utf8').catch(() => '') : 'avx';
  if (!/\bavx\b/.test(flags)) return limited('处理器', `${detail}，没有 AVX 指令`, '识别会明显变慢；建议更换支持 AVX 的处理器');
  return totalmem() < 3.5 * gib ? limited('处理器', detail, '内存不足 4 GiB，同时识别页数会减少') : good('处理器', detail);
};

export function checkDisk(folder: string): Check {
  return async () => {
    let existing = folder;
    while (!existsSync(existing)) existing = join(existing, '..');
    const { bavail, bsize } = await statfs(existing);
    const free = (bavail * bsize) / gib;
    const detail = `${folder}，剩余 ${free.toFixed(1)} GiB`;
    return free < 2 ? bad('磁盘', detail, '请清理磁盘，至少留出 2 GiB，否则无法安全保存扫描页') : good('磁盘', detail);
  };
}

export const checkElectron: Check = async () => {
  const path = join(root, 'node_modules/electron/path.txt');
  if (existsSync(path)) return good('Electron', '已安装，npm start 使用 Electron 窗口');
  return limited(
    'Electron',
    '没有可执行文件，npm start 改用本机浏览器窗口',
    '联网后执行 npx install-electron，或设置 ELECTRON_MIRROR 指向内网镜像',
  );
};

export const checkBrowser: Check = async () => {
  const found = findBrowser({ platform: process.platform, env: process.env });
  return found
    ? good('浏览器', found)
    : limited(
        '浏览器',
        '没有找到 Chromium、Chrome 或 Edge',
        'Debian/统信/麒麟：apt-get install chromium；npm 包里的 Chromium 没有窗口，只供测试和绘制样张',
      );
};

const policyFolders = ['/etc/chromium/policies/managed', '/etc/opt/chrome/policies/managed', '/etc/opt/edge/policies/managed'];

/** The kiosk's rules are settings of its own profile; a machine's policy can cut the line by which the host holds the browser. */
export const checkKioskPolicy: Check = async () => {
  for (const folder of policyFolders) {
    for (const name of await readdir(folder).catch(() => [])) {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '');
      if (/"DeveloperToolsAvailability"\s*:\s*2|"RemoteDebuggingAllowed"\s*:\s*false/.test(text))
        return limited(
          '自助终端',
          `${join(folder, name)} 禁止了开发者工具`,
          '在自助终端上请删去这一项：它会使主机无法看管浏览器；开发者工具由本程序自行关闭',
        );
    }
  }
  return good('自助终端', '浏览器限制随窗口写入（只许本机页面，禁止 file:、下载和文件对话框）');
};

export const checkRenderer: Check = async () =>
  existsSync(join(root, 'renderer/dist/index.html'))
    ? good('界面', '已构建')
    : limited('界面', '尚未构建', 'npm start 会自动构建；也可以执行 npm run build');

export const checkSane: Check = async () => {
  const found = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'scanimage')));
  return found
    ? good('SANE', '有 scanimage，互操作测试会运行')
    : limited('SANE', '没有 scanimage', 'apt-get install sane-utils sane-airscan；网络扫描仪（eSCL）不需要它');
};
