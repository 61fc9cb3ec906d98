/** A kiosk's page keeps what belongs to a browser to itself: shortcuts, context menu, dragging, selecting, zooming. */

/** Typing and moving about; everything else opens, prints, saves, pastes or leaves. */
const movingKeys = new Set([
  ...['Backspace', 'Delete', 'Enter', 'Tab', ' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'],
  // Of an input method, before it knows.
  ...['Shift', 'CapsLock', 'Process', 'Unidentified', 'Dead'],
]);
type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'getModifierState'>;

export function isAllowedKey(event: Key): boolean {
  const { key, ctrlKey, altKey, metaKey } = event;
  const isCharacter = [...key].length === 1;
  // AltGr writes characters of many keyboards and is told as Ctrl+Alt.
  if (event.getModifierState('AltGraph')) return isCharacter;
  return !ctrlKey && !altKey && !metaKey && (isCharacter || movingKeys.has(key));
}

const isField = (target: EventTarget | null): boolean => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** For as long as the page lives, before any screen of it is shown. */
export function lockDown(): void {
  const prevent = (event: Event) => event.preventDefault();
  const options = { capture: true, passive: false };
  const on = <Name extends keyof WindowEventMap>(name: Name, listener: (event: WindowEventMap[Name]) => void) =>
    window.addEventListener(name, listener, options);
  for (const name of ['keydown', 'keyup'] as const) on(name, (event) => isAllowedKey(event) || event.preventDefault());
  for (const name of ['contextmenu', 'dragstart', 'dragover', 'drop', 'copy', 'cut', 'paste', 'auxclick'] as const) on(name, prevent);
  on('selectstart' as 'select', (event) => isField(event.target) || event.preventDefault());
  on('wheel', (event) => event.ctrlKey && event.preventDefault());
  on('touchmove', (event) => event.touches.length > 1 && event.preventDefault());
  // The middle and the side buttons of a mouse paste, scroll, go back.
  for (const name of ['mousedown', 'mouseup'] as const) on(name, (event) => event.button !== 0 && event.preventDefault());
}
