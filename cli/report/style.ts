/*
 * The page's one style sheet: no font, image or script comes with it. Colours have a contrast of 4.5 to 1 at least on what they stand on,
 * in light and dark; tests ask axe-core.
 */

const light = `
--paper:#fbfbf9;--card:#ffffff;--ink:#1b2026;--soft:#566069;--line:#dcdfdc;--link:#0b5cad;--focus:#0b5cad;
--good:#1a6b3c;--good-back:#e4f3e9;--bad:#a8201a;--bad-back:#fbe7e5;--warn:#7a4b00;--warn-back:#fdf0d5;--plain:#47515b;--plain-back:#eceeed;
--public:#fdf3e3;--egress:#f3eefb;--application:#e8f1fb;--data:#e7f4ec;--bar:#3a7bbf;--frozen:#dfe7f2;`;

const dark = `
--paper:#14171b;--card:#1c2127;--ink:#e8eaec;--soft:#a7b0b9;--line:#363d45;--link:#86bdf5;--focus:#86bdf5;
--good:#86d9a5;--good-back:#173324;--bad:#ffa59d;--bad-back:#44201d;--warn:#f3c878;--warn-back:#3c2e12;--plain:#bcc4cb;--plain-back:#2a3037;
--public:#2f2818;--egress:#29233a;--application:#182839;--data:#172b20;--bar:#5b9bdd;--frozen:#2a3648;`;

const base = `
*{box-sizing:border-box}
html{scroll-padding-top:3.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
header,main,footer,nav ul{max-width:70rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem;padding-bottom:1rem}
h1{font-size:2.25rem;line-height:1.15;margin:0;letter-spacing:-.02em;overflow-wrap:anywhere}
h2{font-size:1.4rem;line-height:1.25;margin:0 0 .75rem;letter-spacing:-.01em}
h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
p{margin:.5rem 0 1rem;max-width:48rem}
a{color:var(--link);text-underline-offset:.15em}
ul{margin:.5rem 0;padding-left:1.2rem}
li{margin:.2rem 0}
code{font:.875em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
.kind{margin:0;color:var(--soft);font-size:.8rem;letter-spacing:.08em;text-transform:uppercase}
.made,.note,footer{color:var(--soft);font-size:.9rem}
.made{margin:.4rem 0 0}
.note .sum,.line{display:block}
footer{padding-top:1rem;padding-bottom:3rem;border-top:1px solid var(--line)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
main:focus{outline:none}
.skip{position:absolute;left:-100vw;top:0;background:var(--card);padding:.6rem 1rem;z-index:3}
.skip:focus{left:0}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
nav{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line)}
nav ul{display:flex;gap:1.1rem;list-style:none;overflow-x:auto;scrollbar-width:none;padding-top:.6rem;padding-bottom:.6rem}
nav li{margin:0;flex:none}
nav a{text-decoration:none;font-size:.92rem;color:var(--soft);padding:.2rem 0}
nav a:hover{color:var(--link);text-decoration:underline}
section{padding:2rem 0 1.25rem;border-bottom:1px solid var(--line)}
section:last-child{border-bottom:0}`;

const parts = `
.chip{display:inline-block;padding:.06rem .5rem;border-radius:1rem;font-size:.84rem;font-weight:600;white-space:nowrap;color:var(--plain);background:var(--plain-back)}
.chip.good{color:var(--good);background:var(--good-back)}
.chip.bad{color:var(--bad);background:var(--bad-back)}
.chip.warn{color:var(--warn);background:var(--warn-back)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(12.5rem,1fr));gap:.75rem;list-style:none;padding:0;margin:0 0 1.25rem}
.tile{margin:0;background:var(--card);border:1px solid var(--line);border-top:4px solid var(--plain);border-radius:8px}
.tile.good{border-top-color:var(--good)}.tile.bad{border-top-color:var(--bad)}.tile.warn{border-top-color:var(--warn)}
.tile a{display:block;padding:.8rem 1rem .9rem;color:inherit;text-decoration:none;height:100%}
.tile a:hover strong{text-decoration:underline}
.tile span{display:block;color:var(--soft);font-size:.86rem}
.tile strong{display:block;font-size:1.3rem;line-height:1.3;letter-spacing:-.01em}
.about{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.5rem 1.5rem;margin:1.5rem 0 0}
.about dt{color:var(--soft);font-size:.85rem}.about dd{margin:0;overflow-wrap:anywhere}
.counts{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;list-style:none;padding:0;margin:.5rem 0 1rem}
.counts strong{font-size:1.2rem}
.sum strong{font-size:1.6rem;letter-spacing:-.01em}
.sum .note{display:block}
details{border:1px solid var(--line);border-radius:8px;background:var(--card);margin:.5rem 0}
summary{cursor:pointer;padding:.55rem .9rem}
.folded{padding:.25rem .9rem .9rem}
td details{margin:.25rem 0;border:0;background:none}td summary{padding:.1rem 0}td .folded{padding:0}
.entry{padding:.25rem 0}.entry p{margin:.3rem 0}.loss{color:var(--bad)}
.properties{list-style:none;padding-left:.75rem;border-left:3px solid var(--line);font-size:.9rem;overflow-wrap:anywhere}
.sign{font-family:ui-monospace,"Liberation Mono",monospace;font-weight:700}`;

