/** How the words of an error code are written down: a title and what to do, in both languages. */

export type ErrorText = { title: string; action: string };
export type ErrorLanguage = 'zh' | 'en';
export type Entry = Record<ErrorLanguage, ErrorText>;

/** `[zh title, zh action, en title, en action]`, placeholders as `{name}` from the error's details. */
export function text(zhTitle: string, zhAction: string, enTitle: string, enAction: string): Entry {
  return { zh: { title: zhTitle, action: zhAction }, en: { title: enTitle, action: enAction } };
}
