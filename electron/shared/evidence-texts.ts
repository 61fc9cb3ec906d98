/** The text of every reason for a page's type, in Chinese and English; `{name}` is filled from the reason's details. */
import type { EvidenceReason } from './evidence-reason.ts';

const texts: Readonly<Record<EvidenceReason['code'], { zh: string; en: string }>> = {
  title: { zh: '标题“{text}”', en: 'title “{text}”' },
  label: { zh: '栏目“{text}”', en: 'label “{text}”' },
  pattern: { zh: '形式“{name}”', en: 'form of “{name}”' },
  against: { zh: '另有“{text}”', en: 'but also “{text}”' },
  continuation: { zh: '续页用语“{words}”', en: 'words of a later page: “{words}”' },
  look: { zh: '版式相似 {share}', en: 'looks alike {share}' },
  'samples-look': { zh: '与样本相似 {share}', en: 'like the samples {share}' },
  'samples-words': { zh: '样本共有的{all}处文字中有{found}处', en: '{found} of the {all} words that the samples share' },
  'no-ink': { zh: '墨迹 {percent} %', en: 'ink {percent} %' },
  'no-text': { zh: '页面无文字，仅有透印或污点', en: 'no text, only what shows through' },
  'few-characters': { zh: '仅有{count}个可读字符', en: 'only {count} readable characters' },
  'nothing-known': { zh: '无已知材料的标题或栏目', en: 'no title or label of a known paper' },
  'separator-bars': { zh: '分隔页条码（Patch T）', en: 'bars of a separator sheet (Patch T)' },
  'separator-code': { zh: '分隔页二维码', en: 'code of a separator sheet' },
  'as-stored': { zh: '{text}', en: '{text}' },
};

export function evidenceText({ code, details = {} }: EvidenceReason, language: 'zh' | 'en'): string {
  return texts[code][language].replace(/\{(\w+)\}/g, (all, name: string) => details[name] ?? all);
}
