/** Business scopes: nothing is wrong with any text, but the standard opening has a first stroke that is easily lost. */
import type { Validator } from './validator.ts';

/** 一般项目 opens nearly all scopes since 2019; its 一 is a single stroke at the edge of a cell, read as nothing or as a sign more. */
const opening = /^[^一-鿿]{0,2}一?般(?=(?:经营)?项目)/u;

export const businessScope: Validator = {
  id: 'business-scope',
  checkDigit: false,
  validate: (value) => ({ normalised: value.replace(opening, '一般'), problems: [] }),
};
