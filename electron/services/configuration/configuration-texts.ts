/** What papers call the hall until IT staff enter its name. */
export const unnamedHallName = '政务服务中心';
