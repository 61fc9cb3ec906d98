/** Papers of types that the trained network does not know; in no set, drawn only to see that their words tell them. */
import type { DocumentTypeId } from '#shared/document-types/index.ts';
import { completeCitizenNumber } from '../../record/check-digits.ts';
import { dottedDate, paddedChineseDate } from '../../record/chinese-writing.ts';
import { digits, drawVin } from '../../record/document-numbers.ts';
import { guillocheSvg } from '../ornaments/guilloche.ts';
import { layout } from '../layout.ts';
import type { Layout, LayoutContext } from '../layout.ts';
import { a4Landscape, a4Portrait, cardId1 as card } from '../template.ts';
import type { PaperSize } from '../template.ts';

type Row = readonly [label: string, html: string];
type Paper = {
  id: string;
  documentType: DocumentTypeId;
  paper: PaperSize;
  /** Null where that side bears none. */
  title: string | null;
  ground: string;
  portrait?: boolean;
  rows(context: LayoutContext): readonly Row[];
};

const booklet: PaperSize = { widthMm: 150, heightMm: 105 };
/** Digits that stay the same for one paper. */
const digitsOf = ({ wording }: LayoutContext, count: number): string => digits(wording, count);

const travelPermit =
  (letter: '' | 'H' | 'M', counted: string) =>
  (context: LayoutContext): Row[] => {
    const { facts, marks } = context;
    const { name, sex, birthDate } = facts.holder;
    return [
      ['姓名', marks.field('name', name)],
      ['出生日期', marks.field('birthDate', dottedDate(birthDate), birthDate)],
      ['性别', marks.field('sex', sex)],
      ['有效期限', '2019.03.04-2029.03.03'],
      ['签发机关', marks.field('issuingAuthority', '公安部出入境管理局')],
      ['证件号码', marks.field('documentNumber', `${letter}${digitsOf(context, 8)}`)],
      [counted, '01'],
    ];
  };

