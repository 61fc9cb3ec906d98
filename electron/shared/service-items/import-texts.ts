/** The words of an import's problems and changes, in Chinese and English; `{name}` is filled from the problem's details. */
import type { ImportProblem, ImportProblemCode, ItemDifference } from './import-problem.ts';

type Language = 'zh' | 'en';
type Text = { zh: string; en: string };
const text = (zh: string, en: string): Text => ({ zh, en });

const problems: Readonly<Record<ImportProblemCode, Text>> = {
  'id-repeated': text('编码“{id}”重复', 'code “{id}” is repeated'),
  'no-such-question': text('没有编号为“{id}”的情形问题', 'there is no question “{id}”'),
  'no-such-answer': text('“{question}”没有这个答案', '“{question}” has no such answer'),
  'no-such-case-property': text('办件没有属性“{key}”', 'a case has no property “{key}”'),
  'no-such-form-field': text('表单没有字段“{key}”', 'the form has no field “{key}”'),
  'no-such-material': text('没有编码为“{id}”的材料', 'there is no material “{id}”'),
  'no-such-field': text('“{of}”没有字段“{key}”', '“{of}” has no field “{key}”'),
  'condition-missing': text('按情形的材料要写明情形', 'a conditional material needs its condition'),
  'e-licence-unnamed': text('电子证照要有名称', 'an e-licence needs a name'),
  'options-empty': text('选项不能为空', 'no options'),
  'no-such-validator': text('没有校验器“{id}”', 'there is no validator “{id}”'),
  'not-json': text('不是有效的 JSON', 'not valid JSON'),
  'wrong-type': text('应为{type}，或缺少此项', 'should be of type {type}, or is missing'),
  'wrong-value': text('只能是：{values}', 'one of: {values}'),
  'too-small': text('内容太短或太小', 'too short or too small'),
  'too-big': text('内容太长或太大', 'too long or too large'),
  'no-known-form': text('不是任何一种允许的形式', 'none of the allowed forms'),
  'wrong-format': text('格式不正确', 'wrong format'),
  'other-item': text('与事项的实施编码不同', 'not the code of the item'),
  'file-empty': text('文件是空的', 'the file is empty'),
  'file-too-large': text('文件超过 {kib} KB', 'the file is larger than {kib} KB'),
  'too-many-rows': text('超过 {most} 行', 'more than {most} rows'),
  'too-many-columns': text('超过 {most} 列', 'more than {most} columns'),
  'no-materials': text('没有材料', 'no materials'),
  'column-missing': text('缺少列 {column}（{name}）', 'column {column} ({name}) is missing'),
  'cell-empty': text('不能为空', 'must not be empty'),
  'cell-too-long': text('超过 {most} 字', 'longer than {most} characters'),
  'cell-not-a-count': text('应为 0 到 {most} 的整数', 'should be a whole number from 0 to {most}'),
  'cell-value-unknown': text('“{value}”不在取值范围内：{values}', '“{value}” is none of: {values}'),
  'material-of-other-item': text('是别的事项的材料', 'a material of another item'),
  'material-repeated': text('与第{row}行是同一项材料', 'the same material as in row {row}'),
  'encoding-unknown': text('不是 UTF-8 或 GBK 编码的文字', 'neither UTF-8 nor GBK text'),
  'not-text': text('不是文字文件', 'not a text file'),
  'quotes-open': text('引号或分隔符不成对', 'quotes or separators do not match'),
  'not-xlsx': text('不是 XLSX 文件', 'not an XLSX file'),
  'xlsx-unreadable': text('不是能读取的 XLSX 文件', 'an XLSX file that cannot be read'),
  'xlsx-damaged': text('XLSX 文件已损坏', 'the XLSX file is damaged'),
  'xlsx-too-many-parts': text('压缩包内超过 {most} 个文件', 'more than {most} files inside'),
  'xlsx-too-large': text('解压后超过 {mib} MB', 'larger than {mib} MB when unpacked'),
  'xlsx-declaration': text('XLSX 文件含有不允许的声明', 'the XLSX file contains a declaration that is not allowed'),
  'xlsx-compression': text('XLSX 文件用了不支持的压缩方式', 'the XLSX file uses an unknown compression'),
};

