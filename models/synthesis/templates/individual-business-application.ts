/** 个体工商户登记（备案）申请书: the registration form of an individual business, as a table on A4. */
import type { Random } from '../random.ts';
import { chineseDate, parts } from '../record/chinese-writing.ts';
import type { Story } from '../record/story.ts';
import { createMarks } from './marks.ts';
import type { Marks } from './marks.ts';
import { handwriting } from './ornaments/handwriting.ts';
import { fonts, paperFrame } from './paper-frame.ts';
import { a4Portrait } from './template.ts';
import type { Template } from './template.ts';

type IndividualBusinessApplicationValues = Pick<
  Story,
  | 'operator'
  | 'shop'
  | 'fundingWan'
  | 'employees'
  | 'licenceCopies'
  | 'electronicCommerce'
  | 'formType'
  | 'education'
  | 'politicalStatus'
  | 'email'
> & { premisesAddress: string; postcode: string; signedDate: string };

type Values = IndividualBusinessApplicationValues;

const css = `
.page{position:absolute;left:20mm;top:15mm;width:170mm}
h1{font-family:${fonts.title};font-weight:700;font-size:7.6mm;text-align:center;letter-spacing:1mm;margin-bottom:3mm}
.note{font-size:3.35mm;margin-bottom:1.6mm}
td{border:.28mm solid #111;padding:.6mm 1.6mm;font-size:3.9mm;line-height:5.3mm;height:10mm;vertical-align:middle}
table{border:.5mm solid #111;table-layout:fixed}
.l{text-align:center;font-family:${fonts.song};-webkit-text-stroke:.05mm #111}
.v{font-family:${fonts.song}}
.s{background:#f1f1f1;font-family:${fonts.hei};font-weight:500;text-align:center;font-size:3.7mm;height:8.2mm}
.box{font-family:'DejaVu Sans','Noto Sans Symbols2',${fonts.hei};font-size:4.4mm}
.latin{font-family:${fonts.hei};font-size:3.6mm}
.small{font-size:3.05mm;line-height:4.3mm}
.promise{font-size:3.7mm;line-height:6.1mm;text-indent:7.4mm;vertical-align:top;padding-top:1.4mm}
.sign{position:relative;height:19mm;text-indent:0}
.foot{position:absolute;left:0;right:0;bottom:9mm;text-align:center;font-size:3.2mm}`;

const box = (ticked: boolean) => `<span class="box">${ticked ? '☑' : '☐'}</span>`;
const label = (text: string, span = 4) => `<td class="l" colspan="${span}">${text}</td>`;
const value = (html: string, span: number) => `<td class="v" colspan="${span}">${html}</td>`;
const section = (text: string) => `<tr><td class="s" colspan="24">${text}</td></tr>`;
const tableRow = (...cells: string[]) => `<tr>${cells.join('')}</tr>`;

/** Boxes to tick; the ticked one is the field's value. */
function choice(marks: Marks, key: string, options: { text: string; value: string; ticked: boolean }[]): string {
  return options
    .map(({ text, value: chosen, ticked }) => box(ticked) + (ticked ? marks.field(key, text, chosen) : text))
    .join('&#12288;');
}

function basicRows(values: Values, marks: Marks): string {
  const { shop, operator } = values;
  const commerce = choice(marks, 'isEcommerce', [
    { text: '是', value: 'true', ticked: values.electronicCommerce },
    { text: '否', value: 'false', ticked: !values.electronicCommerce },
  ]);
  return [
    section(`${box(true)}基本信息（必填项）`),
    tableRow(label('名&#12288;&#12288;称'), value(marks.field('name', shop.name), 20)),
    tableRow(label('统一社会信用代码'), value('<span class="small" style="color:#555">（设立登记不填写）</span>', 20)),
    tableRow(label('联系电话'), value(marks.field('phone', operator.mobile), 8), label('邮政编码'), value(marks.field('postcode', values.postcode), 8)),
    tableRow(label('经营场所'), value(marks.field('premisesAddress', values.premisesAddress), 20)),
    tableRow(label('是否为电子<br>商务经营者'), value(commerce, 8), label('从业人数'), value(`${marks.field('employees', String(values.employees))} 人`, 8)),
  ].join('');
}

