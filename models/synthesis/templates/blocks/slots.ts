/** Slots of forms that people fill in, or leave: empty, crossed out, with a stain over the label, and those of further persons. */
import type { LayoutContext } from '../layout.ts';
import { under } from './letter.ts';

/** What has happened to the form. `second`: another person's name and number stand on it. */
export const slotStates = ['empty', 'half', 'crossed', 'stained', 'second'] as const;
export type SlotState = (typeof slotStates)[number];

export type Slots = {
  /** HTML of one slot; a filled one is marked as the field `key`. */
  slot(key: string | null, printed: string, value?: string): string;
  /** The same after its label and a colon. */
  row(label: string, key: string | null, value: string): string;
  /** A row whose label may lie under a stain. */
  personRow(label: string, key: string, value: string): string;
  /** A row of somebody whom no field asks for; empty in every state but `second`. */
  otherRow(html: string): string;
};

const filledShare: Readonly<Record<SlotState, number>> = { empty: 0, half: 0.5, crossed: 0.4, stained: 0.75, second: 0.6 };
const crossings = ['／', '/', '——', '无', '—'];

function blankHtml({ random }: LayoutContext, kind: number): string {
  const width = random.integer(4, 14);
  if (kind === 0) return under('&nbsp;'.repeat(width * 2));
  if (kind === 1) return '_'.repeat(width);
  return '&nbsp;'.repeat(width * 2);
}

/** Coffee, ink or the edge of another paper: nothing under it can be read. */
function stain({ random }: LayoutContext, html: string): string {
  const colour = random.pick(['#3a2a1c', '#222', '#2b2f45', '#5b4632', '#fdfdfb']);
  const [top, side] = [random.between(0.1, 0.35), random.between(0.2, 0.6)];
  const blob = `position:absolute;inset:-${top.toFixed(2)}em -${side.toFixed(2)}em;background:${colour};border-radius:${random.integer(5, 50)}%`;
  return `<span style="position:relative;display:inline-block">${html}<i style="${blob}"></i></span>`;
}

export function createSlots(context: LayoutContext, state: SlotState): Slots {
  const { marks, random, wording, style } = context;
  const blankKind = wording.integer(0, 2);
  let stained = false;
  const slot: Slots['slot'] = (key, printed, value) => {
    const filled = random.chance(filledShare[state]);
    if (filled) {
      const html = key ? marks.field(key, printed, value) : printed;
      return blankKind === 2 ? html : under(html);
    }
    if (state === 'crossed' && random.chance(0.7)) return under(`&nbsp;&nbsp;${random.pick(crossings)}&nbsp;&nbsp;`);
    return blankHtml(context, blankKind);
  };
  const row: Slots['row'] = (label, key, value) => `|${label}${style.colon}${slot(key, value)}`;
  return {
    slot,
    row,
    personRow(label, key, value) {
      const covered = state === 'stained' && !stained && random.chance(0.5);
      stained ||= covered;
      return covered ? `|${stain(context, label + style.colon)}${slot(key, value)}` : row(label, key, value);
    },
    otherRow: (html) => (state === 'second' ? html : ''),
  };
}
