/** What a page tells about its place in a document: a title, printed numbers, how its text begins and ends, its size. */
import type { TextLine } from '#shared/page.ts';
import type { GroupPage } from './group-page.ts';
import { readClauses, readPageNumber } from './printed-numbers.ts';
import type { Clauses, PageNumber } from './printed-numbers.ts';

export type PageFeatures = {
  /** The title the page bears; null when it bears none. */
  title: string | null;
  pageNumber: PageNumber | null;
  clauses: Clauses | null;
  /** The classifier takes it for a later page of a document. */
  continues: boolean;
  /** The first line stands at the left edge as within a paragraph. */
  beginsOpen: boolean;
  /** The last line is full and ends without a full stop. */
  endsOpen: boolean;
  /** Signatures or seals of the parties close the text. */
  closes: boolean;
  /** Height of a line of text as share of the page's width; null when it was not read. */
  lineHeight: number | null;
  /** Width by height of the upright page. */
  shape: number;
};

type Row = { text: string; left: number; right: number; top: number; bottom: number; height: number };

/** Title words that name a kind of paper end so. */
const titleEnd =
  /(?:合同书?|协议书?|申请[书表]|登记表|审批表|委托书|承诺书|声明书?|证明书?|保证书|通知书?|批复|意见书|决定书|报告书?|清单|名册|花名册|章程|决议|许可证|登记证|证书|执照|发票|户口簿|函|公告|简历|说明书?|审核表|备案表|授权书|收据|名单|登记簿)(?:\(.{1,8}\))?$/u;
/** A title stands in this upper part of the print. */
const titleZone = 0.3;
const footerZone = 0.88;
const headerZone = 0.08;
/** Characters that end a paragraph. */
const stops = /[。；;：:！!？?」”"）)》】\]…]$/u;
const signed =
  /(?:甲方|乙方|出租[方人]|承租[方人]|供方|需方|买方|卖方|受让方|转让方|委托[方人]|发包方|承包方|借款人|出借人|法定代表人|代表人?|签[字章名]|盖章|日期)[(（]?(?:签[字章名]|盖章|公章)?[)）]?[:：]|^\d{4}年\d{1,2}月\d{1,2}日$|年月日$/u;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

function rowOf({ text, quad }: TextLine): Row {
  const xs = quad.map(([x]) => x);
  const ys = quad.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { text: text.normalize('NFKC').replace(/\s+/g, ''), left, right, top, bottom, height: bottom - top };
}

function titleOf(page: GroupPage, rows: readonly Row[]): string | null {
  const { classification } = page.page;
  if (classification?.title && !classification.continuation) return classification.title;
  if (rows.length < 3) return null;
  const height = median(rows.map((row) => row.height));
  const [top, bottom] = [Math.min(...rows.map((row) => row.top)), Math.max(...rows.map((row) => row.bottom))];
  const found = rows.find(
    (row) => row.height >= 1.25 * height && row.text.length <= 24 && row.top - top <= titleZone * (bottom - top) && titleEnd.test(row.text),
  );
  return found?.text ?? null;
}

function pageNumberOf(rows: readonly Row[], page: GroupPage): PageNumber | null {
  const heightPx = page.page.preparation?.heightPx ?? 0;
  const inFooter = ({ top, bottom }: Row): boolean =>
    (top + bottom) / 2 > footerZone * heightPx || (top + bottom) / 2 < headerZone * heightPx;
  const found = rows.flatMap((row) => readPageNumber(row.text, inFooter(row)) ?? []);
  // A sheet that says 第2页 in its text as well as in its foot: the one with a total, then the last.
  return found.find(({ total }) => total !== null) ?? found.at(-1) ?? null;
}

/** Rows of running text: neither page number nor header. */
function bodyOf(rows: readonly Row[]): Row[] {
  return rows.filter(({ text }) => text.length >= 4 && readPageNumber(text, true) === null).toSorted((a, b) => a.top - b.top);
}

function opennessOf(rows: readonly Row[]): Pick<PageFeatures, 'beginsOpen' | 'endsOpen'> {
  const body = bodyOf(rows);
  const long = body.filter(({ text }) => text.length >= 14);
  if (long.length < 4) return { beginsOpen: false, endsOpen: false };
  const [left, right] = [
    median(
      long
        .map((row) => row.left)
        .toSorted((a, b) => a - b)
        .slice(0, Math.ceil(long.length / 2)),
    ),
    Math.max(...long.map((row) => row.right)),
  ];
  const [first, last] = [body[0]!, body.at(-1)!];
  const beginsOpen = first.left - left < 0.9 * first.height && readClauses([first.text]) === null && first.text.length >= 6;
  const endsOpen = right - last.right < 1.5 * last.height && !stops.test(last.text);
  return { beginsOpen, endsOpen };
}

export function pageFeatures(page: GroupPage): PageFeatures {
  const rows = (page.lines ?? []).map(rowOf).filter(({ text }) => text !== '');
  const { preparation, classification, widthPx, heightPx } = page.page;
  const [width, height] = [preparation?.widthPx ?? widthPx, preparation?.heightPx ?? heightPx];
  const title = titleOf(page, rows);
  const tail = bodyOf(rows).slice(-6);
  return {
    title,
    pageNumber: pageNumberOf(rows, page),
    clauses: readClauses(rows.map(({ text }) => text)),
    continues: classification?.continuation === true,
    ...opennessOf(rows),
    closes: tail.filter(({ text }) => signed.test(text)).length >= 2,
    lineHeight: rows.length >= 5 ? median(rows.map((row) => row.height)) / Math.max(1, width) : null,
    shape: width / Math.max(1, height),
  };
}
