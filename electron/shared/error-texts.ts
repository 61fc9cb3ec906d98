/** What every error code says to a person: what happened, and what to do now. Used by the screens and the command line. */
import { text } from './error-text-entry.ts';
import type { Entry, ErrorLanguage, ErrorText } from './error-text-entry.ts';
import type { ErrorCode, ErrorDetails } from './errors.ts';
import { storeErrorTexts } from './store-error-texts.ts';

export type { ErrorLanguage, ErrorText };

const general = {
  internal: text(
    '程序遇到意外情况',
    '已收的材料都在，请再试一次；仍不行请联系管理员。',
    'Something unexpected happened',
    'Pages already taken are safe. Try again; if it fails again, call the administrator.',
  ),
  'bad-input': text(
    '填写的内容不符合要求',
    '请检查标红的内容后重试。',
    'The input is not valid',
    'Check the marked entries and try again.',
  ),
  'not-found': text(
    '找不到这条记录',
    '它可能已被删除，请返回列表刷新。',
    'Not found',
    'It may have been removed. Go back and refresh the list.',
  ),
  forbidden: text(
    '当前账号没有这项权限',
    '请换有权限的账号，或联系管理员。',
    'Not allowed for this account',
    'Use another account or ask the administrator.',
  ),
  conflict: text('和已有的内容冲突', '请刷新后再试。', 'Conflicts with what exists', 'Refresh and try again.'),
  timeout: text('等待超时', '请再试一次。', 'Timed out', 'Try again.'),
  cancelled: text('已停止', '需要时可以重新开始。', 'Stopped', 'Start again when needed.'),
  'too-large': text('内容太大', '请减小后重试。', 'Too large', 'Make it smaller and try again.'),
  'connection-lost': text(
    '与后台服务的连接断开了',
    '正在自动重新连接，请稍候，已保存的内容不会丢。',
    'Connection to the host was lost',
    'Reconnecting by itself. What was saved stays saved.',
  ),
} satisfies Partial<Record<ErrorCode, Entry>>;

const session = {
  'session.signed-out': text(
    '登录已过期',
    '请重新登录，办件会停在原来的位置。',
    'Signed out',
    'Sign in again; the case stays where it was.',
  ),
  'session.bad-credentials': text(
    '账号或密码不对',
    '请检查大小写后重新输入。',
    'Wrong account or password',
    'Check upper and lower case and try again.',
  ),
  'session.locked': text(
    '屏幕已锁定',
    '请输入密码解锁，办件和填写的内容都在原处。',
    'The screen is locked',
    'Type the password to unlock; the case and what was typed are where they were.',
  ),
  'session.too-many-failures': text(
    '输错次数过多，请等 {seconds} 秒再试',
    '其他窗口不受影响。忘记密码请管理员重置。',
    'Too many failures: wait {seconds} s',
    'Other screens are not affected. If the password is forgotten, ask the administrator to reset it.',
  ),
  'session.password-change-required': text(
    '需要先修改密码',
    '请先设置自己的新密码。',
    'Change the password first',
    'Set a password of your own.',
  ),
  'session.weak-password': text(
    '密码强度不够',
    '至少 10 位，包含字母、数字和符号中的三类，且不能与账号、旧密码或演示密码相同。',
    'The password is too weak',
    'Use at least 10 characters of three kinds, different from the account, the old password and those of the demo.',
  ),
} satisfies Partial<Record<ErrorCode, Entry>>;

