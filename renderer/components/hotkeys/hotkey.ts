/** Keys of a screen, and what they do. */
export type Hotkey = {
  /** e.g. `F2`, `Ctrl+Enter`, `m`. */
  keys: string;
  label: string;
  /** Absent for keys that a control of the screen handles itself; they are only listed. */
  run?: () => void;
  /** Also while typing in an input; function keys and Ctrl combinations always do. */
  whileTyping?: boolean;
};

export type HotkeyGroup = { title: string; hotkeys: readonly Hotkey[] };
