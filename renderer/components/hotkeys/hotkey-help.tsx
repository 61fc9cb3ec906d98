/** The F1 table: every key that works on this screen. */
import { useTranslation } from 'react-i18next';
import './hotkey-help.css';
import type { HotkeyGroup } from './hotkey.ts';

const names: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', ' ': 'Space' };

function KeyName({ keys }: { keys: string }) {
  return (
    <>
      {keys.split('+').map((part, index) => (
        <kbd key={index}>{names[part] ?? (part.length === 1 ? part.toUpperCase() : part)}</kbd>
      ))}
    </>
  );
}

export function HotkeyHelp({ groups }: { groups: readonly HotkeyGroup[] }) {
  const { t } = useTranslation();
  return (
    <div className="hotkey-help">
      <p className="soft">{t('counter.help.lead')}</p>
      {groups.map((group, index) => (
        <section key={index}>
          <h3>{group.title}</h3>
          <dl>
            {group.hotkeys.map((hotkey) => (
              <div key={hotkey.keys}>
                <dt>
                  <KeyName keys={hotkey.keys} />
                </dt>
                <dd>{hotkey.label}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
