/** The text of every problem code for a person, in Chinese and English; `{name}` is filled from the problem's details. */
import type { Problem, Side } from './page.ts';

export type ProblemText = { zh: string; en: string };

export const problemTexts: Readonly<Record<string, ProblemText>> = {
  'id-number.fifteen-digits': {
    zh: '已停用的15位号码，18位应为 {converted}',
    en: 'A 15-digit number, no longer in use; its 18-digit form is {converted}',
  },
  'id-number.bad-length': { zh: '身份证号码应为18位，现为{length}位', en: 'An ID number has 18 characters, this has {length}' },
  'id-number.bad-characters': { zh: '身份证号码含有不允许的字符', en: 'The ID number contains characters that are not allowed' },
  'id-number.bad-check-digit': { zh: '身份证号码校验位不符', en: 'The check digit of the ID number is wrong' },
  'id-number.unknown-region': { zh: '身份证号码的地区码 {region} 不存在', en: 'The ID number names an unknown region {region}' },
  'id-number.former-county': {
    zh: '地区码 {region} 不是现行县级行政区划（可能已撤并），请核对',
    en: 'The county code {region} is not in force today (it may have been merged)',
  },
  'id-number.impossible-birth-date': { zh: '身份证号码中的出生日期不存在', en: 'The birth date in the ID number does not exist' },
  'id-number.birth-in-future': { zh: '身份证号码中的出生日期在今天之后', en: 'The birth date in the ID number is in the future' },
  'id-number.implausible-age': { zh: '按身份证号码年龄超过120岁，请核对', en: 'By the ID number the person is over 120 years old' },
  'id-number.repaired': { zh: '识别为 {read}，已按校验位更正，请核对', en: 'Read as {read}, corrected with the proof of the check digit' },
  'uscc.bad-length': { zh: '统一社会信用代码应为18位，现为{length}位', en: 'A credit code has 18 characters, this has {length}' },
  'uscc.bad-characters': { zh: '统一社会信用代码含有不允许的字符', en: 'The credit code contains characters that are not allowed' },
  'uscc.bad-check-digit': {
    zh: '统一社会信用代码校验位不符（个别早期代码如此），请核对',
    en: 'The check character of the credit code is wrong (true of some early codes)',
  },
  'uscc.repaired': { zh: '识别为 {read}，已按校验位更正，请核对', en: 'Read as {read}, corrected with the proof of the check character' },
  'tax-number.old-form': { zh: '旧式纳税人识别号，没有校验位，请核对', en: 'An older tax number without a check digit' },
  'tax-number.bad-form': { zh: '纳税人识别号应为18位（旧式15或20位）', en: 'A tax number has 18 characters, older ones 15 or 20' },
  'marriage-certificate-number.unusual': { zh: '结婚证字号形式不常见，请核对', en: 'An unusual form of certificate number of a marriage' },
  'real-estate-certificate-number.unusual': {
    zh: '不动产权证号形式不常见，请核对',
    en: 'An unusual form of real-estate certificate number',
  },
  'food-permit-number.unusual': { zh: '食品经营许可证编号形式不常见，请核对', en: 'An unusual form of food permit number' },
  'document-number.unusual': { zh: '文号形式不常见，请核对', en: 'An unusual form of document number' },
  'invoice-code.unusual': { zh: '发票代码形式不常见，请核对', en: 'An unusual form of invoice code' },
  'invoice-number.unusual': { zh: '发票号码形式不常见，请核对', en: 'An unusual form of invoice number' },
  'birth-certificate-number.unusual': { zh: '出生医学证明编号形式不常见，请核对', en: 'An unusual form of birth certificate number' },
  'account-approval-number.unusual': { zh: '账户核准号形式不常见，请核对', en: 'An unusual form of account approval number' },
  'diploma-number.unusual': { zh: '证书编号形式不常见，请核对', en: 'An unusual form of diploma number' },
  'vin.bad-length': {
    zh: '车辆识别代号应为17位，现为{length}位',
    en: 'A vehicle identification number has 17 characters, this has {length}',
  },
  'vin.bad-characters': {
    zh: '车辆识别代号含有不允许的字符',
    en: 'The vehicle identification number contains characters that are not allowed',
  },
  'vin.bad-check-digit': {
    zh: '车辆识别代号校验位不符（部分进口车如此），请核对',
    en: 'The check digit of the vehicle identification number is wrong (true of some imports)',
  },
  'vin.repaired': { zh: '识别为 {read}，已按校验位更正，请核对', en: 'Read as {read}, corrected with the proof of the check digit' },
  'organization-code.bad-form': { zh: '组织机构代码格式不符', en: 'Not an organisation code' },
  'organization-code.bad-check-digit': { zh: '组织机构代码校验位不符', en: 'The check character of the organisation code is wrong' },
  'registration-number.bad-check-digit': {
    zh: '注册号校验位不符（个别早期号码如此），请核对',
    en: 'The check digit of the registration number is wrong (true of some early numbers)',
  },
  'registration-number.unusual': { zh: '注册号应为15位（早期13位）', en: 'A registration number has 15 digits, early ones 13' },
  'date.unreadable': { zh: '不是可识别的日期', en: 'Not a readable date' },
  'date.impossible': { zh: '日期不存在', en: 'The date does not exist' },
  'id-validity.expired': { zh: '证件已于 {validTo} 到期', en: 'The card expired on {validTo}' },
  'id-validity.not-yet-valid': { zh: '证件自 {validFrom} 起才有效', en: 'The card is valid only from {validFrom}' },
  'id-validity.before-second-generation': {
    zh: '起始日期早于二代证启用时间',
    en: 'The card starts before second-generation cards existed',
  },
  'id-validity.unusual-period': { zh: '有效期不是5年、10年、20年或长期', en: 'The period is not 5, 10 or 20 years or open-ended' },
  'id-validity.period-does-not-fit-age': {
    zh: '有效期与签发时年龄不符，应为{expected}（年）',
    en: 'The period does not fit the age at issue, expected {expected}',
  },
  'amount.unreadable': { zh: '不是可识别的金额', en: 'Not a readable amount' },
  'phone.bad-form': { zh: '电话号码格式不符', en: 'Not a telephone number' },
  'post-code.bad-form': { zh: '邮政编码应为6位数字', en: 'A post code has six digits' },
  'bank-card-number.bad-form': { zh: '银行卡号应为13至19位数字', en: 'A card number has 13 to 19 digits' },
  'bank-card-number.bad-check-digit': { zh: '银行卡号校验位不符', en: 'The check digit of the card number is wrong' },
  'real-estate-unit-number.bad-length': {
    zh: '不动产单元号应为28位，现为{length}位',
    en: 'A unit number has 28 characters, this has {length}',
  },
  'real-estate-unit-number.bad-form': { zh: '不动产单元号格式不符', en: 'Not a real-estate unit number' },
  'real-estate-unit-number.fixture-without-building': {
    zh: '单元号标明无定着物，但后8位不为零',
    en: 'The unit number says there is no fixture, yet its last eight digits are not zero',
  },
  'person-name.unusual': { zh: '姓名形式不常见，请核对', en: 'An unusual form of name' },
  'sex.bad-form': { zh: '性别应为男或女', en: 'Sex is 男 or 女' },
  'ethnicity.unknown': { zh: '民族名称不在国家标准中，请核对', en: 'The ethnic group is not in the national standard' },
  'mrz.bad-check-digit': { zh: '机读码校验位不符', en: 'A check digit of the machine readable zone is wrong' },
  'yes-no.bad-form': { zh: '应为“是”或“否”', en: 'Answer yes or no' },
  'field.disagrees': { zh: '与本证件的“{other}”不一致', en: 'Does not agree with “{other}” on the same paper' },
  'field.disagrees-with-code': { zh: '与二维码中的“{code}”不一致', en: 'Does not agree with “{code}” in the QR code' },
  'field.from-number': { zh: '由身份证号码推出，纸面未能识别，请核对', en: 'Follows from the ID number; the print could not be read' },
  'field.from-code': { zh: '取自二维码，纸面未能识别，请核对', en: 'Taken from the QR code; the print could not be read' },
  'field.not-found': { zh: '未找到该项内容', en: 'Not found on the page' },
  'field.pattern': { zh: '内容形式与该栏目不符', en: 'The form of the value does not fit the field' },
  'field.choice-unclear': { zh: '勾选不清楚，请核对', en: 'It is unclear which box is ticked' },
  'field.handwritten': { zh: '手写内容，请对照原件核对', en: 'Written by hand; compare with the paper' },
  'field.slot-empty': { zh: '此栏未填写', en: 'Nothing is filled in here' },
  'field.label-residue': { zh: '开头可能带有栏目名称的残字，请核对', en: 'May begin with what is left of its printed label' },
  'field.owner-unclear': { zh: '不能确定是谁的号码，请核对', en: 'It is not certain whose number this is' },
  'field.from-zone': {
    zh: '栏目名称未能识别，按证件版式的位置读取，请核对',
    en: 'The printed label could not be read; taken from its place on the card',
  },
  'page.second-document': {
    zh: '这一页上有两份同类材料（两个号码都有效），请分开扫描',
    en: 'Two papers of this kind lie on the page (both numbers are valid): scan them one by one',
  },
  'slot.form-not-filled-in': {
    zh: '表单未填写：姓名、证件号码和签字处均为空',
    en: 'The form is not filled in: names, numbers and signature are empty',
  },
  'slot.side-missing': { zh: '缺少{side}', en: 'Missing: {side}' },
  'slot.seal-missing': { zh: '未发现印章', en: 'No seal was found' },
  'slot.signature-missing': { zh: '未发现签名', en: 'No signature was found' },
  'slot.looks-like-copy': { zh: '看起来是黑白复印件，请核对原件', en: 'Looks like a grey copy; check the original' },
  'slot.content-unchecked': {
    zh: '内容未能识别，请确认就是这项材料',
    en: 'The content was not recognised; check that it is this material',
  },
  'cross.same': { zh: '“{rule}”不成立：两处内容不同', en: '“{rule}” does not hold: the two values differ' },
  'cross.contains': { zh: '“{rule}”不成立：两处地址对不上', en: '“{rule}” does not hold: the two values do not match' },
  'cross.not-after': { zh: '“{rule}”不成立：日期先后不对', en: '“{rule}” does not hold: the dates are not in order' },
  'cross.within': { zh: '“{rule}”不成立：日期不在期限内', en: '“{rule}” does not hold: the day lies outside the period' },
  'cross.nobody-else': { zh: '“{rule}”：材料中出现了他人的证件或委托书', en: '“{rule}”: papers of somebody else lie in the stack' },
  'cross.seal-name': {
    zh: '“{rule}”不成立：印章上的名称与材料上的不同',
    en: '“{rule}” does not hold: the name on the seal is another one',
  },
  'cross.seal': { zh: '{rule}：未发现印章', en: '{rule}: no seal was found' },
  'cross.signature': { zh: '{rule}：签名处没有签字', en: '{rule}: nothing is written where a signature belongs' },
  'cross.original': { zh: '{rule}：看起来是黑白复印件，应交原件', en: '{rule}: looks like a grey copy, the original is asked for' },
  'slot.expired': { zh: '已于 {validTo} 到期', en: 'Expired on {validTo}' },
  'slot.other-holder': { zh: '证件姓名与“{expected}”不一致', en: 'The name on the paper is not “{expected}”' },
  'slot.fields-unreviewed': { zh: '有{count}项待核对', en: '{count} values to be checked' },
};

const sideTexts: Readonly<Record<Side, ProblemText>> = {
  portrait: { zh: '人像面', en: 'portrait side' },
  emblem: { zh: '国徽面', en: 'emblem side' },
  both: { zh: '两面', en: 'both sides' },
  home: { zh: '首页', en: 'first page' },
  member: { zh: '个人页', en: 'member’s page' },
};

/** Details that are codes themselves, in words; earlier versions stored the words. */
function wordOf(name: string, value: string, language: 'zh' | 'en'): string {
  return (name === 'side' ? sideTexts[value as Side]?.[language] : undefined) ?? value;
}

/** The text of a problem; the code itself when a newer program has written it. */
export function problemText(problem: Problem, language: 'zh' | 'en'): string {
  const text = problemTexts[problem.code]?.[language];
  return text
    ? text.replace(/\{(\w+)\}/g, (whole, name: string) => wordOf(name, problem.details?.[name] ?? whole, language))
    : problem.code;
}
