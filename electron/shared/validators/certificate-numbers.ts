/** Numbers of certificates that have a form of their own and no public check digit (domain rules 3.1, 3.6, 3.7). */
import { compact, warningProblem } from './validator.ts';
import type { Validator } from './validator.ts';

/** @param tidy brings what was read into the printed form, where signs are easily lost */
const ofForm = (id: string, form: RegExp, tidy: (text: string) => string = (text) => text): Validator => ({
  id,
  checkDigit: false,
  validate(value) {
    const read = compact(value).toUpperCase();
    if (read === '') return { normalised: '', problems: [] };
    const normalised = tidy(read);
    return { normalised, problems: form.test(normalised) ? [] : [warningProblem(`${id}.unusual`)] };
  },
});

/** 桂J450103-2024-000123: J marriage, L divorce, B issued again; the hyphens are thin and get lost. */
const marriageForm = /^(B?[JL]\d{6})[-－—–]?(\d{4})[-－—–]?(\d{6})$/;
const marriageCertificateNumber = ofForm('marriage-certificate-number', /^B?[JL]\d{6}-\d{4}-\d{6}$/, (text) =>
  text.replace(marriageForm, '$1-$2-$3'),
);

/** 桂(2023)南宁市不动产权第0123456号, 邕房权证字第00123456号 and other older forms. */
const realEstateCertificateNumber = ofForm(
  'real-estate-certificate-number',
  /^\p{Script=Han}\(\d{4}\)\p{Script=Han}{2,15}不动产(?:权|证明)第\d{5,10}号$|^\p{Script=Han}{2,12}字?第[\dA-Z-]{5,20}号$/u,
);

/** JY1 sale, JY2 catering, JY3 canteen; region 6, sequence 6, check 1. */
const foodPermitNumber = ofForm('food-permit-number', /^JY[123]\d{13}$/);

/** 南政复〔2026〕148号: brackets of every kind are meant as these (GB/T 9704). */
const documentNumber = ofForm('document-number', /^\p{Script=Han}{1,10}〔\d{4}〕\d{1,5}号$/u, (text) =>
  text.replace(/[〔[(【]/u, '〔').replace(/[〕\])】]/u, '〕'),
);

/** 10 or 12 digits; fully digital invoices have none. */
const invoiceCode = ofForm('invoice-code', /^\d{10}(?:\d{2})?$/);
/** 8 digits, fully digital invoices 20. */
const invoiceNumber = ofForm('invoice-number', /^(?:\d{8}|\d{20})$/);

/** Letter and nine digits. */
const birthCertificateNumber = ofForm('birth-certificate-number', /^[A-Z]\d{9}$/);

/** J and 13 digits. */
const accountApprovalNumber = ofForm('account-approval-number', /^[JZL]\d{13}$/);

/** 17 or 18 characters: school 5, level 1, year 4, sequence. Degree certificates have 16. */
const diplomaNumber = ofForm('diploma-number', /^\d{15,18}$/);

export const certificateNumbers = [
  marriageCertificateNumber,
  realEstateCertificateNumber,
  foodPermitNumber,
  documentNumber,
  invoiceCode,
  invoiceNumber,
  birthCertificateNumber,
  accountApprovalNumber,
  diplomaNumber,
];