const device = {
  'device.offline': text(
    '扫描仪没有应答',
    '请检查电源和网线，再按开始扫描。已保存的页不受影响。',
    'The scanner does not answer',
    'Check power and cable, then start again. Stored pages are safe.',
  ),
  'device.busy': text(
    '扫描仪正被占用',
    '程序会自动再试；若一直被占用，请看看谁在使用它。',
    'The scanner is in use',
    'Tried again by itself. If it stays busy, see who is using it.',
  ),
  'device.warming-up': text(
    '扫描仪正在预热',
    '请稍候，预热好会自动开始。',
    'The scanner is warming up',
    'Please wait, it starts by itself.',
  ),
  'device.feeder-empty': text(
    '进纸器里没有纸',
    '请把材料正面朝上放入进纸器，再按开始扫描。',
    'The feeder is empty',
    'Load the paper face up and start again.',
  ),
  'device.paper-jam': text(
    '卡纸了，卡住的这张没有收进来',
    '请打开盖板取出卡住的纸，抚平后放回最上面，再按开始扫描。之前的页已安全保存，不必重扫。',
    'Paper jam: this sheet was not taken',
    'Open the cover, remove the sheet, put it back on top and start again. Earlier pages are safe.',
  ),
  'device.mispick': text(
    '没有抓起纸，这张没有收进来',
    '请把纸抖松、对齐后放回，再按开始扫描。之前的页已安全保存。',
    'The sheet was not picked up',
    'Fan and align the stack, put it back and start again. Earlier pages are safe.',
  ),
  'device.multi-feed': text(
    '一次进了两张纸，这两张没有收进来',
    '请取出这两张，抖松后放回最上面，再按开始扫描。之前的页已安全保存。',
    'Two sheets went in at once: neither was taken',
    'Take both out, fan them, put them back on top and start again. Earlier pages are safe.',
  ),
  'device.cover-open': text('扫描仪盖板没有关好', '请合上盖板，再按开始扫描。', 'The cover is open', 'Close the cover and start again.'),
  'device.feeder-overload': text(
    '进纸器里的纸太多',
    '请取出一部分，分几次扫描。',
    'Too much paper in the feeder',
    'Take some out and scan in several runs.',
  ),
  'device.page-size': text('这张纸太大或太长，没有收进来', '请改用平板扫描这一张。', 'This sheet is too large', 'Scan it on the flatbed.'),
  'device.settings-rejected': text(
    '扫描仪不支持所选设置',
    '请换一种分辨率、颜色或单双面后再试。',
    'The scanner refused these settings',
    'Choose another resolution, colour or side setting.',
  ),
  'device.access-denied': text(
    '扫描仪拒绝访问',
    '请联系管理员检查扫描仪的访问权限。',
    'The scanner refused access',
    'Ask the administrator to check its access settings.',
  ),
  'device.tls-untrusted': text(
    '扫描仪的证书不受信任',
    '请联系管理员确认后再使用。',
    'The scanner certificate is not trusted',
    'Ask the administrator to check it.',
  ),
  'device.certificate-changed': text(
    '扫描仪的证书与登记的不一致',
    '可能换了设备，也可能有人冒充；请管理员在设备面板上核对指纹后重新登记。',
    'The scanner certificate is not the registered one',
    'The device was replaced, or something pretends to be it: ask the administrator to compare the fingerprint and register it again.',
  ),
  'device.software-missing': text(
    '这台电脑缺少扫描仪需要的软件',
    '请管理员安装 SANE（sane-utils）后再试。',
    'Software for this scanner is missing',
    'Ask the administrator to install SANE (sane-utils).',
  ),
  'device.connection-lost': text(
    '扫描途中断线，正在传的这张没有收进来',
    '请检查网线，把最后一张放回，再按开始扫描。之前的页已安全保存。',
    'The connection broke: the sheet in transfer was not taken',
    'Check the cable, put the last sheet back and start again. Earlier pages are safe.',
  ),
  'device.timeout': text(
    '扫描仪太久没有反应，正在扫的这张没有收进来',
    '请看扫描仪面板提示，把这张放回后再按开始扫描。',
    'The scanner stopped responding: this sheet was not taken',
    'Look at its panel, put the sheet back and start again.',
  ),
  'device.removed': text(
    '扫描仪被拔下或关机',
    '请接好后再按开始扫描。之前的页已安全保存。',
    'The scanner was unplugged',
    'Connect it and start again. Earlier pages are safe.',
  ),
  'device.transfer-interrupted': text(
    '这张只传了一半，没有收进来',
    '请把最后一张放回，再按开始扫描。',
    'This sheet arrived only in part and was not taken',
    'Put the last sheet back and start again.',
  ),
  'device.corrupt-page': text(
    '这张的图像损坏，没有收进来',
    '请把最后一张放回，再按开始扫描。',
    'The image of this sheet is damaged and was not taken',
    'Put the last sheet back and start again.',
  ),
  'device.end-in-doubt': text(
    '可能还差一张：扫描仪没有说清是否扫完',
    '请看进纸器和出纸口，与最后一页核对；没有收进来的放回最上面，再按开始扫描。一张不少就结束扫描。',
    'One sheet may be missing: the scanner did not say clearly that it is done',
    'Look at the feeder and the output, and compare with the last page. Put back what was not taken and start again; if nothing is missing, end the scan.',
  ),
  'device.error': text(
    '扫描仪报告故障',
    '请看扫描仪面板提示，必要时关机重开后再试。',
    'The scanner reports a fault',
    'Look at its panel; restart it if needed.',
  ),
  'device.protocol': text(
    '扫描仪的回答无法理解',
    '请再试一次；仍不行请联系管理员。',
    'The scanner gave an answer that makes no sense',
    'Try again or call the administrator.',
  ),
  'device.driver-crash': text(
    '扫描程序意外退出，已自动重启',
    '请看最后一张是否已出现；没有就放回再按开始扫描。',
    'The scan process stopped and was restarted',
    'If the last sheet is not shown, put it back and start again.',
  ),
  'device.not-configured': text(
    '还没有设置扫描仪',
    '请管理员在“扫描仪”里添加一台。',
    'No scanner is set up',
    'Ask the administrator to add one.',
  ),
} satisfies Partial<Record<ErrorCode, Entry>>;

