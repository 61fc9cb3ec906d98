/** 收件凭证: what was received, when and by whom, with the number under which the applicant can ask, as PDF. */
import { chineseTime, chineseDate } from './chinese-date.ts';
import type { IntakeReceipt } from './document-content.ts';
import { PdfSheet } from './pdf-sheet.ts';
import type { DrawnDocument } from './pdf-sheet.ts';

const receiptTitle = '收件凭证';

const units = { workday: '个工作日', calendarDay: '日' } as const;

/** 收件 has no effect in law yet; acceptance (受理) does (行政许可法 art. 32). */
const legalNotes = (content: IntakeReceipt): string[] => [
  '本凭证仅证明已收到上列申请材料，不表示申请已被受理，也不表示申请事项已获批准。',
  '申请材料齐全、符合法定形式的，由受理单位出具加盖专用印章并注明日期的书面凭证；需要补正的，将当场或者在法定期限内一次性告知需要补正的全部内容。',
  ...(content.timeLimit
    ? [
        `办理时限自受理之日起计算：法定${content.timeLimit.statutory}${units[content.timeLimit.unit]}，承诺${content.timeLimit.promised}${units[content.timeLimit.unit]}；补正、听证、检验、检测、专家评审等所需时间不计算在内。`,
      ]
    : []),
  '所交材料及其影像仅用于办理本事项，由受理单位依照《中华人民共和国个人信息保护法》和档案管理规定保存和删除。',
];

export async function drawIntakeReceipt(content: IntakeReceipt): Promise<DrawnDocument> {
  const { hall, issuedAt } = content;
  const sheet = new PdfSheet({ title: `${receiptTitle} ${content.number}`, issuedAt });
  sheet.head({ hall: hall.name, title: receiptTitle, number: `办件编号：${content.number}`, qr: content.qr, qrHint: '扫码获取办件编号' });
  sheet.facts([
    ['事项名称', content.itemName],
    ['受理单位', content.departmentName],
    ['申请人', content.applicantName || '—'],
    ['代理人', content.agentName || '—'],
    ['收件时间', chineseTime(content.receivedAt)],
    ['收件人员', content.handledBy],
    ['办件编号', content.number],
    ['查询密码', content.queryPassword ?? '—'],
  ]);
  sheet.heading('一、已收取的材料');
  sheet.table(
    [
      { title: '序号', share: 8, align: 'center' },
      { title: '材料名称', share: 50 },
      { title: '原件', share: 8, align: 'center' },
      { title: '复印件', share: 9, align: 'center' },
      { title: '页数', share: 8, align: 'center' },
      { title: '收取方式', share: 14, align: 'center' },
    ],
    content.materials.map(({ name, originals, copies, pages, method }, index) => [
      String(index + 1),
      name,
      method === 'paper' ? String(originals) : '—',
      method === 'paper' ? String(copies) : '—',
      method === 'paper' ? String(pages) : '—',
      method === 'paper' ? '纸质扫描' : '电子证照',
    ]),
  );
  if (content.missing.length > 0) {
    sheet.heading('二、容缺后补的材料');
    sheet.paragraph(`${content.missing.join('；')}。请在受理单位告知的期限内补交；逾期不补交的，依法处理。`);
  }
  sheet.heading(`${content.missing.length > 0 ? '三' : '二'}、告知事项`);
  legalNotes(content).forEach((note, index) => sheet.paragraph(`${index + 1}. ${note}`));
  if (content.basis.length > 0) sheet.paragraph(`事项设定依据：${content.basis.join('；')}。`, { small: true });
  sheet.signatures(
    ['申请人（代理人）签字：', '日期：\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日'],
    [`收件单位：${content.departmentName}`, `收件人员：${content.handledBy}\u3000\u3000（收件专用章）`, `日期：${chineseDate(issuedAt)}`],
  );
  return sheet.finish([hall.name, hall.address, hall.phone && `咨询电话 ${hall.phone}`, hall.hours].filter(Boolean).join('\u3000'));
}
