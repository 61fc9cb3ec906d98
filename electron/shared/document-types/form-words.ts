/** The words that forms print themselves, of all types in one list: a value that is made of them, or begins with one, was never filled in. */
import { documentTypes } from './index.ts';

/** Printed on forms beside the labels of the types: hints, set phrases, and the English that stands under labels. */
const general = [
  '公民 签名 签字 签章 盖章 公章 手印 捺印 姓名 名称 性别 民族 电话 手机 联系电话 联系方式 联系人 地址 住址 住所 单位 部门 职务 职业 职称',
  '日期 时间 签署 签订 编号 备注 说明 关系 与委托人关系 工作单位 单位地址 单位名称 邮编 邮政编码 传真 邮箱 证件 证件类型 证件名称 号码',
  '身份证 身份证号 身份证号码 身份证件号码 公民身份号码 居民身份证号码 证件号码 统一社会信用代码 复印件 原件 正面 反面 粘贴处 粘贴',
  '法定代表人 法定代表 法人代表 法人 负责人 经办人 代理人 受托人 委托人 承诺人 申请人 见证人 监护人 担保人 共有人 配偶 本人 当事人 权利人 义务人',
  '系我单位 系我公司 系本单位 我单位 我公司 本单位 本公司 该同志 同志 先生 女士 职工 员工 在职员工 在职职工 工作人员 居民 村民 现居住 现住',
  '上述 上列 下列 兹委托 现委托 特委托 兹证明 兹有 特此证明 月收入人民币 任职 委托期限 委托事项 委托权限 委托单位 授权单位 出租方 承租方 甲方 乙方',
]
  .join(' ')
  .split(' ');
const english =
  'name sex gender nationality ethnicity address dateofbirth birth idnumber idno citizenidentificationnumber number no type domicile legalrepresentative validity validuntil validfrom authority issuingauthority dateofissue signature'.split(
    ' ',
  );

/** What such papers are called is a value as well: the kind of an identity paper, the certificate that is meant. */
const alsoValues = new Set(['身份证', '居民身份证', '房屋', '营业执照']);

const partsOf = (label: string): string[] => label.match(/\p{Script=Han}{2,}/gu) ?? [];

const printed = documentTypes.flatMap(({ fields, otherLabels, sections }) => [
  ...fields.flatMap(({ labels }) => labels),
  ...otherLabels,
  ...sections.flatMap(({ starts }) => starts),
]);
const latin = new Set([
  ...english,
  ...documentTypes.flatMap(({ fields }) => fields.map(({ names }) => names.en.toLowerCase().replace(/[^a-z]/g, ''))),
]);
const words: ReadonlySet<string> = new Set([...printed.flatMap(partsOf), ...general].filter((word) => !alsoValues.has(word)));
const longest = Math.max(...[...words].map(({ length }) => length));

/** Single characters that only join form words: units of a blank date, 系, 的. */
const joints = new Set('年月日的之及或和与系为在至自第号元共个其');

/** Length of the longest form word of at least `least` characters that stands at `at`; 0 = none. */
export function formWordAt(text: string, at: number, least = 2): number {
  for (let length = Math.min(longest, text.length - at); length >= least; length -= 1)
    if (words.has(text.slice(at, at + length))) return length;
  return 0;
}

/** True when form words and what joins them are all there is. */
export function isOnlyFormWords(value: string): boolean {
  const text = value.replace(/[^\p{L}\p{N}]/gu, '');
  if (/^[a-z]+$/i.test(text)) return latin.has(text.toLowerCase());
  const reached = new Set([0]);
  for (let at = 0; at < text.length; at += 1) {
    if (!reached.has(at)) continue;
    if (joints.has(text[at] ?? '')) reached.add(at + 1);
    for (let length = 2; length <= Math.min(longest, text.length - at); length += 1)
      if (words.has(text.slice(at, at + length))) reached.add(at + length);
  }
  return text !== '' && reached.has(text.length);
}
