/** Words of the national material list, as files of different platforms write them: columns, and codes in words or numbers. */

/** Which numbers a platform means: 1/2/3 or 0/1/2 for 必要/非必要/容缺后补. */
export type CodeSet = 'national' | 'zero-based';

/** Column → names under which it occurs, in lower case and without white space. */
export const columns = {
  row_guid: ['row_guid', 'rowguid', '材料唯一标识', '材料编码', '材料标识'],
  task_code: ['task_code', 'taskcode', '实施编码', '事项编码'],
  material_name: ['material_name', 'materialname', '材料名称'],
  is_need: ['is_need', 'isneed', '材料必要性', '必要性', '是否必要'],
  material_type: ['material_type', 'materialtype', '材料类型'],
  page_num: ['page_num', 'pagenum', '纸质材料份数', '份数'],
  page_num_y: ['page_num_y', '原件份数', '原件'],
  page_num_f: ['page_num_f', '复印件份数', '复印件'],
  source_type: ['source_type', 'sourcetype', '来源渠道'],
  fill_explain: ['fill_explain', 'fillexplain', '填报须知'],
  accept_stand: ['accept_stand', 'acceptstand', '受理标准'],
  is_result_cert: ['is_result_cert', '是否结果证照'],
  order_num: ['order_num', 'ordernum', '排序', '序号'],
} as const;
export type Column = keyof typeof columns;

export type Need = { necessity: 'required' | 'optional'; deferrable: boolean };
export const required: Need = { necessity: 'required', deferrable: false };
const optional: Need = { necessity: 'optional', deferrable: false };
const deferred: Need = { necessity: 'required', deferrable: true };
export const needWords: Readonly<Record<string, Need>> = {
  必要: required,
  是: required,
  非必要: optional,
  否: optional,
  容缺后补: deferred,
  容缺: deferred,
};
/** The same numbers mean different things on different platforms, so the person who imports says which set it is. */
export const needCodes: Readonly<Record<CodeSet, Readonly<Record<string, Need>>>> = {
  national: { '1': required, '2': optional, '3': deferred },
  'zero-based': { '0': required, '1': optional, '2': deferred, '3': deferred },
};
export const kindWords: Readonly<Record<string, 'certificate' | 'form' | 'other'>> = {
  '1': 'certificate',
  '2': 'form',
  '3': 'other',
  证件证书证明: 'certificate',
  申请表格文书: 'form',
  其他: 'other',
};
export const sourceWords: Readonly<Record<string, 'self' | 'issued'>> = {
  '0': 'self',
  '1': 'issued',
  '2': 'self',
  '4': 'self',
  '5': 'issued',
  申请人自备: 'self',
  自备: 'self',
  政府部门核发: 'issued',
  核发: 'issued',
  其他: 'self',
};

export const yesWords: readonly string[] = ['1', '是'];
