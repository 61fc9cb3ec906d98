/** Every way of writing a date that papers use, and dates that the calendar does not have. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { date, parseDate } from './date.ts';

test.each([
  ['2024年3月7日', '2024-03-07'],
  ['2024 年 03 月 07 日', '2024-03-07'],
  ['2024.03.07', '2024-03-07'],
  ['2024-3-7', '2024-03-07'],
  ['2024/3/7', '2024-03-07'],
  ['20240307', '2024-03-07'],
  ['２０２４年３月７日', '2024-03-07'],
  ['二〇二四年三月七日', '2024-03-07'],
  ['二零二四年十二月三十一日', '2024-12-31'],
  ['二○二四年十月廿一日', '2024-10-21'],
  ['二O二四年十一月卅日', '2024-11-30'],
  ['二0二四年二月二十九日', '2024-02-29'],
  ['贰零贰肆年零叁月零柒日', '2024-03-07'],
  ['贰零贰肆年壹拾贰月叁拾壹日', '2024-12-31'],
  ['长期', '长期'],
  ['无固定期限', '长期'],
])('%s is %s', (text, iso) => expect(date.validate(text)).toEqual({ normalised: iso, problems: [] }));

test.each([
  ['2024-02-30', 'date.impossible'],
  ['2023年2月29日', 'date.impossible'],
  ['2024年13月1日', 'date.impossible'],
  ['二〇二四年十三月一日', 'date.impossible'],
  ['三月七日', 'date.unreadable'],
  ['南宁市', 'date.unreadable'],
])('%s has %s', (text, code) => expect(date.validate(text).problems[0]?.code).toBe(code));

test('every day of the calendar comes back from all digit forms', () =>
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (day) => {
      const iso = day.toISOString().slice(0, 10);
      const [year, month, dayOfMonth] = iso.split('-').map(Number);
      for (const text of [iso, iso.replaceAll('-', ''), iso.replaceAll('-', '.'), `${year}年${month}月${dayOfMonth}日`])
        expect(parseDate(text)).toBe(iso);
    }),
  ));
