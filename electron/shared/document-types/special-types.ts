/** The three answers that are no document type of their own: something else, not a document, an empty page. */
import { defineDocumentType } from './schema.ts';

export const other = defineDocumentType({ id: 'other', names: { zh: '其他材料', en: 'Other document' } });
export const notADocument = defineDocumentType({ id: 'not-a-document', names: { zh: '非文档', en: 'Not a document' } });
export const blank = defineDocumentType({ id: 'blank', names: { zh: '空白页', en: 'Blank page' } });
