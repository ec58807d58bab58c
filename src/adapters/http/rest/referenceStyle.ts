/** The page is dark, as the window is; its policy allows this text and no other. */
export const referenceStyle = `
:root { color-scheme: dark; --ground: #101214; --raised: #181b1f; --line: #2b3036; --text: #e8eaec; --quiet: #a3abb4; --accent: #7fc8ff; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px; max-width: 1000px; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 24px; margin: 0 0 8px; } h1 small { color: var(--quiet); font-weight: 400; }
h2 { font-size: 18px; margin: 32px 0 8px; } h4 { margin: 12px 0 4px; font-size: 14px; }
a { color: var(--accent); } nav a { display: inline-block; margin-right: 12px; }
details { border: 1px solid var(--line); border-radius: 6px; margin: 6px 0; background: var(--raised); padding: 0 12px; }
summary { padding: 8px 0; cursor: pointer; } summary span { color: var(--quiet); margin-left: 8px; }
summary b { display: inline-block; min-width: 62px; color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
pre { overflow: auto; max-height: 360px; background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 8px; font-size: 13px; }
code, pre { font-family: ui-monospace, monospace; } code { font-size: 13px; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); font-weight: 400; }
:target { outline: 2px solid var(--accent); }
`;
