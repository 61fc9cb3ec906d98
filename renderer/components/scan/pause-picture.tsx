/** What a hand has to do at the scanner, drawn: no word is needed to understand it. */
import type { PauseKind } from './pause-kind.ts';

const ink = '#174a8c';
const pale = '#d7e4f5';
const hot = '#d64545';
const move = '#e08a00';

const Body = ({ lid = false }: { lid?: boolean }) => (
  <g>
    <path d="M90 210h340l30 50v60a18 18 0 0 1-18 18H78a18 18 0 0 1-18-18v-60z" fill={ink} />
    <path d="M60 268h400v12H60z" fill="#0f3566" />
    {lid && <path d="M90 206 150 74l330 46-50 86z" fill={pale} stroke={ink} strokeWidth="6" strokeLinejoin="round" />}
  </g>
);
const Sheet = ({ x, y, turn = 0, bent = false }: { x: number; y: number; turn?: number; bent?: boolean }) => (
  <g transform={`translate(${x} ${y}) rotate(${turn})`}>
    <path
      d={bent ? 'M0 0h170l-12 34 18 30-16 32 14 44H4l-10-40 16-34-14-34z' : 'M0 0h170v140H0z'}
      fill="#fff"
      stroke="#8aa3c4"
      strokeWidth="5"
      strokeLinejoin="round"
    />
    <path d="M24 30h90M24 56h122M24 82h104" stroke="#8aa3c4" strokeWidth="7" strokeLinecap="round" />
  </g>
);
const Arrow = ({ d, colour = move }: { d: string; colour?: string }) => (
  <path d={d} fill="none" stroke={colour} strokeWidth="14" strokeLinecap="round" strokeLinejoin="round" />
);
const up = 'M470 190V90M436 126l34-36 34 36';
const down = 'M470 80v100M436 146l34 36 34-36';

function picture(kind: PauseKind) {
  switch (kind) {
    case 'jam':
      return [<Body key="b" lid />, <Sheet key="s" x={170} y={118} turn={-4} bent />, <Arrow key="a" d={up} colour={hot} />];
    case 'mispick':
      return [
        <Sheet key="1" x={160} y={60} turn={-7} />,
        <Sheet key="2" x={176} y={70} turn={5} />,
        <Body key="b" />,
        <Arrow key="a" d={down} />,
      ];
    case 'multi-feed':
      return [
        <Sheet key="1" x={120} y={56} turn={-8} />,
        <Sheet key="2" x={236} y={40} turn={10} />,
        <Body key="b" />,
        <Arrow key="a" d={up} colour={hot} />,
      ];
    case 'cover':
      return [<Body key="b" lid />, <Arrow key="a" d="M500 70c30 40 20 90-30 120M498 160l-30 32-14-42" />];
    case 'overload':
      return [
        ...[0, 1, 2, 3, 4, 5].map((index) => <Sheet key={index} x={150 + index * 4} y={96 - index * 13} />),
        <Body key="b" />,
        <Arrow key="a" d={up} colour={hot} />,
      ];
    case 'page-size':
      return [
        <path key="p" d="M150 0h200v210H150z" fill="#fff" stroke={hot} strokeWidth="6" />,
        <Body key="b" />,
        <Arrow key="a" d={up} colour={hot} />,
      ];
    case 'connection':
      return [
        <Body key="b" />,
        <Arrow key="c" d="M470 300h50v-90" colour={ink} />,
        <path key="x" d="M488 130l64 64M552 130l-64 64" stroke={hot} strokeWidth="14" strokeLinecap="round" />,
      ];
    case 'damaged':
    case 'empty':
    case 'storage':
    case 'in-doubt':
    case 'restarted':
    case 'other':
      return [<Sheet key="s" x={170} y={64} />, <Body key="b" />, <Arrow key="a" d={down} />];
  }
}

export function PausePicture({ kind }: { kind: PauseKind }) {
  return (
    <svg className="pause-picture" viewBox="0 0 580 350" aria-hidden>
      {picture(kind)}
    </svg>
  );
}
