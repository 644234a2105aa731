/** How the page looks: three columns on a wide screen, two on a narrower one, one at a time on a phone. */
export const STYLE = `
  :root {
    color-scheme: light dark;
    --page: light-dark(#f4f5f7, #14161a); --sheet: light-dark(#fff, #1c1f25); --line: light-dark(#dfe2e7, #31353e);
    --text: light-dark(#1b1e24, #e6e8ec); --soft: light-dark(#5d6470, #a3aab8);
    --good: light-dark(#0b6e4f, #5fd3a8); --bad: light-dark(#b3261e, #ff9b91);
    --warn: light-dark(#fff3cd, #3d3312); --warn-line: light-dark(#c28a00, #d9a520); --chip: light-dark(#eceef2, #2a2e37);
  }
  * { box-sizing: border-box; }
  html, body { height: 100%; }
  body { margin: 0; display: flex; flex-direction: column; background: var(--page); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
  header { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; padding: .6rem 1rem; background: var(--sheet); border-bottom: 1px solid var(--line); }
  h1 { font-size: 1.05rem; margin: 0; }
  input, select, button { font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .55rem; max-width: 100%; }
  #search { flex: 0 1 22rem; min-width: 0; }
  #live { margin-left: auto; font-size: .85rem; color: var(--soft); white-space: nowrap; }
  #live::before { content: ""; display: inline-block; width: .55rem; height: .55rem; margin-right: .4rem; border-radius: 50%; background: var(--bad); }
  #live.on::before { background: var(--good); }
  #in-force { display: flex; flex-wrap: wrap; gap: .3rem .4rem; margin: 0; padding: .5rem 1rem; list-style: none; font-size: .85rem; border-bottom: 1px solid var(--line); max-height: 30vh; overflow: auto; }
  #in-force li { padding: .1rem .55rem; border-radius: 1rem; background: var(--chip); overflow-wrap: anywhere; }
  #in-force li.fault { background: var(--warn); box-shadow: inset 0 0 0 1px var(--warn-line); }
  #in-force li.nothing { padding-left: 0; background: none; color: var(--soft); }
  nav { display: none; }
  main { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 4fr) minmax(0, 6fr); gap: .75rem; padding: .75rem 1rem; }
  section { min-width: 0; min-height: 0; display: flex; flex-direction: column; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
  h2 { font-size: .95rem; margin: 0; padding: .5rem .75rem; border-bottom: 1px solid var(--line); }
  .count { font-weight: normal; color: var(--soft); }
  main ul { flex: 1; min-height: 0; overflow: auto; list-style: none; margin: 0; padding: 0; }
  main li { border-bottom: 1px solid var(--line); border-left: 4px solid transparent; overflow-wrap: anywhere; }
  main li.changed { background: var(--warn); border-left-color: var(--warn-line); }
  main li.note { padding: .6rem .75rem; color: var(--soft); }
  summary, .plain { display: block; padding: .4rem .75rem .4rem .5rem; }
  summary { cursor: pointer; }
  summary::before { content: "▸"; float: right; margin-left: .5rem; color: var(--soft); }
  details[open] > summary::before { content: "▾"; }
  summary:hover { background: light-dark(#0000000a, #ffffff0d); }
  summary:focus-visible { outline: 2px solid var(--good); outline-offset: -2px; }
  .name, .about, code, pre { unicode-bidi: isolate; }
  .name { font-weight: 600; }
  .gone .name, .inactive .name { text-decoration: line-through; font-weight: normal; }
  .about { display: block; color: var(--soft); font-size: .85rem; }
  .badge { display: inline-block; margin-left: .4rem; padding: 0 .45rem; border-radius: 1rem; font-size: .8rem; background: var(--chip); color: var(--soft); }
  .badge.mark { background: var(--warn-line); color: #14161a; }
  code, pre { font: .85rem/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; }
  pre { margin: 0; padding: .25rem .75rem .6rem .5rem; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 60vh; overflow: auto; }
  .preview { display: block; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; color: var(--soft); }
  details[open] .preview { display: none; }
  .status { display: inline-block; min-width: 2.4rem; font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); }
  @media (max-width: 999px) {
    main { grid-template: minmax(0, 3fr) minmax(0, 2fr) / minmax(0, 1fr) minmax(0, 1fr); }
    #requests-section { grid-area: 1 / 2 / 3 / 3; }
    #groups-section { grid-area: 2 / 1; }
  }
  @media (max-width: 699px) {
    header { padding: .5rem .75rem; } #organization { order: 1; flex: 0 1 auto; min-width: 0; } #search { order: 1; flex: 1 1 9rem; }
    #in-force { padding: .4rem .75rem; }
    nav { display: flex; gap: .4rem; padding: .5rem .75rem 0; }
    nav button { flex: 1; padding: .45rem .2rem; }
    nav button[aria-pressed=true] { border-color: var(--text); font-weight: 600; }
    pre { word-break: break-all; }
    main { display: flex; padding: .5rem .75rem .75rem; }
    section { flex: 1; display: none; } h2 { display: none; }
    [data-tab=people] #people-section, [data-tab=groups] #groups-section, [data-tab=requests] #requests-section { display: flex; }
  }
`;
