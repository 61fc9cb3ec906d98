/** Style sheet of the sandbox's web pages. */
export const deskStyle = `
:root { color-scheme: light; --ink: #1f2329; --soft: #646a73; --line: #e3e6eb; --accent: #1456b8; --ground: #f5f6f8; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
header { background: #fff; border-bottom: 1px solid var(--line); padding: 16px 32px; display: flex; align-items: baseline; gap: 16px; }
header h1 { font-size: 20px; margin: 0; }
header a { color: inherit; text-decoration: none; }
header span { color: var(--soft); }
main { max-width: 1120px; margin: 24px auto; padding: 0 24px; display: grid; gap: 16px; }
section { background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: 20px 24px; }
h2 { font-size: 16px; margin: 0 0 12px; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: 9px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 500; white-space: nowrap; }
tr:last-child > * { border-bottom: 0; }
table.pairs th { width: 220px; }
td.number { font-variant-numeric: tabular-nums; }
a { color: var(--accent); }
.state { display: inline-block; padding: 1px 10px; border-radius: 10px; font-size: 14px; background: #e8eefb; color: #1456b8; }
.state.accepted, .state.concluded { background: #e3f5e7; color: #1c7430; }
.state.correction_required { background: #fff2dc; color: #93590a; }
.state.rejected { background: #fde8e6; color: #b3261e; }
.state.registered { background: #eceef1; color: #565c66; }
.empty { color: var(--soft); padding: 40px 0; text-align: center; }
.files { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 16px; }
figure { margin: 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
figure img, figure iframe { width: 100%; height: 300px; object-fit: contain; border: 0; background: var(--ground); display: block; }
figcaption { padding: 8px 12px; font-size: 14px; overflow-wrap: anywhere; }
figcaption small { color: var(--soft); }
.decisions { display: flex; flex-wrap: wrap; gap: 24px; align-items: end; }
.decisions form { display: flex; gap: 8px; align-items: end; }
textarea { font: inherit; width: 300px; height: 44px; padding: 8px; border: 1px solid #c5cad3; border-radius: 6px; }
button { font: inherit; min-height: 44px; padding: 0 20px; border: 1px solid var(--accent); border-radius: 6px; background: var(--accent); color: #fff; cursor: pointer; }
button.quiet { background: #fff; color: var(--accent); }
:focus-visible { outline: 3px solid #8ab4f8; outline-offset: 2px; }
`;
