/** 授权委托书: principal and agent with the same labels, or one sentence of prose. */
import { defineDocumentType } from './schema.ts';

const anyDate =
  '[\\d〇○零一二三四五六七八九十]{4}年[\\d〇○零一二三四五六七八九十]{1,3}月[\\d〇○零一二三四五六七八九十]{1,3}[日旦曰号]|\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}';
const idNumberLabels = [
  '身份证号码',
  '身份证号',
  '公民身份号码',
  '居民身份证号码',
  '身份证件号码',
  '证件号码',
  '统一社会信用代码',
  '身份证',
];
const personName = '^(?![无有在不应须可的所]|授权|委托|签字|签名|签章|盖章|身份证|复印)[\\p{Script=Han}·•.・()]{2,30}';

const principalName =
  '^[_:)]*([\\p{Script=Han}()]{4,40}?(?:公司|合作社|经营部|商行|店|厂|中心|工作室|事务所|馆|学校|医院|委员会|局))(?:(?!\\p{Script=Han})|(?=指定代表))|^[_:)]*((?![无有在不应须可的所]|授权|委托|签字|签名|签章|盖章)[\\p{Script=Han}·•]{2,15}?)(?=[\\d_:,;(。]|性别|身份|联系|电话|公民|住址|地址|民族|出生|法定|统一|$)';

const signed = (words: readonly string[]): string[] =>
  words.flatMap((word) => ['签字', '签章', '签名', '盖章', '公章'].map((how) => `${word}(${how})`));

