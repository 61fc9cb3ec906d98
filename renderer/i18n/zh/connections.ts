/** Chinese texts of each kind of approval system: its name, its settings, and what a person should know when filling them in. */
export const connections = {
  kinds: { rest: 'JSON 接口' },
  fields: {
    rest: { baseUrl: '接口地址', clientId: '客户端编号', clientSecret: '密钥', timeoutMs: '超时（秒）' },
  },
  hints: {
    rest: { clientSecret: '地址和客户端编号不变时留空，保留已保存的密钥；改动后要重新输入。密钥加密存放，不会再显示。' },
  },
};
