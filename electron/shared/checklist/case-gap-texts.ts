/** Words of gaps, in Chinese: they go onto the paper that the applicant takes home. */
export const gapTexts = {
  joined: (parts: readonly string[]) => parts.filter(Boolean).join('；'),
  expired: (problem: string) => `${problem}，请提交在有效期内的证件`,
  inconsistent: (values: readonly string[]) => `经比对不成立${values.length > 1 ? `（分别为“${values.join('”“')}”）` : ''}，请更正或说明`,
  emptyForm: '必填，材料中未填写',
  doubtful: (count: number) => `有${count}项内容待窗口核对`,
  otherPaper: '其他材料',
  repeated: '重复提交',
  surplus: '本事项不需要，退回申请人',
};
