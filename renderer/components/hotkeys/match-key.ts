/** Reads a key name like `Ctrl+Enter` or `F2` and tells whether a keyboard event is that key. */
type KeyEvent = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

export function matchesKey(event: KeyEvent, combination: string): boolean {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    event.ctrlKey === wants('Ctrl') &&
    event.altKey === wants('Alt') &&
    event.shiftKey === wants('Shift') &&
    !event.metaKey
  );
}

/** True where plain letters and arrows belong to the control itself. */
export function isTypingTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
