/** 承诺书: what an applicant promises instead of a proof. */
import { anyDate } from './date-pattern.ts';
import { defineDocumentType } from './schema.ts';

export const commitmentLetter = defineDocumentType({
  id: 'commitment-letter',
  names: { zh: '承诺书', en: 'Commitment letter' },
  materialNames: [{ pattern: '承诺书', rank: 240 }],
  severalPages: true,
  slots: ['signer', 'idNumber'],
  signatureExpected: true,
  evidence: {
    titles: [
      { text: '承诺书', weight: 1 },
      { text: '告知承诺书', weight: 1 },
      { text: '住所使用承诺书', weight: 1 },
      { text: '经营场所承诺书', weight: 1 },
      { text: '保证书', weight: 0.7 },
      { text: '声明书', weight: 0.6 },
      { text: '信用承诺书', weight: 1 },
      { text: '责任书', weight: 0.6 },
    ],
    words: [
      { text: '本人承诺', weight: 0.3 },
      { text: '承诺人', weight: 0.35 },
      { text: '郑重承诺', weight: 0.3 },
      { text: '承诺如下', weight: 0.25 },
      { text: '以下承诺', weight: 0.25 },
      { text: '本人同意', weight: 0.1 },
      { text: '愿意承担', weight: 0.1 },
      { text: '法律责任', weight: 0.05 },
    ],
    against: [
      { text: '申请书', weight: 0.5 },
      { text: '合同', weight: 0.5 },
      { text: '委托书', weight: 0.5 },
    ],
    continuation: ['承诺人', '签字'],
  },
  fields: [
    {
      key: 'title',
      names: { zh: '标题', en: 'Title' },
      anywhere: ['(?:^|\\n)([^\\n,。:;]{0,25}(?:承诺书|保证书|声明书))(?=\\n|$|\\()'],
      required: true,
    },
    {
      key: 'signer',
      names: { zh: '承诺人', en: 'Signer' },
      labels: ['承诺人(签字)', '承诺人签字', '承诺人(签名)', '承诺人(盖章)', '承诺单位(盖章)', '承诺单位', '承诺人'],
      reach: 'prose',
      stops: ['日期', '身份证', '法定代表人', '联系电话', '年月'],
      anywhere: ['本人_*([\\p{Script=Han}·]{2,10}?)_*[,(]'],
      // Runs on over the margin; an organisation's name ends with what it is, a person's with the date below.
      pattern:
        '^([\\p{Script=Han}()]{2,40}?(?:公司|合作社|经营部|商行|店|厂|中心|工作室|事务所|馆|学校|医院|委员会|局))(?!\\p{Script=Han})|^([\\p{Script=Han}·•]{2,15})(?=[\\d_:]|年|$)',
      sensitive: true,
    },
    {
      key: 'idNumber',
      names: { zh: '身份证号码', en: 'ID number' },
      labels: ['身份证号码', '身份证号', '身份证件号码'],
      pattern: '[\\dA-Za-z]{15,18}',
      anywhere: ['(?<![\\dA-Za-z])(\\d{17}[\\dXx])(?![\\dA-Za-z])'],
      validators: ['id-number'],
      accept: 'proved',
      sensitive: true,
    },
    {
      key: 'signedDate',
      names: { zh: '日期', en: 'Signed on' },
      labels: ['日期', '承诺日期', '签署日期'],
      pattern: anyDate,
      anywhere: [`(?:^|\\n)[^\\n]{0,12}?(${anyDate})(?=\\n|$)`],
      validators: ['date'],
    },
  ],
});
