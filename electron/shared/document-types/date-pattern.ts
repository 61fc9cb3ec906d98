/** A date as letters and contracts write it: in digits, in Chinese numerals, with 元月 for January. */
const numeral = '[\\d〇○零一二三四五六七八九十]';

export const anyDate = `${numeral}{4}年(?:元|${numeral}{1,3})月${numeral}{1,3}[日旦曰号]|\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}`;
