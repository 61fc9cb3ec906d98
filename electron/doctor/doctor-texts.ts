/** What the doctor says to IT staff, in Chinese: names of what is looked at, findings, and what to do. */

export const names = {
  clock: '本机时钟',
  runtime: '运行环境',
  processor: '处理器',
  disk: '磁盘',
  browser: '浏览器',
  kiosk: '自助终端',
  renderer: '界面',
  models: '识别模型',
  data: '数据',
  log: '操作日志',
  pages: '页图像',
  demoAccounts: '演示账号',
  usb: 'USB 扫描仪',
  module: (name: string) => `组件 ${name}`,
};

export const list = (names: readonly string[]): string => names.join('、');
export const withCode = (title: string, code: string): string => `${title}（${code}）`;

export const clock = {
  behindLog: (now: string, loggedAt: string) => `本机时钟可能不对：现在是 ${now}，最近一条操作日志却记在 ${loggedAt}`,
  unlikely: (now: string) => `本机时钟可能不对：${now}`,
  remedy: '核对日期、时间和时区，打开自动对时；收件凭证和操作日志都用它',
};

export const runtime = { remedy: '请用 npm 脚本启动（npm run doctor），它们自带 Node 24；若仍不对，重新执行 npm ci' };

export const processor = {
  detail: (cores: number, gib: string) => `${cores} 核，内存 ${gib} GiB`,
  withoutAvx: (detail: string) => `${detail}，没有 AVX 指令`,
  slow: '识别会明显变慢；建议更换支持 AVX 的处理器',
  littleMemory: '内存不足 4 GiB，同时识别页数会减少',
};

export const disk = {
  detail: (folder: string, gib: string) => `${folder}，剩余 ${gib} GiB`,
  remedy: '请清理磁盘，至少留出 2 GiB，否则无法安全保存扫描页',
};

export const electron = {
  found: '已安装，npm start 使用 Electron 窗口',
  missing: '没有可执行文件，npm start 改用本机浏览器窗口',
  remedy: '联网后执行 npx install-electron，或设置 ELECTRON_MIRROR 指向内网镜像',
};

export const browser = {
  missing: '没有找到 Chromium、Chrome 或 Edge',
  remedy: 'Debian/统信/麒麟：apt-get install chromium；npm 包里的 Chromium 没有窗口，只供测试和绘制样张',
};

export const kiosk = {
  forbidden: (policy: string) => `${policy} 禁止了开发者工具`,
  remedy: '在自助终端上请删去这一项：它会使主机无法看管浏览器；开发者工具由本程序自行关闭',
  fine: '浏览器限制随窗口写入（只许本机页面，禁止 file:、下载和文件对话框）',
};

export const renderer = { built: '已构建', missing: '尚未构建', remedy: 'npm start 会自动构建；也可以执行 npm run build' };

export const sane = {
  found: '有 scanimage，互操作测试会运行',
  missing: '没有 scanimage',
  remedy: 'apt-get install sane-utils sane-airscan；网络扫描仪（eSCL）不需要它',
};

export const modules = { found: '可以加载', remedy: '重新执行 npm ci；仍失败时检查系统 glibc ≥ 2.28' };

export const models = {
  reinstall: '重新执行 npm ci',
  complete: '齐全，校验值一致',
  withoutLook: (code: string) => `版式分类模型不可用（${code}），材料类型只按文字判断`,
  restore: '恢复 models/classifier/page-classifier.onnx，或重新安装',
};

export const data = {
  none: (folder: string) => `${folder} 还没有数据`,
  firstStart: '第一次启动时创建',
  inUse: '收件台正在运行',
  checkLater: '关闭后再检查数据和操作日志',
  chainBroken: (at: number, rows: number) => `校验链在第 ${at} 条断开（共 ${rows} 条）`,
  keepEvidence: '保护现场，联系安全管理员',
  pagesDamaged: (count: number) => `${count} 页的图像文件损坏或不见了`,
  putBack: (files: readonly string[]) => `从备份放回这些文件：${list(files)}`,
  quarantined: (files: number, batches: readonly string[]) => `隔离区里有 ${files} 个没有记录的文件（${list(batches)}）`,
  handleQuarantine: '在管理界面“数据安全”里放回或处理；没有删除任何文件',
  fine: (folder: string, rows: number, keyStorage: string) =>
    `${folder}，数据库和页图像逐页读过，操作日志 ${rows} 条，校验链完整；密钥：${keyStorage}`,
};

export const demoAccounts = {
  noData: '还没有数据，没有开放',
  inUse: data.inUse,
  checkLater: '关闭后再检查',
  notChecked: '没有检查',
  dataFirst: '先处理上面的“数据”一项',
  end: (accounts: readonly string[]) => `正式使用前在管理界面设置本单位的扫描仪和审批系统，演示账号 ${list(accounts)} 随即停用`,
  open: (accounts: readonly string[]) => `开放：${list(accounts)} 可用公开的密码登录（演示数据）`,
  closed: '没有开放',
  sandboxLeft: (folder: string) => `演示时的模拟审批系统留下了未加密的数据，不再需要时请删除 ${folder}`,
};

export const usb = {
  none: '没有插着免驱动（IPP-over-USB）的设备',
  bySystem: '由系统自带的驱动管理',
  closed: (printers: string, count: number) => `${printers}；其中 ${count} 台当前用户没有权限`,
  rule: (file: string, reload: string, rules: string) => `请管理员把下面的规则写入 ${file}，执行 ${reload}，再重新插拔：${rules}`,
};
