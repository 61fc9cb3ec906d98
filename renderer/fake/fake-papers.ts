/** Invented papers of invented people for the gallery: what is printed on each sheet and what the machine makes of it. */
import type { Problem, SignatureMark } from '#shared/page.ts';

type PaperLine = {
  label: string;
  /** Printed text. */
  text: string;
  /** Absent for lines that are no field. */
  key?: string;
  /** What was read, when it differs from the print. */
  read?: string;
  doubt?: boolean;
  problems?: Problem[];
};
export type Paper = {
  documentType: string;
  title: string;
  side: 'both' | 'portrait' | null;
  confidence: number;
  blank?: boolean;
  seal?: string;
  signatures?: SignatureMark[];
  duplicateOfIndex?: number;
  continuation?: boolean;
  lines: PaperLine[];
};

const badCheckDigit: Problem = { code: 'id-number.bad-check-digit', severity: 'error' };

const idCard: Paper = {
  documentType: 'id-card',
  title: '居民身份证（复印件）',
  side: 'both',
  confidence: 0.98,
  lines: [
    { label: '姓名', text: '覃小棠', key: 'name' },
    { label: '性别', text: '男', key: 'sex' },
    { label: '民族', text: '壮', key: 'ethnicity' },
    { label: '出生', text: '1990-03-07', key: 'birthDate' },
    { label: '住址', text: '广西南宁市青秀区样例路12号3栋502号', key: 'address', read: '广西南宁市青秀区样例路12号3栋5O2号', doubt: true },
    {
      label: '公民身份号码',
      text: '450103199003070012',
      key: 'idNumber',
      read: '450103199003070011',
      doubt: true,
      problems: [badCheckDigit],
    },
    { label: '签发机关', text: '南宁市公安局青秀分局', key: 'issuingAuthority' },
    { label: '有效期限', text: '2021-05-10', key: 'validFrom' },
    { label: '至', text: '2041-05-10', key: 'validTo' },
  ],
};

const blank: Paper = { documentType: 'blank', title: '', side: null, confidence: 0.99, blank: true, lines: [] };

const application: Paper = {
  documentType: 'application-form',
  title: '个体工商户登记（备案）申请书',
  side: null,
  confidence: 0.97,
  lines: [
    { label: '名称', text: '南宁市青秀区小棠米粉店', key: 'businessName' },
    { label: '经营者', text: '覃小棠', key: 'operatorName' },
    { label: '联系电话', text: '13800000017', key: 'operatorPhone', doubt: true, read: '1380000OO17' },
    { label: '经营场所', text: '南宁市青秀区样例路8号1层03铺', key: 'premises' },
    { label: '出资额（万元）', text: '5', key: 'capital' },
    { label: '经营范围', text: '餐饮服务；食品销售（依法须经批准的项目，经相关部门批准后方可开展经营活动）', key: 'businessScope' },
  ],
};

const lease: Paper = {
  documentType: 'lease-contract',
  title: '房屋租赁合同',
  side: null,
  confidence: 0.95,
  lines: [
    { label: '出租方', text: '南宁市样例物业服务有限公司', key: 'lessorName' },
    { label: '出租方证件号', text: '91450103MA5N0XAMP7', key: 'lessorIdNumber' },
    { label: '承租方', text: '覃小堂', key: 'lesseeName', doubt: true },
    { label: '坐落', text: '南宁市青秀区样例路8号1层03铺', key: 'location' },
    { label: '租期自', text: '2026-01-01', key: 'leaseFrom' },
    { label: '至', text: '2028-12-31', key: 'leaseTo' },
    { label: '月租金', text: '3200.00', key: 'rent', doubt: true, problems: [{ code: 'field.handwritten', severity: 'warning' }] },
  ],
  seal: '柳州市别家物业服务有限公司',
};

const proxy: Paper = {
  documentType: 'power-of-attorney',
  title: '授权委托书',
  side: null,
  confidence: 0.93,
  seal: '南宁市样例商务代理有限公司',
  signatures: [{ label: '委托人签字', box: [560, 1330, 420, 90], signed: false }],
  lines: [
    { label: '委托人', text: '覃小棠', key: 'principalName' },
    { label: '受托人', text: '黄样例', key: 'agentName', doubt: true },
    { label: '受托人身份证号', text: '450102198506010029', key: 'agentIdNumber' },
    { label: '委托事项', text: '办理个体工商户设立登记', key: 'matter' },
    { label: '签署日期', text: '2026-03-01', key: 'signedDate' },
  ],
};

const stray: Paper = {
  documentType: 'other',
  title: '小区停水通知',
  side: null,
  confidence: 0.61,
  lines: [{ label: '内容', text: '因管网检修，3月9日8时至17时停水。' }],
};

/** What an applicant brings after being told that it is missing. */
export const photo: Paper = {
  documentType: 'other',
  title: '经营场所照片',
  side: null,
  confidence: 0.88,
  lines: [{ label: '门牌', text: '样例路8号1层03铺' }],
};

/** The stack in the feeder, in order. */
export const stack: readonly Paper[] = [application, blank, idCard, lease, stray, proxy, { ...idCard, duplicateOfIndex: 2 }];

const certain = (paper: Paper): Paper => ({
  ...paper,
  lines: paper.lines.map(({ label, text, key }) => ({ label, text, ...(key ? { key } : {}) })),
});

/** Nothing doubtful, nothing missing, but only one side of the ID card was recognised. */
export const oneSidedStack: readonly Paper[] = [
  certain(application),
  { ...certain(idCard), side: 'portrait' },
  {
    ...certain(lease),
    seal: '南宁市样例物业服务有限公司',
    lines: certain(lease).lines.map((line) => (line.key === 'lesseeName' ? { ...line, text: '覃小棠' } : line)),
  },
  photo,
];
