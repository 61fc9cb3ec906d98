/** Display names of accounts that nobody typed: they stand in the audit log and on papers, in Chinese as these are. */
export const accountNames = { administrator: '系统管理员', demoClerk: '演示收件员', demoReviewer: '演示审核员', applicant: '申请人' };