const file = {
  'file.unreadable': text('文件打不开', '文件可能已损坏，请换一个文件。', 'The file cannot be read', 'It may be damaged; use another one.'),
  'file.unsupported': text(
    '不支持这种文件',
    '请使用 JPG、PNG、TIFF、WebP、BMP、PDF 或 OFD。',
    'This kind of file is not supported',
    'Use JPG, PNG, TIFF, WebP, BMP, PDF or OFD.',
  ),
  'file.empty': text('文件是空的', '请换一个文件。', 'The file is empty', 'Use another file.'),
  'file.too-large': text('文件太大', '请减小分辨率或拆分后再导入。', 'The file is too large', 'Lower its resolution or split it.'),
  'file.too-many': text(
    '同时导入的文件太多',
    '请等前面的导入完成，再导入一次。',
    'Too many files at once',
    'Wait for the others, then import it again.',
  ),
  'file.encrypted': text('文件有密码保护', '请先去掉密码再导入。', 'The file is protected by a password', 'Remove the password first.'),
  'file.not-drawn': text(
    '文件里的文字、图像或印章显示不出来',
    '文件没有带上字体，或里面的图像已损坏。请在能正常显示的软件里打开，打印成新的 PDF 再导入，或打印出来扫描。',
    'Text, images or seals of the file cannot be shown',
    'It lacks its typefaces, or an image in it is damaged. Print it to a new PDF where it shows, or print and scan it.',
  ),
  'file.heic': text(
    '这是手机的 HEIC 照片，打不开',
    '请在手机“设置—相机—格式”里选“兼容性最佳”重新拍照，或先另存为 JPG 再导入。',
    'This is a HEIC photo, which cannot be opened',
    'Take it again with "Most Compatible" under Settings, Camera, Formats, or save it as JPG first.',
  ),
} satisfies Partial<Record<ErrorCode, Entry>>;

const recognizer = {
  'recognizer.crashed': text(
    '识别程序意外退出，已自动重启',
    '图像已保存，程序会自动再识别；也可以直接手工填写。',
    'Recognition stopped and was restarted',
    'The image is safe and is read again; you can also type by hand.',
  ),
  'recognizer.timeout': text(
    '这一页识别超时',
    '图像已保存，可以直接手工填写。',
    'Reading this page took too long',
    'The image is safe; type the values by hand.',
  ),
  'recognizer.model-missing': text(
    '缺少识别模型文件',
    '可以先手工填写；请管理员重新安装程序。',
    'A model file is missing',
    'Type by hand for now; ask the administrator to reinstall.',
  ),
  'recognizer.model-mismatch': text(
    '识别模型文件与清单不符',
    '可以先手工填写；请管理员重新安装程序。',
    'A model file does not match its manifest',
    'Type by hand for now; ask the administrator to reinstall.',
  ),
  'recognizer.labels-mismatch': text(
    '版式分类模型与它的标签文件不配套',
    '材料类型暂时只按文字判断；请管理员重新安装程序。',
    'The page classifier and its list of labels do not belong together',
    'Papers are told by their text alone for now; ask the administrator to reinstall.',
  ),
} satisfies Partial<Record<ErrorCode, Entry>>;

