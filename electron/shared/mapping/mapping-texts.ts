/** The text of every problem of a mapping, in Chinese and English; `{name}` is filled from the problem's details. */
import type { MappingProblem } from './mapping.ts';

const texts: Readonly<Record<MappingProblem['code'], { zh: string; en: string }>> = {
  'unknown-source': { zh: '来源字段不存在', en: 'the source does not exist' },
  'required-empty': { zh: '必填项为空', en: 'required, but empty' },
  'not-in-value-map': { zh: '取值不在值映射中', en: 'the value is not in the value map' },
  'not-yes-or-no': { zh: '不是“是/否”', en: 'neither yes nor no' },
  'not-a-date': { zh: '不是日期', en: 'not a date' },
  'no-such-date': { zh: '日期不存在', en: 'there is no such date' },
  'not-a-number': { zh: '不是数字', en: 'not a number' },
  'target-unsafe': { zh: '目标路径不可用', en: 'this target cannot be used' },
  'target-reserved': { zh: '材料清单由程序填写', en: 'the list of papers is filled by the program' },
  'target-repeated': { zh: '目标路径重复', en: 'another rule has the same target' },
  'target-conflict': { zh: '与目标 {other} 冲突', en: 'conflicts with target {other}' },
  'schema-required': { zh: '缺少必填项', en: 'required, but missing' },
  'schema-unknown': { zh: '对方系统没有此字段', en: 'the other system has no such field' },
  'schema-type': { zh: '类型应为 {type}', en: 'should be of type {type}' },
  'schema-values': { zh: '不在对方允许的取值范围内', en: 'not one of the values that the other system allows' },
  'schema-format': { zh: '格式不符合对方要求', en: 'not in the form that the other system asks for' },
  'schema-short': { zh: '内容过短', en: 'too short' },
  'schema-long': { zh: '长度不能超过 {limit}', en: 'longer than {limit}' },
  'schema-small': { zh: '不能小于 {limit}', en: 'less than {limit}' },
  'schema-large': { zh: '不能大于 {limit}', en: 'more than {limit}' },
  schema: { zh: '不符合对方要求', en: 'not as the other system asks for' },
};

export function mappingProblemText({ code, details = {} }: MappingProblem, language: 'zh' | 'en'): string {
  return texts[code][language].replace(/\{(\w+)\}/g, (all, name: string) => details[name] ?? all);
}
