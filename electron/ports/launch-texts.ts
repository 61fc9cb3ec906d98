/** What a browser shows that has no session: it knows no language yet, so both are said. */
export const launchTexts = {
  used: '启动链接已用过，请重新启动收件台。This launch link was used; start Intake Desk again.',
  notLaunched: '请从启动窗口打开收件台。Open Intake Desk from its launcher.',
};
