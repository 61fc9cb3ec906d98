/** Zoom and pan of a page: wheel zooms at the pointer, dragging moves, a box can be brought up. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import type { Box } from '#shared/page.ts';
import { fitPage, showBox, zoomAt } from './scale-box.ts';
import type { Size, View } from './scale-box.ts';
import { useElementSize } from './use-element-size.ts';

/** What the person chose, for one page; null = the whole page. */
type Chosen = { pageId: string; view: View } | null;

function useWheelZoom(onZoom: (factor: number, point: { x: number; y: number }) => void): (element: HTMLDivElement | null) => void {
  const callback = useRef(onZoom);
  useEffect(() => {
    callback.current = onZoom;
  });
  const detach = useRef<(() => void) | null>(null);
  // React listens passively to wheel events, which then cannot stop the page from scrolling.
  return useCallback((element: HTMLDivElement | null) => {
    detach.current?.();
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const frame = element.getBoundingClientRect();
      callback.current(Math.exp(-event.deltaY * 0.0015), { x: event.clientX - frame.left, y: event.clientY - frame.top });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    detach.current = () => element.removeEventListener('wheel', onWheel);
  }, []);
}

export function usePageView(page: Size, pageId: string, dpi: number | null) {
  const { ref: sizeRef, size } = useElementSize<HTMLDivElement>();
  const [chosen, setChosen] = useState<Chosen>(null);
  const { width, height } = page;
  const fitted = useMemo(() => (size ? fitPage({ width, height }, size) : null), [size, width, height]);
  const view = chosen?.pageId === pageId ? chosen.view : fitted;
  const change = (next: (current: View) => View) =>
    setChosen((old) => (view ? { pageId, view: next(old?.pageId === pageId ? old.view : view) } : old));
  const wheelRef = useWheelZoom((factor, point) => change((current) => zoomAt(current, factor, point)));
  const bringUp = useCallback(
    (box: Box) => size && setChosen({ pageId, view: showBox(box, { width, height }, size, dpi) }),
    [size, pageId, width, height, dpi],
  );
  const dragFrom = useRef<{ x: number; y: number } | null>(null);
  const containerProps = {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if ((event.target as HTMLElement).closest('button')) return;
      dragFrom.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      const from = dragFrom.current;
      if (!from) return;
      const moved = { x: event.clientX - from.x, y: event.clientY - from.y };
      dragFrom.current = { x: event.clientX, y: event.clientY };
      change((current) => ({ ...current, x: current.x + moved.x, y: current.y + moved.y }));
    },
    onPointerUp: () => {
      dragFrom.current = null;
    },
  };
  const ref = useCallback(
    (element: HTMLDivElement | null) => {
      sizeRef(element);
      wheelRef(element);
    },
    [sizeRef, wheelRef],
  );
  const centre = size ? { x: size.width / 2, y: size.height / 2 } : { x: 0, y: 0 };
  return {
    view,
    ref,
    containerProps,
    bringUp,
    fit: () => setChosen(null),
    zoom: (factor: number) => change((current) => zoomAt(current, factor, centre)),
  };
}