const papers: readonly Paper[] = [
  { id: 'later-hk-macao', documentType: 'hk-macao-permit', paper: card, title: '港澳居民来往内地通行证', ground: '#e7f0e4', portrait: true, rows: travelPermit('H', '换证次数') },
  { id: 'later-taiwan', documentType: 'taiwan-permit', paper: card, title: '台湾居民来往大陆通行证', ground: '#e4ecf3', portrait: true, rows: travelPermit('', '签发次数') },
  {
    id: 'later-hmt-front',
    documentType: 'hmt-residence-permit',
    paper: card,
    title: null,
    ground: '#eef3f6',
    portrait: true,
    rows: ({ facts: { holder }, marks }) => [
      ['姓名', marks.field('name', holder.name)],
      ['性别', marks.field('sex', holder.sex)],
      ['出生', marks.field('birthDate', paddedChineseDate(holder.birthDate), holder.birthDate)],
      ['住址', marks.field('address', holder.address)],
      ['公民身份号码', marks.field('idNumber', completeCitizenNumber(`810000${holder.idNumber.slice(6, 17)}`))],
    ],
  },
  {
    id: 'later-hmt-back',
    documentType: 'hmt-residence-permit',
    paper: card,
    title: '港澳居民居住证',
    ground: '#eef3f6',
    rows: (context) => [
      ['签发机关', context.marks.field('issuingAuthority', '南宁市公安局青秀分局')],
      ['有效期限', '2021.05.06-2026.05.06'],
      ['通行证号码', context.marks.field('permitNumber', `H${digitsOf(context, 8)}`)],
      ['签发次数', '1'],
    ],
  },
  {
    id: 'later-foreign',
    documentType: 'foreign-permanent-residence',
    paper: card,
    title: '外国人永久居留身份证',
    ground: '#f1ece2',
    portrait: true,
    rows: (context) => [
      ['姓名/Name', 'SAMPLE, PERSON'],
      ['性别/Sex', context.marks.field('sex', context.facts.holder.sex)],
      ['出生日期/Date of Birth', context.marks.field('birthDate', dottedDate(context.facts.holder.birthDate), context.facts.holder.birthDate)],
      ['国籍/Nationality', '加拿大/CAN'],
      ['证件号码/Card No.', context.marks.field('documentNumber', `CAN${digitsOf(context, 12)}`)],
    ],
  },
  {
    id: 'later-temporary',
    documentType: 'temporary-id-card',
    paper: card,
    title: '中华人民共和国临时居民身份证',
    ground: '#eaf2f5',
    rows: ({ marks }) => [
      ['签发机关', marks.field('issuingAuthority', '柳州市公安局鱼峰分局')],
      ['有效期限', '2026.10.08-2027.01.08'],
    ],
  },
  {
    id: 'later-social-security',
    documentType: 'social-security-card',
    paper: card,
    title: '社会保障卡',
    ground: '#e3eef8',
    portrait: true,
    rows: (context) => [
      ['姓名', context.marks.field('name', context.facts.holder.name)],
      ['社会保障号码', context.marks.field('idNumber', context.facts.holder.idNumber)],
      ['社会保障卡号', context.marks.field('cardNumber', `A${digitsOf(context, 8)}`)],
      ['发卡日期', '2022年6月'],
    ],
  },
  {
    id: 'later-disability',
    documentType: 'disability-certificate',
    paper: card,
    title: '中华人民共和国残疾人证',
    ground: '#f7e9e6',
    portrait: true,
    rows: ({ facts: { holder }, marks }) => [
      ['姓名', marks.field('name', holder.name)],
      ['性别', marks.field('sex', holder.sex)],
      ['残疾类别', marks.field('category', '肢体')],
      ['残疾等级', marks.field('level', '三级')],
      ['残疾人证号', marks.field('certificateNumber', `${holder.idNumber}43`)],
    ],
  },
  {
    id: 'later-divorce',
    documentType: 'divorce-certificate',
    paper: booklet,
    title: '离婚证',
    ground: '#f9ecec',
    rows: (context) => [
      ['持证人', context.marks.field('holder', context.facts.holder.name)],
      ['登记日期', context.marks.field('registeredDate', '2023年04月11日', '2023-04-11')],
      ['离婚证字号', context.marks.field('certificateNumber', `L450103-2023-${digitsOf(context, 6)}`)],
      ['备注', '依照离婚登记的规定办理'],
      ['姓名', context.facts.holder.name],
      ['身份证件号', context.marks.field('partyAIdNumber', context.facts.holder.idNumber)],
      ['姓名', context.facts.partner.name],
      ['身份证件号', context.marks.field('partyBIdNumber', context.facts.partner.idNumber)],
    ],
  },
  {
    id: 'later-vehicle-invoice',
    documentType: 'vehicle-sales-invoice',
    paper: a4Landscape,
    title: '机动车销售统一发票',
    ground: '#fffefb',
    rows: (context) => [
      ['发票代码', context.marks.field('invoiceCode', `145${digitsOf(context, 9)}`)],
      ['发票号码', context.marks.field('invoiceNumber', digitsOf(context, 8))],
      ['开票日期', context.marks.field('invoiceDate', '2026-03-18')],
      ['购买方名称', context.marks.field('buyerName', context.facts.holder.name)],
      ['身份证号码/组织机构代码', context.marks.field('buyerIdNumber', context.facts.holder.idNumber)],
      ['车辆类型', '轿车'],
      ['厂牌型号', context.marks.field('model', '样例牌YL7150')],
      ['产地', '柳州市'],
      ['合格证号', `WE${digitsOf(context, 12)}`],
      ['车辆识别代号/车架号码', context.marks.field('vin', drawVin(context.wording))],
      ['价税合计', `小写￥${context.marks.field('totalAmount', '98600.00')}`],
      ['销货单位名称', context.marks.field('sellerName', context.facts.company.name)],
      ['主管税务机关及代码', '国家税务总局柳州市鱼峰区税务局'],
      ['限乘人数', '5'],
    ],
  },
  {
    id: 'later-tax-registration',
    documentType: 'tax-registration',
    paper: a4Portrait,
    title: '税务登记证',
    ground: '#fbf7e8',
    rows: (context) => [
      ['', `桂国税字${context.marks.field('taxId', `450103${digitsOf(context, 9)}`)}号`],
      ['纳税人名称', context.marks.field('name', context.facts.company.name)],
      ['法定代表人（负责人）', context.marks.field('legalRepresentative', context.facts.holder.name)],
      ['地址', context.facts.property.location],
      ['登记注册类型', '有限责任公司'],
      ['经营范围', '日用百货销售'],
      ['批准设立机关', '工商行政管理局'],
      ['扣缴义务', '依法确定'],
      ['发证税务机关', '南宁市国家税务局'],
      ['', context.marks.field('issuedDate', '2012年5月9日', '2012-05-09')],
    ],
  },
];

function draw({ paper, title, ground, portrait = false, rows }: Paper, context: LayoutContext) {
  const { style } = context;
  const k = paper.widthMm / (paper === card ? 85.6 : paper === booklet ? 110 : 190);
  const css = `
.sheet{background:${ground}}
.title{position:absolute;left:0;right:0;top:${4 * k}mm;text-align:center;font-family:${style.title};font-size:${4.6 * k}mm;letter-spacing:.06em}
.rows{position:absolute;left:${5 * k}mm;right:${(portrait ? 27 : 5) * k}mm;top:${(title ? 13 : 6) * k}mm;font-size:${2.9 * k}mm;line-height:1.35}
.row{display:flex;margin-bottom:${1.1 * k}mm}.l{flex:none;margin-right:.9em;color:#345}
.photo{position:absolute;right:${4 * k}mm;top:${15 * k}mm;width:${20 * k}mm;height:${26 * k}mm;background:linear-gradient(#b9c6d6,#8fa0b4);border-radius:1mm}`;
  const body = `${guillocheSvg(paper.widthMm, paper.heightMm, 'rgba(150,160,190,.25)', 1.2)}${title ? `<div class="title">${title}</div>` : ''}${portrait ? '<div class="photo"></div>' : ''}
<div class="rows">${rows(context)
    .map(([label, html]) => `<div class="row"><div class="l">${label}</div><div>${html}</div></div>`)
    .join('')}</div>`;
  return { css, body };
}

export const laterLayouts: readonly Layout[] = papers.map((one) =>
  layout({ id: one.id, documentType: one.documentType, paper: one.paper, split: 'holdout', draw: (context) => draw(one, context) }),
);
