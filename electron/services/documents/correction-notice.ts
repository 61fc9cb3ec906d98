/** 补正材料告知书: the one complete notice of everything that the applicant must supply or correct, as PDF. */
import type { Gap } from '#shared/checklist/case-gaps.ts';
import { chineseDate } from './chinese-date.ts';
import type { CorrectionNotice } from './document-content.ts';
import { PdfSheet } from './pdf-sheet.ts';
import type { DrawnDocument } from './pdf-sheet.ts';

const noticeTitle = '申请材料补正告知书';

const copiesOf = ({ copies }: Gap): string =>
  copies === null
    ? '—'
    : [copies.originals > 0 ? `原件${copies.originals}份` : '', copies.copies > 0 ? `复印件${copies.copies}份` : '']
        .filter(Boolean)
        .join('\n') || '—';

type Section = { title: string; kinds: readonly Gap['kind'][]; what: string; withCopies: boolean };
const sections: readonly Section[] = [
  { title: '需要补交的材料', kinds: ['missing'], what: '要求', withCopies: true },
  { title: '需要更换的过期材料', kinds: ['expired'], what: '原因和要求', withCopies: true },
  { title: '需要补正的材料', kinds: ['defective'], what: '存在的问题', withCopies: false },
  { title: '材料之间不一致、需要更正或说明的内容', kinds: ['inconsistent'], what: '存在的问题', withCopies: false },
  { title: '需要补充填写的内容', kinds: ['form'], what: '要求', withCopies: false },
];
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八'];

function addSections(sheet: PdfSheet, gaps: readonly Gap[]): number {
  const used = sections.filter(({ kinds }) => gaps.some(({ kind }) => kinds.includes(kind)));
  used.forEach(({ title, kinds, what, withCopies }, index) => {
    sheet.heading(`${numerals[index]}、${title}`);
    const own = gaps.filter(({ kind }) => kinds.includes(kind));
    sheet.table(
      [
        { title: '序号', share: 8, align: 'center' },
        { title: '名称', share: 32 },
        ...(withCopies ? [{ title: '份数', share: 14, align: 'center' as const }] : []),
        { title: what, share: withCopies ? 46 : 60 },
      ],
      own.map((gap, row) => [String(row + 1), gap.name, ...(withCopies ? [copiesOf(gap)] : []), gap.text || '—']),
    );
  });
  return used.length;
}

/** Of licences only: what the law makes of a body that does not tell (行政许可法 art. 32). */
const fiveDays =
  '申请材料不齐全或者不符合法定形式的，行政机关应当当场或者在五日内一次告知申请人需要补正的全部内容；逾期不告知的，自收到申请材料之日起即为受理。';

export async function drawCorrectionNotice(content: CorrectionNotice): Promise<DrawnDocument> {
  const { hall, issuedAt } = content;
  const sheet = new PdfSheet({ title: `${noticeTitle} ${content.number}`, issuedAt });
  sheet.head({
    hall: hall.name,
    title: `${noticeTitle}（一次性告知）`,
    number: `编号：${content.number}`,
    qr: content.qr,
    qrHint: '补正时窗口扫码调取',
  });
  sheet.paragraph(`${content.applicantName || '申请人'}：`);
  sheet.paragraph(
    `您（单位）于${chineseDate(content.appliedAt)}提出“${content.itemName}”申请。经核对，所交申请材料不齐全或者不符合要求。` +
      `依据${content.correctionBasis}的规定，现将需要补正的全部内容一次性告知如下：`,
    { indent: true },
  );
  const count = addSections(
    sheet,
    content.gaps.filter(({ kind }) => kind !== 'surplus'),
  );
  const surplus = content.gaps.filter(({ kind }) => kind === 'surplus');
  if (surplus.length > 0) {
    sheet.heading(`${numerals[count]}、随件退回的材料`);
    sheet.paragraph(surplus.map(({ name, text }) => `${name}（${text}）`).join('；') + '。');
  }
  if (content.remark) sheet.paragraph(`说明：${content.remark}`);
  if (content.dueDate)
    sheet.paragraph(`请于${chineseDate(content.dueDate)}前，持本告知书和补正材料到原窗口办理。已经收取且符合要求的材料不必重复提交。`, {
      indent: true,
    });
  else sheet.paragraph('请持本告知书和补正材料到原窗口办理。已经收取且符合要求的材料不必重复提交。', { indent: true });
  if (content.correctionBasis.includes('行政许可法')) sheet.paragraph(fiveDays, { small: true });
  if (content.basis.length > 0) sheet.paragraph(`事项设定依据：${content.basis.join('；')}。`, { small: true });
  sheet.signatures(
    [`申请人（代理人）签收：`, '联系电话：', '签收日期：\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日'],
    [
      `告知单位：${content.departmentName}`,
      `经办人：${content.handledBy}\u3000\u3000\u3000\u3000（盖章）`,
      `告知日期：${chineseDate(issuedAt)}`,
    ],
  );
  return sheet.finish([hall.name, hall.address, hall.phone && `咨询电话 ${hall.phone}`, hall.hours].filter(Boolean).join('\u3000'));
}
