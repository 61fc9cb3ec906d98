/** Chinese texts about how a stack was cut into documents. */
export const grouping = {
  separators: '分隔页 {{count}} 张',
  separatorsHint: '只用来分开材料，不会提交。',
  why: '归入理由：',
};
