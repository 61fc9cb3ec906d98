/** 从业人员花名册: a printed list of employees that goes with an application, the densest table a window sees. */
import { dottedDate, isoDate } from '../record/chinese-writing.ts';
import { drawPerson } from '../record/people.ts';
import type { Person } from '../record/people.ts';
import type { Random } from '../random.ts';
import { createMarks, escapeHtml } from './marks.ts';
import { handwriting } from './ornaments/handwriting.ts';
import { sealSvg } from './ornaments/seal.ts';
import { fonts, paperFrame } from './paper-frame.ts';
import { a4Portrait } from './template.ts';
import type { Template } from './template.ts';

type Employee = { person: Person; post: string; joinedDate: string; wageYuan: number };
export type StaffRosterValues = { employer: string; filledDate: string; filledBy: string; employees: Employee[] };

const rowsPerPage = 28;
const posts = ['营业员', '收银员', '店长', '仓管员', '配送员', '会计', '保洁员', '采购员', '客服专员'];

const css = `
.page{position:absolute;left:14mm;top:15mm;width:182mm}
h1{font-family:${fonts.title};font-weight:700;font-size:7.2mm;text-align:center;letter-spacing:1.2mm;margin-bottom:4mm}
.head{display:flex;justify-content:space-between;font-size:3.5mm;margin-bottom:2mm}
table{table-layout:fixed;border:.4mm solid #111}
td,th{border:.25mm solid #222;font-size:3.25mm;line-height:4.2mm;height:7.3mm;text-align:center;vertical-align:middle;padding:0 .6mm;font-weight:400;white-space:nowrap}
th{font-family:${fonts.hei};font-weight:500}
.n{font-family:'WenQuanYi Zen Hei',${fonts.hei}}
.note{font-size:3.1mm;line-height:5mm;margin-top:2.6mm}
.foot{position:absolute;left:14mm;right:14mm;top:271mm;font-size:3.6mm}
.pen{position:absolute}`;

const columns: readonly { title: string; widthPercent: number }[] = [
  { title: '序号', widthPercent: 6 },
  { title: '姓名', widthPercent: 10 },
  { title: '性别', widthPercent: 6.5 },
  { title: '民族', widthPercent: 7.5 },
  { title: '公民身份号码', widthPercent: 25 },
  { title: '工作岗位', widthPercent: 12 },
  { title: '入职日期', widthPercent: 13 },
  { title: '月工资（元）', widthPercent: 12 },
  { title: '联系电话', widthPercent: 15 },
];

function row({ person, post, joinedDate, wageYuan }: Employee, index: number): string {
  const numbers = (text: string) => `<td class="n">${text}</td>`;
  const words = (text: string) => `<td>${escapeHtml(text)}</td>`;
  return `<tr>${numbers(String(index + 1))}${words(person.name)}${words(person.sex)}${words(person.ethnicity)}${numbers(person.idNumber)}${words(post)}${numbers(dottedDate(joinedDate))}${numbers(wageYuan.toFixed(2))}${numbers(person.mobile)}</tr>`;
}

function drawEmployee(random: Random, today: string): Employee {
  const year = Number(today.slice(0, 4)) - random.integer(0, 8);
  return {
    person: drawPerson(random, { today }),
    post: random.pick(posts),
    joinedDate: isoDate(year, random.integer(1, 10), random.integer(1, 28)),
    wageYuan: random.integer(38, 120) * 50,
  };
}

export const staffRoster: Template<StaffRosterValues> = {
  id: 'staff-roster',
  paper: a4Portrait,
  pages: 1,
  fromStory: (story, random) => ({
    employer: story.lessor.name,
    filledDate: story.authorization.signedDate,
    filledBy: story.lessor.legalRepresentative,
    employees: Array.from({ length: rowsPerPage }, (_, index) =>
      drawEmployee(random.fork(`employee ${index}`), story.authorization.signedDate),
    ),
  }),
  sheet(values, _page, random) {
    const marks = createMarks();
    const header = `<tr>${columns.map(({ title }) => `<th>${title}</th>`).join('')}</tr>`;
    const widths = `<colgroup>${columns.map(({ widthPercent }) => `<col style="width:${((widthPercent * 100) / 107).toFixed(3)}%">`).join('')}</colgroup>`;
    const head = `<div class="head"><span>用人单位（盖章）：${escapeHtml(values.employer)}</span><span>填报日期：${dottedDate(values.filledDate)}</span></div>`;
    const note =
      '<div class="note">说明：1．本表由用人单位如实填写，一式两份，登记机关和用人单位各留存一份。<br>2．“公民身份号码”应与居民身份证一致；“入职日期”以劳动合同约定的起始日期为准。</div>';
    const foot = `<div class="foot">单位负责人：<span style="margin-left:60mm">填表人：</span></div><div class="pen" style="left:37mm;top:268.5mm">${handwriting(values.filledBy, random, { sizeMm: 7 })}</div>`;
    const seal = sealSvg({
      xMm: 70 + random.between(-8, 8),
      yMm: 32 + random.between(-3, 3),
      ring: values.employer,
      turnDegrees: random.between(-12, 12),
    });
    return {
      html: paperFrame(
        a4Portrait,
        css,
        `<div class="page"><h1>从业人员花名册</h1>${head}<table>${widths}${header}${values.employees.map(row).join('')}</table>${note}</div>${foot}${seal}`,
      ),
      fields: marks.fields,
      documentType: 'other',
      side: null,
      sealPresent: true,
      signaturePresent: true,
      continuation: false,
      copied: false,
    };
  },
};
