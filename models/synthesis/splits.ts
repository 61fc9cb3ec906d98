/** Which part of the drawn data a layout or a typeface may appear in: no layout and no typeface is in two parts that are compared. */

/** `train` fits weights, `validation` chooses thresholds, `holdout` is only for measuring. */
export const splits = ['train', 'validation', 'holdout'] as const;
export type Split = (typeof splits)[number];

export function isSplit(text: string): text is Split {
  return (splits as readonly string[]).includes(text);
}