export const powerOfAttorney = defineDocumentType({
  id: 'power-of-attorney',
  names: { zh: '授权委托书', en: 'Power of attorney' },
  severalPages: true,
  signatureExpected: true,
  evidence: {
    titles: [
      { text: '授权委托书', weight: 1 },
      { text: '委托书', weight: 0.9 },
      { text: '委托代理书', weight: 0.9 },
      { text: '代理委托书', weight: 0.9 },
      { text: '指定代表或者共同委托代理人授权委托书', weight: 1 },
    ],
    words: [
      { text: '委托人', weight: 0.2 },
      { text: '受托人', weight: 0.3 },
      { text: '被委托人', weight: 0.3 },
      { text: '委托事项', weight: 0.25 },
      { text: '委托权限', weight: 0.2 },
      { text: '委托期限', weight: 0.2 },
      { text: '代理人', weight: 0.1 },
      { text: '兹委托', weight: 0.25 },
      { text: '特委托', weight: 0.2 },
      { text: '全权代表', weight: 0.15 },
    ],
    against: [
      { text: '申请书', weight: 0.3 },
      { text: '租赁', weight: 0.2 },
      { text: '劳动合同', weight: 0.6 },
    ],
    continuation: ['委托人', '受托人', '签字', '盖章'],
  },
  sections: [
    {
      id: 'agent',
      starts: [
        '指定代表',
        '受托人',
        '被委托人',
        '代理人',
        '受委托人',
        '被授权人',
        '指定代表或者委托代理人',
        '指定代表或委托代理人',
        '委托代理人',
        '兹委托',
        '现委托',
        '特授权',
      ],
    },
    { id: 'principal', starts: ['委托人', '授权人', '委托单位', '授权单位', '申请人'] },
    { id: 'matter', starts: ['委托事项', '本人因', '委托权限', '代理权限', '委托期限', '因本人', '委托原因'] },
  ],
  fields: [
    {
      key: 'principalName',
      names: { zh: '委托人', en: 'Principal' },
      onSeal: true,
      labels: [
        '委托人姓名',
        ...signed(['委托人', '授权人', '委托单位', '授权单位']),
        '申请人',
        '委托人',
        '授权人',
        '委托单位',
        '授权单位',
        '姓名',
      ],
      section: 'principal',
      // An organisation's name may run on over the margin and ends with what it is.
      reach: 'prose',
      pattern: principalName,
      anywhere: ['本人_*([\\p{Script=Han}·]{2,10}?)_*[,(]'],
      accept: 'confident',
      required: true,
      sensitive: true,
    },
    {
      key: 'principalIdNumber',
      names: { zh: '委托人证件号码', en: 'Principal ID number' },
      labels: idNumberLabels,
      section: 'principal',
      pattern: '[\\dA-Za-z]{15,18}',
      validators: ['person-or-organization-number'],
      accept: 'proved',
      required: true,
      sensitive: true,
    },
    {
      key: 'agentName',
      names: { zh: '受托人', en: 'Agent' },
      labels: [
        '受托人姓名',
        // Two lines of one cell on the national form.
        '指定代表或者委托代理人',
        '指定代表或委托代理人',
        ...signed(['受托人', '被委托人', '受委托人', '代理人', '被授权人']),
        '受托人',
        '被委托人',
        '受委托人',
        '代理人',
        '被授权人',
        '委托代理人',
        '兹委托',
        '现委托',
        '姓名',
      ],
      section: 'agent',
      pattern: personName,
      validators: ['person-name'],
      anywhere: [
        '(?:兹|现|特)(?:授权)?委托_*([\\p{Script=Han}·]{2,10}?)_*(?:[,(]|同志|先生|女士|为|作为|代为|前来|办理)',
        '(?:兹|现|特)授权_*(?:我单位|本单位|我公司|本公司)?(?:职工|员工|工作人员)?_*([\\p{Script=Han}·]{2,10}?)_*(?:[,(]|身份证|同志|先生|女士|为|代为|前来|前往)',
      ],
      accept: 'confident',
      required: true,
      sensitive: true,
    },
    {
      key: 'agentIdNumber',
      names: { zh: '受托人证件号码', en: 'Agent ID number' },
      labels: idNumberLabels,
      section: 'agent',
      pattern: '[\\dA-Za-z]{15,18}',
      anywhere: [
        '(?:兹|现|特)(?:授权|委托)[^。]{2,40}?身份证(?:件)?号码?:?_*(\\d{17}[\\dXx])',
        '指定代表[\\s\\S]*身份证件?号码?:?(\\d{17}[\\dXx])',
      ],
      validators: ['id-number'],
      accept: 'proved',
      required: true,
      sensitive: true,
    },
    {
      key: 'agentPhone',
      names: { zh: '受托人电话', en: 'Agent phone' },
      labels: ['固定/移动电话', '联系电话', '电话', '手机', '手机号码', '移动电话', '联系方式'],
      section: 'agent',
      pattern: '[\\d-]{7,18}',
      anywhere: ['(?:兹|现|特)(?:授权|委托)[^。]{2,80}?电话:?_*(1\\d{10})', '指定代表[\\s\\S]*电话:?(1\\d{10})'],
      validators: ['phone'],
      sensitive: true,
    },
    {
      key: 'matter',
      names: { zh: '委托事项', en: 'Matter' },
      accept: 'never',
      labels: ['委托事项及权限', '委托事项', '委托事宜', '代理事项'],
      reach: 'prose',
      // Beside a list the label stands at its middle: the first entry is looked for instead.
      pattern: '^(?!\\d+[.、,]|意见)[\\s\\S]+',
      stops: ['。', ';', ',请', '委托权限', '委托期限', '代理权限'],
      anywhere: [
        '1[.,、](代为[^;。\\n]{4,40}?)(?:手续|事宜)?[;。]',
        '(?:以下|如下|下列)(?:事项|事宜):_*([^。;]{4,60}?)(?:。|;|$)',
        '(?:前来|前往|全权)[^,。]{0,8}?((?:办理|代为)[^,。;]{4,60}?)(?:,|。|;|$)',
        '(办理[^,。;]{4,60}?)(?:,|。|;|$)',
      ],
      required: true,
    },
    {
      key: 'validFrom',
      names: { zh: '委托期限起', en: 'Valid from' },
      labels: ['委托期限', '授权期限', '有效期限', '有效期', '代理期限'],
      reach: 'prose',
      pattern: `(${anyDate})[^\\d]{0,3}起?[至到]`,
      anywhere: [`自_*(${anyDate})_*起?[至到]`],
      validators: ['date'],
      accept: 'confident',
    },
    {
      key: 'validTo',
      names: { zh: '委托期限止', en: 'Valid to' },
      labels: ['委托期限', '授权期限', '有效期限', '有效期', '代理期限'],
      reach: 'prose',
      pattern: `(?:${anyDate})[^\\d]{0,3}起?[至到]_*(${anyDate})`,
      anywhere: [`(?:${anyDate})_*起?[至到]_*(${anyDate})`],
      validators: ['date'],
      accept: 'confident',
    },
    {
      key: 'signedDate',
      names: { zh: '签署日期', en: 'Signed on' },
      labels: ['签署日期', '签订日期', '日期'],
      pattern: anyDate,
      anywhere: [`(?:^|\\n)(?:[^\\n]{0,12}[^\\d\\n年月自至到起])?(${anyDate})(?=\\n|$)`],
      validators: ['date'],
    },
  ],
  otherLabels: ['性别', '联系电话', '住址', '地址', '见证单位', '委托权限', '民族', '出生', '(签字)', '签字', '盖章'],
});
