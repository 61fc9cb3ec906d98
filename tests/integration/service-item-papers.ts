/** Papers of invented people for one case of each shipped service item: what was read on each page, and what a clerk adds. */
import { serviceItems } from '../../electron/shared/service-items/index.ts';
import type { ServiceItem } from '../../electron/shared/service-item.ts';
import type { Side } from '../../electron/shared/page.ts';

export type ReadPage = { type: string; side?: Side; values: Record<string, string>; sealed?: boolean };
export type Sample = { item: ServiceItem; answers: Record<string, string | boolean>; pages: ReadPage[]; typed: Record<string, string> };

const byName = (name: string): ServiceItem => serviceItems.find((item) => item.name === name)!;

const card = (name: string, idNumber: string, sex: string, birthDate: string): ReadPage => ({
  type: 'id-card',
  side: 'both',
  values: {
    name,
    idNumber,
    sex,
    birthDate,
    ethnicity: '壮',
    address: '南宁市青秀区样例路12号3栋502室',
    issuingAuthority: '南宁市公安局',
    validFrom: '2020-01-05',
    validTo: '2040-01-05',
  },
});
const owner = card('覃小棠', '450103199003070012', '男', '1990-03-07');
const agent = card('黄样例', '450102198506010029', '女', '1985-06-01');
const authorization: ReadPage = {
  type: 'power-of-attorney',
  values: {
    principalName: '覃小棠',
    principalIdNumber: '450103199003070012',
    agentName: '黄样例',
    agentIdNumber: '450102198506010029',
    agentPhone: '13900000000',
    validFrom: '2026-01-01',
    validTo: '2030-12-31',
    signedDate: '2026-01-01',
  },
};
const lease = (lesseeName: string): ReadPage => ({
  type: 'lease-contract',
  values: {
    lessorName: '韦大海',
    lesseeName,
    location: '青秀区样例路8号1层03号商铺',
    area: '36',
    leaseFrom: '2026-01-01',
    leaseTo: '2030-12-31',
    signedDate: '2025-12-20',
  },
});
const licence: ReadPage = {
  type: 'business-licence',
  sealed: true,
  values: {
    uscc: '92450103MA5K000040',
    name: '青秀区小棠米粉店（个体工商户）',
    type: '个体工商户',
    operator: '覃小棠',
    premises: '南宁市青秀区样例路8号一楼03铺',
    registeredDate: '2026-01-10',
  },
};
const other: ReadPage = { type: 'other', values: {} };
const plan: ReadPage = { type: 'floor-plan', values: { title: '平面布局图' } };

export const samples: Sample[] = [
  {
    item: byName('个体工商户设立登记'),
    answers: { hasAgent: true },
    pages: [
      {
        type: 'application-form',
        values: {
          formTitle: '个体工商户登记（备案）申请书',
          name: '青秀区小棠米粉店',
          'operator.name': '覃小棠',
          'operator.idNumber': '450103199003070012',
          'operator.mobile': '13800000017',
          premisesAddress: '南宁市青秀区样例路8号一楼03铺',
          businessScope: '餐饮服务',
          formType: '个人经营',
          fundingAmount: '5',
        },
      },
      owner,
      lease('覃小棠'),
      authorization,
      agent,
    ],
    typed: { industry: '餐饮业' },
  },
  {
    item: byName('食品经营许可（新办）'),
    answers: {},
    pages: [
      {
        type: 'application-form',
        values: {
          formTitle: '食品经营许可申请书',
          operatorName: '青秀区小棠米粉店',
          uscc: '92450103MA5K000040',
          'legalRepresentative.name': '覃小棠',
          premises: '青秀区样例路8号1层03铺',
          businessType: '餐饮服务经营者',
          items: '热食类食品制售',
          'foodSafetyOfficer.name': '覃小棠',
          phone: '13800000017',
        },
      },
      licence,
      plan,
      other,
      owner,
      lease('青秀区小棠米粉店'),
    ],
    typed: { isOnline: 'false', staffCount: '3' },
  },
  {
    item: byName('公共场所卫生许可（新办）'),
    answers: { businessKind: 'beauty' },
    pages: [
      {
        type: 'application-form',
        values: {
          formTitle: '公共场所卫生许可证申请表',
          unitName: '青秀区小棠米粉店',
          uscc: '92450103MA5K000040',
          'legalRepresentative.name': '覃小棠',
          address: '青秀区样例路8号1层03铺',
          businessItems: '美容美发',
          phone: '13800000017',
        },
      },
      owner,
      plan,
      { ...plan, values: { title: '方位示意图' } },
      other,
      licence,
      lease('青秀区小棠米粉店'),
      { type: 'health-certificate', values: { name: '覃小棠', idNumber: '450103199003070012', validTo: '2030-01-01' } },
      { type: 'health-certificate', values: { name: '黄样例', idNumber: '450102198506010029', validTo: '2030-01-01' } },
    ],
    typed: { staffCount: '2' },
  },
  {
    item: byName('居住证申领'),
    answers: { reason: 'home' },
    pages: [
      {
        type: 'application-form',
        values: {
          formTitle: '居住证申领登记表',
          name: '覃小棠',
          idNumber: '450103199003070012',
          residenceAddress: '南宁市青秀区样例路8号1层03铺',
          residenceSince: '2026-01-01',
          reason: '合法稳定住所',
          phone: '13800000017',
        },
      },
      owner,
      { type: 'not-a-document', values: {} },
      lease('覃小棠'),
    ],
    typed: {},
  },
  {
    item: byName('不动产转移登记（存量房买卖）'),
    answers: {},
    pages: [
      {
        type: 'application-form',
        values: {
          formTitle: '不动产登记申请书',
          reason: '买卖',
          'transferor.name': '覃小棠',
          'transferor.idNumber': '450103199003070012',
          'transferee.name': '黄样例',
          'transferee.idNumber': '450102198506010029',
          'transferee.phone': '13900000000',
          coOwnership: '单独所有',
          location: '南宁市青秀区样例路12号3栋502室',
          unitNumber: '450103001002GB00012F00010001',
          price: '860000',
        },
      },
      owner,
      agent,
      {
        type: 'real-estate-certificate',
        values: {
          certificateNumber: '桂(2020)南宁市不动产权第0123456号',
          rightHolder: '覃小棠',
          location: '南宁市青秀区样例路12号3号楼502房',
          unitNumber: '450103001002GB00012F00010001',
          area: '89.5平方米',
          usage: '住宅',
          registeredDate: '2020-05-06',
        },
      },
      { type: 'contract', values: { title: '存量房买卖合同', partyA: '覃小棠', partyB: '黄样例', signedDate: '2026-02-10' } },
      { type: 'vat-invoice', values: { invoiceNumber: '26452000000000000001', invoiceDate: '2026-02-12' } },
    ],
    typed: { mortgage: 'false' },
  },
];
