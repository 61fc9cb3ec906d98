/** An ISO time as local date and minute, e.g. `2026-03-07 14:05`. */
export function formatTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return '';
  const two = (value: number) => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

export function formatDate(iso: string): string {
  return formatTime(iso).slice(0, 10);
}
