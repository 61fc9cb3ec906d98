/** What a submitted case says about itself beside the approval system's own words, in the language of the case's papers. */

/**
 * Number and files were known before a row's first attempt, and the case is already handed in: what the system holds
 * is an earlier submission, and what was changed since has not arrived.
 */
export const earlierContentNotice = '审批系统已收到此办件较早提交的内容，本次修改未送达，请在审批系统中核对。';

/** Pages of a file, as its name tells them. */
export const pagesInName = (count: number): string => (count === 1 ? '1' : `1至${count}`);
