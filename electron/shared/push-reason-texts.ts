/** The text of every reason why a push has not arrived, in Chinese and English; `{name}` is filled from the reason's details. */
import type { PushReason } from './push-reason.ts';

const texts: Readonly<Record<PushReason['code'], { zh: string; en: string }>> = {
  'system-words': { zh: '{words}', en: '{words}' },
  'system-code': { zh: '业务错误 {code}', en: 'error {code} of the approval system' },
  'no-answer-in-time': { zh: '对方未在时限内答复', en: 'no answer in time' },
  'answer-unreadable': { zh: '对方的答复无法识别', en: 'the answer is none of its interface' },
  'answer-too-large': { zh: '对方的答复过大', en: 'the answer is too large' },
  'no-case-number': { zh: '对方的答复没有办件编号', en: 'the answer has no case number' },
  'no-case-state': { zh: '对方的答复没有办件状态', en: 'the answer has no state of the case' },
  'no-attachment-id': { zh: '对方的答复没有附件标识', en: 'the answer has no id of the file' },
  'unknown-case-number': { zh: '对方系统没有此办件编号', en: 'the system does not know this case number' },
  'temporarily-unavailable': { zh: '对方系统暂时不可用（HTTP {status}）', en: 'the system is not available for now (HTTP {status})' },
  redirected: { zh: '对方要求跳转到其他地址，已拒绝（HTTP {status}）', en: 'the system points elsewhere; not followed (HTTP {status})' },
  'access-denied': { zh: '对方系统拒绝访问（HTTP {status}）', en: 'the system denies access (HTTP {status})' },
  'request-refused': { zh: '对方系统拒绝了请求（HTTP {status}）', en: 'the system refuses the request (HTTP {status})' },
  'token-failed': { zh: '取令牌失败（HTTP {status}）', en: 'no token was given (HTTP {status})' },
  'client-refused': { zh: '客户端标识或密钥未被接受', en: 'client id or secret not accepted' },
  'connection-refused': {
    zh: '对方系统拒绝连接（服务未启动或端口不对）',
    en: 'connection refused (the service does not run, or another port)',
  },
  'connection-broken': { zh: '连接中断', en: 'connection broken' },
  'address-not-found': { zh: '找不到对方系统的地址', en: 'address of the system not found' },
  'name-not-resolved': { zh: '域名解析失败', en: 'name not resolved' },
  'connect-timeout': { zh: '连接超时', en: 'connecting timed out' },
  'network-unreachable': { zh: '网络不通', en: 'network unreachable' },
  'certificate-out-of-date': {
    zh: '对方的证书不在有效期内（{code}），请先核对本机日期和时间',
    en: 'its certificate is not valid at this date ({code}); check date and time of this computer first',
  },
  'certificate-untrusted': { zh: '对方的证书不可信（{code}）', en: 'its certificate is not trusted ({code})' },
  'network-error': { zh: '网络错误', en: 'network error' },
  'network-error-code': { zh: '网络错误（{code}）', en: 'network error ({code})' },
  'not-configured': { zh: '尚未配置审批系统', en: 'no approval system is set up' },
  'attachments-failed': { zh: '附件无法生成（{code}）', en: 'the files cannot be made ({code})' },
  internal: { zh: '推送时发生内部错误（{code}）', en: 'internal error while sending ({code})' },
  'left-from-demo': {
    zh: '演示期间提交的办件，不会自动发往正式系统',
    en: 'submitted in the demo; not sent to the real system by itself',
  },
};

export function pushReasonText({ code, details = {} }: PushReason, language: 'zh' | 'en'): string {
  return texts[code][language].replace(/\{(\w+)\}/g, (all, name: string) => details[name] ?? all);
}