const typeNames: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是/否',
  array: '列表',
  object: '对象',
};

export function importProblemText({ code, details = {} }: Omit<ImportProblem, 'place'>, language: Language): string {
  const type = details['type'];
  const filled: Record<string, string> = type !== undefined && language === 'zh' ? { ...details, type: typeNames[type] ?? type } : details;
  return problems[code][language].replace(/\{(\w+)\}/g, (all, name: string) => filled[name] ?? all);
}

export function importPlaceText({ path, row, column }: ImportProblem['place'], language: Language): string {
  if (path) return path;
  if (row === undefined) return language === 'zh' ? '文件' : 'file';
  return [language === 'zh' ? `第${row}行` : `row ${row}`, column].filter(Boolean).join(' ');
}

const labels: Readonly<Record<string, Text>> = {
  name: text('名称', 'name'),
  necessity: text('必要性', 'necessity'),
  deferrable: text('可容缺', 'deferrable'),
  copies: text('份数', 'copies'),
  sourceKind: text('来源', 'source'),
  attachmentForm: text('附件形式', 'form of the file'),
  anyOf: text('可接受的证件', 'accepted papers'),
  when: text('适用情形', 'situation'),
  needsSeal: text('须盖章', 'needs a seal'),
  needsSignature: text('须签字', 'needs a signature'),
  needsOriginal: text('须原件', 'needs the original'),
  several: text('可多份', 'several papers'),
  eLicence: text('电子证照', 'e-licence'),
  hint: text('说明', 'hint'),
  label: text('名称', 'name'),
  required: text('必填', 'required'),
  kind: text('类型', 'kind'),
  options: text('选项', 'options'),
  validator: text('校验', 'validator'),
  sensitive: text('敏感', 'sensitive'),
  minConfidence: text('置信度门槛', 'bar of confidence'),
  sources: text('来源', 'sources'),
  severity: text('程度', 'severity'),
  departmentName: text('受理部门', 'department'),
  departmentCode: text('受理部门编码', 'department code'),
  catalogCode: text('基本编码', 'catalog code'),
  handlingItemCode: text('业务办理项编码', 'handling item code'),
  caseKind: text('办件类型', 'kind of case'),
  legal: text('法律依据', 'legal basis'),
  timeLimit: text('办理时限', 'time limit'),
  applicationForm: text('申请表', 'application form'),
};

const values: Readonly<Record<string, Text>> = {
  required: text('必要', 'required'),
  optional: text('非必要', 'optional'),
  conditional: text('按情形', 'conditional'),
  self: text('申请人自备', 'brought by the applicant'),
  issued: text('政府部门核发', 'issued by a department'),
};
const none = text('无', 'none');
const [yes, no] = [text('是', 'yes'), text('否', 'no')];
const ruleChanges = { added: text('新增', 'added'), removed: text('去掉', 'removed'), changed: text('改变', 'changed') };
/** A value longer than this is cut: it is shown to be noticed, not to be read. */
const mostShown = 60;

const isCopies = (value: unknown): value is { originals: number; copies: number } =>
  typeof value === 'object' && value !== null && 'originals' in value && 'copies' in value;

function valueText(value: unknown, language: Language): string {
  if (value === undefined || value === null || value === '') return none[language];
  if (typeof value === 'boolean') return (value ? yes : no)[language];
  if (typeof value === 'string') return values[value]?.[language] ?? value;
  if (typeof value === 'number') return String(value);
  if (isCopies(value))
    return language === 'zh' ? `原件${value.originals}份、复印件${value.copies}份` : `originals ${value.originals}, copies ${value.copies}`;
  const json = JSON.stringify(value);
  return json.length > mostShown ? `${json.slice(0, mostShown - 3)}…` : json;
}

export function itemDifferenceText(difference: ItemDifference, language: Language): string {
  const colon = language === 'zh' ? '：' : ': ';
  if ('target' in difference) return `${difference.target}${colon}${ruleChanges[difference.change][language]}`;
  const { key, before, after } = difference;
  return `${labels[key]?.[language] ?? key}${colon}${valueText(before, language)} → ${valueText(after, language)}`;
}
