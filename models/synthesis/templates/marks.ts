/** Builds HTML text and keeps account of the field values in it. */
import type { MarkedField } from './template.ts';

export type Marks = {
  readonly fields: MarkedField[];
  /**
   * HTML of a value that is a field.
   * @param value normalised; the printed text when left out
   */
  field(key: string, printed: string, value?: string): string;
  /** The same for a value that is already HTML (handwriting); `printed` is its text. */
  fieldHtml(key: string, html: string, printed: string, value?: string): string;
};

export function createMarks(): Marks {
  const fields: MarkedField[] = [];
  const fieldHtml: Marks['fieldHtml'] = (key, html, printed, value = printed) => {
    if (!fields.some((field) => field.key === key)) fields.push({ key, value, raw: printed });
    return `<span data-field="${key}">${html}</span>`;
  };
  return { fields, fieldHtml, field: (key, printed, value) => fieldHtml(key, escapeHtml(printed), printed, value) };
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
