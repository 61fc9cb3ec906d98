/** Names that the demo gives to what it brings along. */
export const simulatorName = '模拟扫描仪';
