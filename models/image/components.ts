/** Connected regions of a mask. */

export type Component = { left: number; top: number; right: number; bottom: number; pixels: number; label: number };

/** 8-connected regions with inclusive bounds; `labels`, when given, receives each pixel's label (0 = none). */
export function findComponents(mask: Uint8Array, width: number, height: number, labels = new Int32Array(mask.length)): Component[] {
  const components: Component[] = [];
  const stack: number[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || labels[start]) continue;
    const component = emptyComponent(components.length + 1);
    labels[start] = component.label;
    stack.push(start);
    while (stack.length) {
      const at = stack.pop()!;
      const x = at % width;
      const y = (at - x) / width;
      grow(component, x, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (!mask[next] || labels[next]) continue;
          labels[next] = component.label;
          stack.push(next);
        }
    }
    components.push(component);
  }
  return components;
}

const emptyComponent = (label: number): Component => ({
  left: Infinity,
  top: Infinity,
  right: -1,
  bottom: -1,
  pixels: 0,
  label,
});

function grow(component: Component, x: number, y: number): void {
  component.pixels++;
  if (x < component.left) component.left = x;
  if (x > component.right) component.right = x;
  if (y < component.top) component.top = y;
  if (y > component.bottom) component.bottom = y;
}
