/** Chinese texts of a call for staff, at the counter. */
export const staffCall = {
  title: '自助终端叫人',
  text: '自助终端有人需要帮助',
  waited: '已等 {{seconds}} 秒',
  go: '我去',
  answered: '{{name}} 正在过去',
};