const caseTexts = {
  'document-type.not-ready': text(
    '这种材料还不能启用',
    '请看“会认错成什么”一栏，补充样本、改标题，或删去不合适的样本。',
    'This document type cannot go live yet',
    'See what it would be mistaken for; add samples, change its titles or remove unfit samples.',
  ),
  'case.illegal-move': text(
    '办件现在的状态不能这样操作',
    '请刷新后看办件的最新状态。',
    'The case cannot do this now',
    'Refresh and look at its state.',
  ),
  'case.stale': text(
    '办件刚刚在别处有改动',
    '内容已刷新，请核对后再操作。',
    'The case was changed elsewhere',
    'It has been refreshed; check and do it again.',
  ),
  'case.incomplete': text(
    '必要材料或必填信息还不齐',
    '请补齐列出的材料和信息后再确认。',
    'Required materials or values are missing',
    'Complete the list, then confirm.',
  ),
  'case.sheet-in-doubt': text(
    '扫描中断过，有一张纸可能没有收到',
    '请按提示把它放回重扫，或确认纸都在，再继续。',
    'A scan was cut off, and a sheet may be missing',
    'Put it back and scan it, or state that all sheets are there; then go on.',
  ),
  'case.unreviewed-fields': text(
    '还有存疑的内容没有核对',
    '请逐项核对标黄的内容。',
    'Doubtful fields have not been looked at',
    'Check every marked field.',
  ),
  'case.reviewer-required': text(
    '需要有人核对确认后才能提交',
    '请登录后核对并确认。',
    'A person must confirm first',
    'Sign in, review and confirm.',
  ),
  'case.closed': text(
    '办件已提交或已撤回，不能再改',
    '如需修改，请等审批系统退回或新建办件。',
    'The case is closed',
    'Wait for its return or start a new one.',
  ),
} satisfies Partial<Record<ErrorCode, Entry>>;

const mapping = {
  'mapping.invalid': text('字段对应表有错误', '请按提示修改标红的行。', 'The mapping has errors', 'Mend the marked rows.'),
  'mapping.missing': text(
    '这个事项还没有字段对应表',
    '请管理员在“字段对应”里配置。',
    'This service item has no mapping',
    'Ask the administrator to set one up.',
  ),
  'mapping.payload-invalid': text(
    '要发送的数据不符合审批系统的格式',
    '请按列出的问题修改办件内容或字段对应表。',
    'The payload does not match the schema',
    'Correct the case or the mapping as listed.',
  ),
} satisfies Partial<Record<ErrorCode, Entry>>;

const push = {
  'push.unreachable': text(
    '连不上审批系统',
    '办件已安全排队，网络恢复后自动发送，不会重复。',
    'The approval system cannot be reached',
    'The case is queued safely and goes out by itself, once.',
  ),
  'push.secret-required': text(
    '请输入客户端密钥',
    '已保存的密钥只用于原来的地址（{boundTo}）和客户端标识；地址或标识改动后，要重新输入对方提供的密钥。',
    'Type the client secret',
    'The stored one is only for its own address ({boundTo}) and client id. After a change of either, type the secret again.',
  ),
  'push.unauthorised': text(
    '审批系统不接受本机的凭据',
    '请管理员检查“审批系统”里的账号和密钥。',
    'The approval system refused the credentials',
    'Ask the administrator to check the connection.',
  ),
  'push.rejected': text(
    '审批系统退回了这次提交',
    '请看退回原因，修改后重新提交。',
    'The approval system rejected the submission',
    'Read the reason, correct and send again.',
  ),
  'push.parked': text(
    '多次发送没有成功，已转人工处理',
    '办件没有丢，请排除原因后在待发箱里重新发送。',
    'Sending failed several times; parked for staff',
    'Nothing is lost. Mend the cause and send it again.',
  ),
  'push.not-configured': text(
    '还没有设置审批系统',
    '请管理员在“审批系统”里填写连接信息。',
    'No approval system is set up',
    'Ask the administrator to set up the connection.',
  ),
} satisfies Partial<Record<ErrorCode, Entry>>;

/** The annotation is the check: a code without a text does not compile. */
const errorTexts: Readonly<Record<ErrorCode, Entry>> = {
  ...general,
  ...session,
  ...device,
  ...file,
  ...recognizer,
  ...caseTexts,
  ...mapping,
  ...push,
  ...storeErrorTexts,
};

/** Title and action of an error in a language, with `{placeholders}` filled from its details. */
export function errorText(error: { code: ErrorCode; details: ErrorDetails }, language: ErrorLanguage): ErrorText {
  const entry = errorTexts[error.code][language];
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_match, name: string) => String(error.details[name] ?? ''));
  return { title: fill(entry.title), action: fill(entry.action) };
}
