/** The live picture with the outline of the paper, the countdown ring and a flash when a page was taken. */
import type { RefObject } from 'react';
import type { Camera } from './camera-driver.ts';
import type { LiveView } from './use-camera-capture.ts';
import './camera.css';

/** The overlay's own units along its longer side. */
const side = 1000;
const ringRadius = 70;

type Props = { camera: Camera; video: RefObject<HTMLVideoElement | null>; live: LiveView; shots: number; label: string };

export function CameraView({ camera, video, live, shots, label }: Props) {
  const factor = side / Math.max(camera.widthPx, camera.heightPx);
  const [width, height] = [camera.widthPx * factor, camera.heightPx * factor];
  const corners = live.quad?.map(([x, y]) => [x * width, y * height] as const) ?? null;
  return (
    <div className="camera-view" style={{ aspectRatio: `${camera.widthPx} / ${camera.heightPx}` }}>
      <video ref={video} muted playsInline aria-label={label} />
      <svg viewBox={`0 0 ${width} ${height}`} className={`camera-overlay camera-${live.phase}`} aria-hidden>
        {corners && <polygon className="camera-outline" points={corners.map((corner) => corner.join(',')).join(' ')} />}
        {corners?.map(([x, y], index) => (
          <circle key={index} className="camera-corner" cx={x} cy={y} r={9} />
        ))}
        {corners && live.progress > 0 && <Ring at={middleOf(corners)} progress={live.progress} />}
      </svg>
      {/* A new element for each page, so that the flash starts again. */}
      {shots > 0 && <div key={shots} className="camera-flash" />}
    </div>
  );
}

function Ring({ at: [cx, cy], progress }: { at: readonly [number, number]; progress: number }) {
  const around = 2 * Math.PI * ringRadius;
  return (
    <g transform={`rotate(-90 ${cx} ${cy})`}>
      <circle className="camera-ring-ground" cx={cx} cy={cy} r={ringRadius} />
      <circle className="camera-ring" cx={cx} cy={cy} r={ringRadius} strokeDasharray={`${around * progress} ${around}`} />
    </g>
  );
}

const middleOf = (corners: readonly (readonly [number, number])[]) =>
  [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis]! / corners.length, 0)) as [number, number];
