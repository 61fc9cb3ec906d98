/** What the command line says to IT staff, in Chinese as the machines of a hall are; options and help are in English. */

/** Of help texts. */
export const itemCode = 'service item code (实施编码)';

export const failure = (title: string, code: string, action: string): string => `${title}（${code}）。${action}`;

export const recognizeTexts = {
  failed: (file: string, page: number, title: string, code: string) => `没有读出：${file} 第 ${page} 页：${title}（${code}）`,
  notTaken: (file: string, title: string, code: string) => `没有读取：${file}：${title}（${code}）`,
  ends: (read: number, failed: number, others: number) =>
    `读出 ${read} 页，没有读出 ${failed} 处，不是图像、PDF 或 OFD 的文件 ${others} 个。`,
};

export const acceptStoreTexts = {
  noAdministrator: (account: string) => `${account} 不是这份数据里可用的管理员账号。`,
  nothingToAccept: '数据没有问题，不需要确认。',
  accepted: (title: string, code: string, account: string) => `已确认：${title}（${code}），操作日志里记有 ${account}。`,
  evidence: (folder: string) => `确认前的数据库留底在 ${folder}。`,
  tidied: (movedAside: number, pagesWithoutFile: number) =>
    `没有记录的文件 ${movedAside} 个已移入隔离区，可在“数据安全”里放回；没有图像的页 ${pagesWithoutFile} 页。现在可以启动收件台。`,
};

export const milestoneTexts: Readonly<Record<string, string>> = {
  created: '新建办件',
  'page-stored': '扫描页已加密落盘',
  scanned: '扫描结束',
  recognized: '识别、归类完成',
  confirmed: '由演示收件员确认',
  submitting: '推送到审批系统',
  received: '审批系统已收件',
};

export const walkTexts = {
  begins: (item: string, scanner: string, address: string) => `事项：${item}\n扫描仪：${scanner} ${address}\n`,
  /** Memory in MB. */
  ends: (host: number, recognizer: number, peak: number, seconds: string) =>
    `内存：主程序 ${host} MB，识别进程 ${recognizer} MB（峰值 ${peak} MB），用时 ${seconds} 秒`,
  caseNumber: (caseNumber: string) => `办件编号 ${caseNumber}`,
  nothingLeft: '没有未完成的办件。',
};

export const pageTableTexts = {
  head: ['页', '面', '材料类型', 'side', '置信度', '归入', '采信', '待核', 'prepare', 'read', 'classify', 'extract', 'ms'],
  back: '背',
  front: '正',
  blank: '（空白页）',
  unplaced: '（未归类）',
  failed: (code: string) => `读取失败 ${code}`,
};

export const checklistTexts = {
  head: ['状态', '材料', '件数'],
  states: { filled: '已齐', partial: '不完整', missing: '缺', 'optional-empty': '未交（可选）', 'not-applicable': '本情形不需要' },
  rest: (extra: number, duplicate: number, blank: number) => `多余材料 ${extra} 件，重复 ${duplicate} 件，空白页 ${blank} 面`,
};

export const openFieldTexts = {
  none: '没有待核字段。',
  head: (count: number) => `未经人工查看的待核字段（${count} 项，已记入日志）：`,
};
