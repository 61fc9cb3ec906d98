/** One keyboard listener for the page: screens register their keys, F1 lists what is registered now. */
import { Modal } from 'antd';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lockGate } from '../../state/lock-gate.ts';
import { HotkeyHelp } from './hotkey-help.tsx';
import { isTypingTarget, matchesKey } from './match-key.ts';
import type { Hotkey, HotkeyGroup } from './hotkey.ts';

type Registry = { register(group: { current: HotkeyGroup }): () => void; showHelp(): void };
const HotkeyContext = createContext<Registry | null>(null);

function worksWhileTyping(hotkey: Hotkey): boolean {
  return hotkey.whileTyping ?? /^F\d|Ctrl\+|Alt\+|^Escape$/.test(hotkey.keys);
}

/** A dialog owns the keyboard: only what it registered itself, after opening, may run. */
function dialogIsOpen(): boolean {
  return (
    document.querySelector('.ant-modal-wrap:not([style*="display: none"]) .ant-modal, .ant-dropdown:not(.ant-dropdown-hidden)') !== null
  );
}

function useRegistry() {
  const groups = useRef(new Set<{ current: HotkeyGroup }>());
  const [help, setHelp] = useState<HotkeyGroup[] | null>(null);
  const showHelp = useCallback(() => setHelp([...groups.current].map((group) => group.current)), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || lockGate.isShut) return;
      if (event.key === 'F1') {
        event.preventDefault();
        return showHelp();
      }
      if (dialogIsOpen()) return;
      const typing = isTypingTarget(event.target);
      const found = [...groups.current]
        .flatMap((group) => group.current.hotkeys)
        .findLast((hotkey) => hotkey.run && matchesKey(event, hotkey.keys) && (!typing || worksWhileTyping(hotkey)));
      if (!found?.run) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [showHelp]);
  const registry = useMemo<Registry>(
    () => ({
      register(group) {
        groups.current.add(group);
        return () => groups.current.delete(group);
      },
      showHelp,
    }),
    [showHelp],
  );
  return { registry, help, closeHelp: () => setHelp(null) };
}

export function HotkeyProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { registry, help, closeHelp } = useRegistry();
  return (
    <HotkeyContext value={registry}>
      {children}
      <Modal open={help !== null} onCancel={closeHelp} footer={null} width={760} title={t('counter.help.title')} destroyOnHidden>
        <HotkeyHelp groups={help ?? []} />
      </Modal>
    </HotkeyContext>
  );
}

function useHotkeyRegistry(): Registry {
  const registry = useContext(HotkeyContext);
  if (!registry) throw new Error('HotkeyProvider is missing');
  return registry;
}

/** Keys of the screen that is shown; the newest registration of a key wins. */
export function useHotkeys(title: string, hotkeys: readonly Hotkey[]): void {
  const registry = useHotkeyRegistry();
  const group = useRef<HotkeyGroup>({ title, hotkeys });
  useEffect(() => {
    group.current = { title, hotkeys };
  });
  useEffect(() => registry.register(group), [registry]);
}

export function useHotkeyHelp(): () => void {
  return useHotkeyRegistry().showHelp;
}
