/** The prepared page with zoom and pan, and boxes drawn where the values stand. */
import { Button, Space, Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '#shared/case.ts';
import type { Box } from '#shared/page.ts';
import { useBackend } from '../../backend.ts';
import { useHotkeys } from '../hotkeys/hotkey-provider.tsx';
import './page-viewer.css';
import { placeBox } from './scale-box.ts';
import { usePageView } from './use-page-view.ts';

export type ViewerBox = { id: string; box: Box; tone: 'open' | 'done' | 'accepted' | 'error'; label: string };
type Props = { page: Page; boxes?: readonly ViewerBox[]; activeBox?: string | null; onPickBox?: (id: string) => void; toolbar?: boolean };

export function PageViewer({ page, boxes = [], activeBox = null, onPickBox, toolbar = true }: Props) {
  const { pageUrl } = useBackend();
  const [showBoxes, setShowBoxes] = useState(true);
  const size = { width: page.preparation?.widthPx ?? page.widthPx, height: page.preparation?.heightPx ?? page.heightPx };
  const { view, containerProps, ref, zoom, fit, bringUp } = usePageView(size, page.id, page.preparation?.dpi ?? page.dpi);
  const active = boxes.find(({ id }) => id === activeBox)?.box ?? null;
  const activeKey = active ? `${page.id}/${active.join()}` : null;
  useEffect(() => {
    if (active) bringUp(active);
    // Following the box itself, not the identity of its array.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [activeKey, bringUp]);
  return (
    <div className="viewer" ref={ref} {...containerProps}>
      {view && (
        <img
          className="viewer-page"
          src={pageUrl(page.id, page.preparation ? 'prepared' : 'original')}
          alt=""
          draggable={false}
          style={{ width: size.width * view.scale, height: size.height * view.scale, transform: `translate(${view.x}px, ${view.y}px)` }}
        />
      )}
      {view &&
        showBoxes &&
        boxes.map(({ id, box, tone, label }) => (
          <button
            key={id}
            type="button"
            tabIndex={-1}
            title={label}
            aria-label={label}
            className={`viewer-box viewer-box-${tone} ${id === activeBox ? 'viewer-box-active' : ''}`}
            style={placeBox(box, view)}
            onClick={() => onPickBox?.(id)}
          />
        ))}
      {toolbar && <ViewerToolbar zoom={zoom} fit={fit} boxes={boxes.length > 0} showBoxes={showBoxes} setShowBoxes={setShowBoxes} />}
    </div>
  );
}

type ToolbarProps = {
  zoom: (factor: number) => void;
  fit: () => void;
  boxes: boolean;
  showBoxes: boolean;
  setShowBoxes: (on: boolean) => void;
};

function ViewerToolbar({ zoom, fit, boxes, showBoxes, setShowBoxes }: ToolbarProps) {
  const { t } = useTranslation();
  useHotkeys(t('counter.help.keys.zoom'), [
    { keys: 'Alt+=', label: t('counter.review.zoomIn'), run: () => zoom(1.3) },
    { keys: 'Alt+-', label: t('counter.review.zoomOut'), run: () => zoom(1 / 1.3) },
    { keys: 'Alt+0', label: t('counter.review.fit'), run: fit },
  ]);
  return (
    <Space className="viewer-toolbar" onPointerDown={(event) => event.stopPropagation()}>
      {boxes && (
        <Switch
          size="small"
          checked={showBoxes}
          onChange={setShowBoxes}
          aria-label={t('counter.review.showBoxes')}
          title={t('counter.review.showBoxes')}
        />
      )}
      <Button size="small" onClick={() => zoom(1 / 1.3)} aria-label={t('counter.review.zoomOut')}>
        －
      </Button>
      <Button size="small" onClick={() => zoom(1.3)} aria-label={t('counter.review.zoomIn')}>
        ＋
      </Button>
      <Button size="small" onClick={fit}>
        {t('counter.review.fit')}
      </Button>
    </Space>
  );
}
