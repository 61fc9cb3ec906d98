/** The opening of a scope is completed; everything else stays as it is read. */
import { expect, test } from 'vitest';
import { businessScope } from './business-scope.ts';

test.each([
  ['般项目：谷物种植', '一般项目：谷物种植'],
  ['1一般项目：五金产品零售', '一般项目：五金产品零售'],
  ['一般项目：广告设计', '一般项目：广告设计'],
  ['-般经营项目：广告设计', '一般经营项目：广告设计'],
  ['许可项目：餐饮服务', '许可项目：餐饮服务'],
  ['谷物种植、水果种植', '谷物种植、水果种植'],
  ['', ''],
])('%s is %s', (value, normal) => expect(businessScope.validate(value)).toEqual({ normalised: normal, problems: [] }));
