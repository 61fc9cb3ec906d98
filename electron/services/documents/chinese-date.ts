/** Dates and times as they stand on Chinese official papers, in China's one time zone. */

const chinaOffsetMs = 8 * 60 * 60_000;

const wallClock = (moment: string): string => new Date(Date.parse(moment) + chinaOffsetMs).toISOString();

/** ISO date or moment → 2026年3月7日. */
export function chineseDate(value: string): string {
  const [year, month, day] = (value.length === 10 ? value : wallClock(value).slice(0, 10)).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** ISO moment → 2026年3月7日 09:05. */
export const chineseTime = (moment: string): string => `${chineseDate(moment)} ${wallClock(moment).slice(11, 16)}`;

/** The day in China on which the moment lies, as an ISO date. */
export const dayInChina = (moment: string): string => wallClock(moment).slice(0, 10);

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