function foundingRows(values: Values, marks: Marks): string {
  const form = choice(
    marks,
    'formType',
    ['个人经营', '家庭经营'].map((text) => ({ text, value: text, ticked: text === values.formType })),
  );
  const copies = marks.field('licenceCopies', String(values.licenceCopies));
  const ending = '<div class="small">（申请人须根据企业登记机关公布的经营项目分类标准办理经营范围登记）</div>';
  return [
    section(`${box(true)}设立（仅设立登记填写）`),
    tableRow(label('出资额'), value(`${marks.field('fundingAmount', String(values.fundingWan))} 万元`, 8), label('申领执照'), value(`${box(true)}纸质执照 副本数 ${copies} 个`, 8)),
    tableRow(label('经营范围'), value(marks.field('businessScope', values.shop.businessScope) + ending, 20)),
    tableRow(label('组成形式'), value(form, 20)),
  ].join('');
}

function operatorRows(values: Values, marks: Marks): string {
  const { operator } = values;
  return [
    section(`${box(true)}经营者信息`),
    tableRow(label('姓&#12288;&#12288;名'), value(marks.field('operator.name', operator.name), 8), label('性&#12288;&#12288;别'), value(marks.field('operator.sex', operator.sex), 8)),
    tableRow(
      label('出生日期'),
      value(marks.field('operator.birthDate', chineseDate(operator.birthDate), operator.birthDate), 8),
      label('民&#12288;&#12288;族'),
      value(marks.field('operator.ethnicity', `${operator.ethnicity}族`, operator.ethnicity), 8),
    ),
    tableRow(label('文化程度'), value(marks.field('operator.education', values.education), 8), label('政治面貌'), value(marks.field('operator.politicalStatus', values.politicalStatus), 8)),
    tableRow(label('身份证件类型'), value(marks.field('operator.idType', '居民身份证'), 8), label('身份证件号码'), value(marks.field('operator.idNumber', operator.idNumber), 8)),
    tableRow(label('住&#12288;&#12288;所'), value(marks.field('operator.address', operator.address), 20)),
    tableRow(label('移动电话'), value(marks.field('operator.mobile', operator.mobile), 8), label('电子邮箱'), value(`<span class="latin">${marks.field('operator.email', values.email)}</span>`, 8)),
  ].join('');
}

function promise(values: Values, random: Random): string {
  const [year, month, day] = parts(values.signedDate);
  const pen = (text: string, sizeMm = 5.8) => handwriting(text, random, { sizeMm });
  return `${section('申请人承诺')}<tr><td colspan="24" class="promise">本人依照《中华人民共和国市场主体登记管理条例》《促进个体工商户发展条例》相关规定申请登记（备案），承诺如下：提交的文件、证件和有关附件真实、合法、有效，复印件与原件一致；使用的名称不含有损害国家利益和社会公共利益的内容；经营项目涉及许可审批的，依法取得许可后方开展经营活动；对因提交虚假材料所引发的一切后果承担相应的法律责任。
<div class="sign"><span style="position:absolute;left:8mm;top:7mm">经营者签字：</span><span style="position:absolute;left:33mm;top:4.4mm">${pen(values.operator.name, 7.6)}</span>
<span style="position:absolute;left:104mm;top:7mm;white-space:nowrap">日期：<span style="display:inline-block;min-width:14mm;text-align:center">${pen(year)}</span>年<span style="display:inline-block;min-width:9mm;text-align:center">${pen(month)}</span>月<span style="display:inline-block;min-width:9mm;text-align:center">${pen(day)}</span>日</span></div></td></tr>`;
}

export const individualBusinessApplication: Template<Values> = {
  id: 'individual-business-application',
  paper: a4Portrait,
  pages: 1,
  fromStory: (story) => ({ ...story, premisesAddress: story.lease.location, postcode: story.district.postcode, signedDate: story.authorization.signedDate }),
  sheet(values, _page, random) {
    const marks = createMarks();
    const title = marks.field('formTitle', '个体工商户登记（备案）申请书');
    const rows = basicRows(values, marks) + foundingRows(values, marks) + operatorRows(values, marks) + promise(values, random);
    const columns = `<colgroup>${'<col style="width:4.1667%">'.repeat(24)}</colgroup>`;
    const body = `<div class="page"><h1>${title}</h1><div class="note">注：请仔细阅读本申请书《填写说明》，按要求填写。</div><table>${columns}${rows}</table></div><div class="foot">第 1 页&#12288;共 1 页</div>`;
    return {
      html: paperFrame(a4Portrait, css, body),
      fields: marks.fields,
      documentType: 'application-form',
      side: null,
      sealPresent: false,
      signaturePresent: true,
      continuation: false,
      copied: false,
    };
  },
};
