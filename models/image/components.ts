/** Connected regions of a mask. */

export type Component = { left: number; top: number; right: number; bottom: number; pixels: number; label: number };

/** 8-connected regions of ones in a mask of zeros and ones, with inclusive bounds; `labels`, when given, receives each pixel's label (0 = none). */
export function findComponents(mask: Uint8Array, width: number, height: number, labels = new Int32Array(mask.length)): Component[] {
  const components: Component[] = [];
  const stack: number[] = [];
  for (let start = mask.indexOf(1); start >= 0; start = mask.indexOf(1, start + 1)) {
    if (labels[start]) continue;
    const component = emptyComponent(components.length + 1);
    labels[start] = component.label;
    stack.push(start);
    while (stack.length) {
      const at = stack.pop()!;
      const y = Math.floor(at / width);
      const x = at - y * width;
      grow(component, x, y);
      const left = x > 0 ? -1 : 0;
      const right = x < width - 1 ? 1 : 0;
      for (let row = y > 0 ? at - width : at, last = y < height - 1 ? at + width : at; row <= last; row += width)
        for (let next = row + left; next <= row + right; next++) {
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
