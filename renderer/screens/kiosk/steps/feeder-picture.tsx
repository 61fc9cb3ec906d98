/** A drawing of paper going face up into the feeder; the arrow moves while `running`. */
export function FeederPicture({ running = false }: { running?: boolean }) {
  return (
    <svg className={`feeder ${running ? 'feeder-running' : ''}`} viewBox="0 0 640 420" aria-hidden>
      <path d="M110 250h420l36 60v70a20 20 0 0 1-20 20H94a20 20 0 0 1-20-20v-70z" fill="#174a8c" />
      <path d="M74 310h492v14H74z" fill="#0f3566" />
      <rect x="150" y="240" width="340" height="18" rx="9" fill="#0f3566" />
      <rect x="464" y="350" width="60" height="18" rx="9" fill="#6fd18e" />
      <path d="M140 380h330v-16H140z" fill="#d7e4f5" />
      <g className="feeder-paper">
        <path d="M196 70h248v182H196z" fill="#fff" stroke="#8aa3c4" strokeWidth="4" />
        <path d="M226 104h120M226 134h188M226 164h188M226 194h150" stroke="#8aa3c4" strokeWidth="8" strokeLinecap="round" />
        <circle cx="392" cy="206" r="24" fill="none" stroke="#d64545" strokeWidth="6" />
      </g>
      <g className="feeder-arrow" fill="none" stroke="#e08a00" strokeWidth="16" strokeLinecap="round" strokeLinejoin="round">
        <path d="M540 80v120M500 164l40 40 40-40" />
      </g>
    </svg>
  );
}
