/** The names of the gallery's screens, and where they are. */
import { sampleIds } from './fake-state.ts';

export const galleryScreens: readonly (readonly [string, string])[] = [
  ['登录', '/gallery/counter?signed-out'],
  ['设置新密码', '/gallery/counter?change-password'],
  ['办件列表', '/gallery/counter'],
  ['新建办件', '/gallery/counter/new'],
  ['收材料（空）', `/gallery/counter/case/${sampleIds.fresh}`],
  ['收材料（卡纸）', `/gallery/counter/case/${sampleIds.fresh}?jam=2`],
  ['收材料（中断后缺纸）', `/gallery/counter/case/${sampleIds.read}?doubt=2`],
  ['收材料（已识别）', `/gallery/counter/case/${sampleIds.read}`],
  ['核对', `/gallery/counter/case/${sampleIds.read}/review`],
  ['核对（身份证只认出一面）', `/gallery/counter/case/${sampleIds.oneSided}/review`],
  ['提交中', `/gallery/counter/case/${sampleIds.sending}/receipt`],
  ['提交失败', `/gallery/counter/case/${sampleIds.failed}/receipt`],
  ['收件凭证', `/gallery/counter/case/${sampleIds.received}/receipt`],
  ['自助终端', '/gallery/kiosk'],
  ['管理：扫描仪', '/gallery/admin'],
  ['管理：审批系统', '/gallery/admin/connection'],
  ['管理：事项', '/gallery/admin/service-items'],
  ['管理：字段对应', '/gallery/admin/mapping'],
  ['管理：材料种类', '/gallery/admin/document-types'],
  ['管理：账号', '/gallery/admin/accounts'],
  ['管理：待发箱', '/gallery/admin/outbox'],
  ['管理：识别质量', '/gallery/admin/recognition'],
  ['管理：运行状况', '/gallery/admin/status'],
];
