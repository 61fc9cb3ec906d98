/** How a service item names the labels of its form: `label` or `section/label` → `key` or `key[option|option]`. */
import type { ServiceItem } from './service-item.ts';

export type FormLabel = {
  key: string;
  /** As printed, half width, without white space. */
  label: string;
  /** Words that open the part of the form in which the label counts. */
  section: string | null;
  /** Of a group of tick boxes, as printed; empty when there are none or nobody has named them. */
  options: string[];
};

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

export function parseFormLabels(labels: Readonly<Record<string, string>>): FormLabel[] {
  return Object.entries(labels).map(([printed, target]) => {
    const [, key = target, options = ''] = /^([^[]+)\[(.*)\]$/.exec(target) ?? [];
    const [section, label] = printed.includes('/')
      ? [printed.slice(0, printed.indexOf('/')), printed.slice(printed.indexOf('/') + 1)]
      : [null, printed];
    return {
      key,
      label: plain(label),
      section: section === null ? null : plain(section),
      options: options.split('|').filter((option) => option !== ''),
    };
  });
}

/** The labels of an item's form for the recognizer, with the options of its choices; undefined when the item has no form. */
export function formLabelsOf({
  applicationForm,
  formFields,
}: Pick<ServiceItem, 'applicationForm' | 'formFields'>): Record<string, string> | undefined {
  if (!applicationForm) return undefined;
  const options = new Map(formFields.map((field) => [field.key, 'options' in field ? (field.options ?? []) : []]));
  return Object.fromEntries(
    Object.entries(applicationForm.labels).map(([label, key]) => {
      const choices = options.get(key) ?? [];
      return [label, choices.length > 0 ? `${key}[${choices.map((choice) => choice.label).join('|')}]` : key];
    }),
  );
}
