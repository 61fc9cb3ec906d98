/** The opening of a scope is completed and the marks of its list are put right; everything else stays as it is read. */
import { expect, test } from 'vitest';
import { businessScope } from './business-scope.ts';

test.each([
  ['般项目：谷物种植', '一般项目：谷物种植'],
  ['1一般项目：五金产品零售', '一般项目：五金产品零售'],
  ['一般项目：广告设计', '一般项目：广告设计'],
  ['-般经营项目：广告设计', '一般经营项目：广告设计'],
  ['许可项目：餐饮服务', '许可项目：餐饮服务'],
  ['谷物种植、水果种植', '谷物种植、水果种植'],
  ['技术咨询：经济贸易咨询；会议服务：承办展览。', '技术咨询；经济贸易咨询；会议服务；承办展览。'],
  ['一般项目；谷物种植：水果种植', '一般项目：谷物种植；水果种植'],
  ['一般项目：谷物种植；水果种植。许可项目：餐饮服务', '一般项目：谷物种植；水果种植。许可项目：餐饮服务'],
  ['销售：五金产品、钢材；技术进出口', '销售：五金产品、钢材；技术进出口'],
  ['三类汽车维修（按核定期限经营）：小客车；货车', '三类汽车维修（按核定期限经营）：小客车；货车'],
  ['餐饮管理：小吃', '餐饮管理：小吃'],
  ['', ''],
])('%s is %s', (value, normal) => expect(businessScope.validate(value)).toEqual({ normalised: normal, problems: [] }));
