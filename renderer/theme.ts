/** Colours and sizes of the staff faces, as Ant Design tokens; the same colours are CSS variables in styles/base.css. */
import type { ThemeConfig } from 'antd';

export const theme: ThemeConfig = {
  // The key becomes a class on every control: it must be no class of ours.
  cssVar: { key: 'ant-variables' },
  hashed: false,
  token: {
    colorPrimary: '#1b56a4',
    colorInfo: '#1b56a4',
    colorSuccess: '#1e7d46',
    colorWarning: '#a86200',
    colorError: '#c02b2b',
    colorSuccessBg: '#e9f6ee',
    colorSuccessBorder: '#8cc9a2',
    colorWarningBg: '#fff6e0',
    colorWarningBorder: '#e5bd73',
    colorErrorBg: '#fdeeed',
    colorErrorBorder: '#e3a19c',
    colorText: '#1a2433',
    colorTextSecondary: '#4c5a6d',
    colorBorder: '#c3ccd8',
    colorBgLayout: '#eef1f5',
    borderRadius: 6,
    fontSize: 15,
    controlHeight: 36,
    fontFamily: "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', 'WenQuanYi Micro Hei', sans-serif",
  },
};