const tables = `
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.75rem 0;background:var(--card)}
caption{text-align:left;color:var(--soft);font-size:.85rem;padding:.25rem 0 .4rem}
th,td{padding:.45rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{font-size:.82rem;color:var(--soft);font-weight:600;border-bottom:2px solid var(--line);overflow-wrap:normal}
tbody th{font-weight:400}
td ul{margin:0}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{display:block;width:100%;min-width:6rem;height:.7rem;fill:var(--bar)}
.weeks{max-width:46rem}
.calendar{table-layout:fixed}
.calendar th,.calendar td{padding:.25rem .3rem;height:2.5rem;border:1px solid var(--line);overflow-wrap:normal}
.calendar thead th{height:auto;text-align:center}
.calendar tbody th{white-space:nowrap;font-size:.85rem}
.calendar th:first-child{width:5rem}
.day{color:var(--soft);font-size:.75rem;display:block;line-height:1.1}
td.frozen{background:var(--frozen)}
td.today{outline:2px solid var(--focus);outline-offset:-2px}
.mark{display:inline-block;min-width:1.35rem;padding:0 .2rem;border-radius:4px;font-size:.78rem;line-height:1.35rem;font-weight:700;text-align:center;text-decoration:none;color:var(--plain);background:var(--plain-back);margin-right:.15rem}
.mark.patch-window{color:var(--good);background:var(--good-back)}
.mark.frozen-window{color:var(--plain);background:var(--card);border:1px dashed var(--plain)}
.mark.scan,.mark.restore-test{color:var(--link);background:var(--plain-back)}
.mark.scan-due,.mark.exception-ends{color:var(--warn);background:var(--warn-back)}
.mark.support-ends{color:var(--bad);background:var(--bad-back)}
.mark.freeze{height:1.35rem;vertical-align:middle;background:var(--frozen);border:1px solid var(--line)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0;font-size:.88rem}`;

const picture = `
.scroll{overflow-x:auto;margin:1rem 0;border:1px solid var(--line);border-radius:10px;background:var(--card)}
.network{display:block;width:100%;min-width:52rem;height:auto;font-family:inherit}
.vpc{fill:none;stroke:var(--soft);stroke-dasharray:5 5}
.band{fill:var(--plain-back);stroke:var(--line)}
.band.public{fill:var(--public)}.band.egress,.band.firewall{fill:var(--egress)}.band.application{fill:var(--application)}.band.data{fill:var(--data)}
.band-name{font-size:14px;font-weight:700;fill:var(--ink);text-transform:capitalize}
.zone{fill:none;stroke:var(--soft);stroke-opacity:.35}
.zone-name{font-size:12px;fill:var(--ink);paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
.box{fill:var(--card);stroke:var(--soft)}
.box-name{font-size:13px;font-weight:600;fill:var(--ink)}
.box-note{font-size:11.5px;fill:var(--soft)}
.arrow{fill:none;stroke:var(--link);stroke-width:1.6;stroke-opacity:.75}
.tip{fill:var(--link)}`;

/** A table is a block a row where there is no room beside one another. */
const narrow = `
@media screen and (max-width:44rem){
h1{font-size:1.75rem}header,main,footer,nav ul{padding-left:1rem;padding-right:1rem}
table:not(.calendar),table:not(.calendar) tbody,table:not(.calendar) tr,table:not(.calendar) td,table:not(.calendar) tbody th{display:block}
table:not(.calendar) caption{display:block}
table:not(.calendar) thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table:not(.calendar) tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
table:not(.calendar) td,table:not(.calendar) tbody th{border:0;padding:.15rem .25rem;text-align:left;white-space:normal}
table:not(.calendar) tbody th{font-weight:600}
td[data-head]::before{content:attr(data-head) ": ";color:var(--soft);font-size:.85rem}
td[data-head]:empty{display:none!important}
.calendar th:first-child{width:3.9rem}.calendar tbody th{font-size:.75rem}.calendar thead th{font-size:.7rem;padding:.2rem 0}
.calendar th,.calendar td{padding:.15rem}.mark{min-width:1.1rem;padding:0 .1rem;margin:0}
}`;

/** Print styles: everything open, in light colours, links as plain text. */
const print = `
@media print{
:root{color-scheme:light;${light}--paper:#ffffff}
@page{size:A4;margin:14mm 12mm}
html{font-size:9.5pt}body{font-size:1rem;background:#fff}
nav,.skip{display:none}
header,main,footer{max-width:none;padding:0}
section{padding:.8rem 0}h2,h3,summary,caption{break-after:avoid}
tr,.tile,.entry,svg{break-inside:avoid}
details{border:0;margin:.3rem 0}summary{list-style:none;padding:.2rem 0;font-weight:600}.folded{padding:0}
details::details-content{content-visibility:visible;block-size:auto}
.scroll{overflow:visible;border:0}.network{min-width:0}
table{font-size:8.5pt}th,td{padding:.2rem .35rem}
.tiles{grid-template-columns:repeat(auto-fit,minmax(10rem,1fr))}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}`;

/** The whole of it. */
export const style: string = [
  `:root{color-scheme:light dark;${light}}`,
  `@media screen and (prefers-color-scheme:dark){:root{${dark}}}`,
  base,
  parts,
  tables,
  picture,
  narrow,
  print,
]
  .join("\n")
  .replace(/\n+/g, "\n");
