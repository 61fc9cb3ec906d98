/** Page types told by their text: spaced and misread titles, contrary signs, sides, later pages, and pages that are nothing. */
import { expect, test } from 'vitest';
import type { Preparation, TextLine } from '#shared/page.ts';
import { readLineFixture } from '../../tests/fixtures/lines/read-line-fixture.ts';
import { createEvidenceClassifier } from './evidence.ts';
import { plainPreparation } from '../../tests/fixtures/plain-preparation.ts';

const preparation = plainPreparation(1654, 2339);
const image = { widthPx: 1, heightPx: 1, channels: 1 as const, data: new Uint8Array(1) };
const classifier = createEvidenceClassifier();

/** Lines below each other; `!` makes a large one. */
function linesOf(...texts: string[]): TextLine[] {
  let y = 100;
  return texts.map((marked) => {
    const large = marked.startsWith('!');
    const text = marked.replace(/^!/, '');
    const height = large ? 60 : 30;
    const width = text.length * height;
    y += height + 20;
    return {
      text,
      confidence: 0.95,
      quad: [
        [200, y],
        [200 + width, y],
        [200 + width, y + height],
        [200, y + height],
      ],
    };
  });
}

const classify = (lines: TextLine[], more: Partial<Preparation> = {}) =>
  classifier.classify({ image, preparation: { ...preparation, ...more }, lines });

test.each([
  ['01-lease-contract-page-1', 'lease-contract', null, false],
  ['02-lease-contract-page-2', 'lease-contract', null, true],
  ['03-id-card-operator', 'id-card', 'both', false],
  ['04-promotion-flyer', 'other', null, false],
  ['05-power-of-attorney', 'power-of-attorney', null, false],
  ['06-application-form', 'application-form', null, false],
  ['07-lessor-business-licence', 'business-licence', null, false],
  ['08-id-card-agent', 'id-card', 'both', false],
])('%s of the demo stack is %s', async (name, documentType, side, continuation) => {
  const { lines, preparation: prepared } = readLineFixture(name);
  const result = await classifier.classify({ image, preparation: prepared, lines });
  expect(result).toMatchObject({ documentType, side, continuation });
  expect(result.confidence).toBeGreaterThan(0.5);
});

test.each([
  ['营 业 执 照 with spaces', ['!营 业 执 照', '名 称 某某店', '经营范围 零售'], 'business-licence'],
  ['a misread title', ['!授权委扥书', '兹委托某某办理登记', '受托人：某某'], 'power-of-attorney'],
  ['a diploma', ['!普通高等学校毕业证书', '学生某某性别男', '修完教学计划规定的全部课程，成绩合格，准予毕业', '校长：某某'], 'diploma'],
  [
    'a marriage certificate',
    ['!结婚证', '持证人 某某', '登记日期 2020年5月20日', '结婚证字号 J450103-2020-000123'],
    'marriage-certificate',
  ],
  [
    'a real-estate certificate',
    ['权利人 某某', '共有情况 单独所有', '坐落 某路1号', '不动产单元号 450103001002GB00012F00010001', '权利类型 国有建设用地使用权'],
    'real-estate-certificate',
  ],
  ['an account permit', ['!开户许可证', '核准号：J6110000000001', '开户银行 某某银行某支行'], 'bank-account-permit'],
  ['a food permit', ['!食品经营许可证', '经营者名称 某某店', '主体业态 餐饮服务经营者', '许可证编号 JY24501030000001'], 'food-permit'],
  ['a labour contract', ['!劳动合同', '甲方（用人单位）：某某公司', '乙方：某某', '违约责任'], 'contract'],
  ['a commitment', ['!经营场所承诺书', '本人郑重承诺如下', '承诺人：某某'], 'commitment-letter'],
  ['a certification', ['!无犯罪记录证明', '兹证明某某在本辖区内未发现犯罪记录', '特此证明'], 'certificate-letter'],
  ['an official letter', ['!关于做好登记工作的通知', '某市监发〔2024〕12号', '各有关单位', '特此通知'], 'official-letter'],
  ['a test report', ['!检测报告', '报告编号：WS2024-001', '委托单位：某某店', '检测日期 2024年5月1日'], 'test-report'],
  ['a floor plan', ['!某某店平面布局图', '操作间', '卫生间', '出入口'], 'floor-plan'],
  ['a bank card', ['中国建设银行', '借记卡', '6227 0033 2001 0123 456', 'UnionPay 银联'], 'bank-card'],
  [
    'a passport',
    ['护照 PASSPORT', 'P<CHNZHANG<<SAN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<', 'E123456784CHN9003079M3001014<<<<<<<<<<<<<<00'],
    'passport',
  ],
  ['a register member', ['!常住人口登记卡', '姓名 某某', '户主或与户主关系 户主', '籍贯 广西南宁'], 'household-register'],
])('%s is told', async (_name, texts, documentType) => {
  expect((await classify(linesOf(...texts))).documentType).toBe(documentType);
});

test('an application that names other papers stays an application', async () => {
  const lines = linesOf('!食品经营许可申请书', '申请人承诺', '附：营业执照、授权委托书、租赁合同、身份证复印件', '填写说明');
  expect((await classify(lines)).documentType).toBe('application-form');
});

test('sides of a card', async () => {
  expect((await classify(linesOf('中华人民共和国', '!居民身份证', '签发机关 某市公安局', '有效期限 2020.01.05-2040.01.05'))).side).toBe(
    'emblem',
  );
  expect((await classify(linesOf('姓名 某某', '性别 男 民族 壮', '住址 某路1号', '公民身份号码 450103199003070012'))).side).toBe(
    'portrait',
  );
});

test('nothing known is other, hardly any text is no document, no text and hardly any ink is blank', async () => {
  const prose = linesOf('周末活动安排如下，欢迎大家踊跃参加，地点在湖边的大草坪', '请自备水杯和雨具，遇雨顺延一周');
  expect((await classify(prose)).documentType).toBe('other');
  expect((await classify(linesOf('暂无图片'))).documentType).toBe('not-a-document');
  expect((await classify([], { inkCoverage: 0.0002 })).documentType).toBe('blank');
  expect((await classify([], { inkCoverage: 0.3 })).documentType).toBe('not-a-document');
});

test('the title is told as data, and again as the first reason', async () => {
  const { title, evidence } = await classify(linesOf('!授权委托书', '委托人：某某', '受托人：某某'));
  expect(evidence[0]).toMatchObject({ code: 'title', details: { text: '授权委托书' } });
  expect(title).toBe('授权委托书');
});
