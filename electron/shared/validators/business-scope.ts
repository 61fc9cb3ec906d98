/** Business scopes: nothing is wrong with any text, but a first stroke is easily lost, and two marks that differ by a tail are mixed up. */
import type { Validator } from './validator.ts';

/** 一般项目 opens nearly all scopes since 2019; its 一 is a single stroke at the edge of a cell, read as nothing or as a sign more. */
const opening = /^[^一-鿿]{0,2}一?般(?=(?:经营)?项目)/u;

/** What a colon follows in a scope: the head of a list, or words about it in brackets. */
const head = /(?:项目|范围|主营|兼营|其中|包括|如下|以下|[)）])$|^(?:销售|生产|加工|制造|零售|批发|经营|代理|种植|养殖)$/u;
/** These open a list and are never an item of one. */
const surelyHead = /^(?:一般|许可|前置许可)?(?:经营)?项目$|^(?:主营|兼营)$/u;
/** From so many marks on it is a list whose items they part. */
const leastMarks = 2;

/**
 * A colon behind an item of a list that semicolons part is a semicolon, and a semicolon behind 一般项目 a colon: in a poor copy the
 * tail of the mark is gone, and the list tells what the pixels do not.
 */
function withListMarks(scope: string): string {
  const marks = scope.match(/[:：;；]/g) ?? [];
  if (marks.length < leastMarks) return scope;
  let start = 0;
  return scope.replace(/[:：;；。]/g, (mark, at: number) => {
    const item = scope.slice(start, at).trim();
    start = at + 1;
    if (/[:：]/.test(mark)) return head.test(item) ? mark : '；';
    return /[;；]/.test(mark) && surelyHead.test(item) ? '：' : mark;
  });
}

export const businessScope: Validator = {
  id: 'business-scope',
  checkDigit: false,
  validate: (value) => ({ normalised: withListMarks(value.replace(opening, '一般')), problems: [] }),
};
