import { addresses } from "../request.ts";
import { type Attack, form, get } from "./row.ts";

const { staff } = addresses;

/** Ways to the administration, and to the service tool that installs code. */
export const administration: readonly Attack[] = [
  get("the administration", "/admin/", "web ACL: block 403 by admin"),
  get("without a slash", "/admin", "web ACL: block 403 by admin"),
  get("with a page", "/admin/?target=order_list", "web ACL: block 403 by admin"),
  get("in capitals", "/ADMIN/", "web ACL: block 403 by admin"),
  get("with two slashes", "//admin/", "web ACL: block 403 by disguised"),
  get("with a dot", "/./admin/", "web ACL: block 403 by disguised"),
  get("with a way up", "/shop/../admin/", "web ACL: block 403 by disguised"),
  get("with an encoded letter", "/%61dmin/", "web ACL: block 403 by disguised"),
  get("with an encoded slash", "/admin%2f", "web ACL: block 403 by disguised"),
  get("with a slash that is encoded twice", "/x%252f..%252fadmin/", "X-Cart: page in shop"),
  get("with a semicolon", "/admin;x=1/", "X-Cart: page in shop"),
  get("with what Tomcat takes for a way up", "/x/..;/admin/", "web ACL: block 403 by private-files"),
  get("with a backslash", "/\\admin/", "web ACL: block 403 by disguised"),
  get("with a NUL", "/admin%00/", "web ACL: block 403 by disguised"),
  get("with a blank", "/admin%20/", "X-Cart: page in shop"),
  get("with a letter of other scripts", "/%C3%A1dmin/", "X-Cart: page in shop"),
  get("with a fullwidth letter", "/%EF%BD%81dmin/", "X-Cart: page in shop"),
  get("by its old script", "/admin.php?target=login", "web ACL: block 403 by admin"),
  get("by its old script with a path", "/admin.php/x", "web ACL: block 403 by admin"),
  get("behind the front script", "/index.php/admin/", "web ACL: block 403 by scripts"),
  get("behind the front script of old", "/cart.php/admin/", "web ACL: block 403 by scripts"),
  get("behind the front script in capitals", "/Index.php/admin/", "web ACL: block 403 by scripts"),
  get("its folder as a file", "/admin/index.php", "web ACL: block 403 by scripts"),
  get("by a language", "/de/admin/", "X-Cart: page in shop"),
  get("by a header that proxies rewrite addresses with", "/", "X-Cart: page in shop", {
    headers: { "x-original-url": "/admin/", "x-rewrite-url": "/admin/" },
  }),
  get("by a header that names another host", "/", "X-Cart: page in shop", {
    headers: { "x-forwarded-host": "office.shop.example.com", "x-host": "admin" },
  }),
  get("by a host that no one knows", "/admin/", "web ACL: block 403 by admin", { headers: { host: "admin.internal" } }),
  get("with a forged address of the staff", "/admin/", "web ACL: block 403 by admin", { headers: { "x-forwarded-for": staff } }),
  get("with addresses in other headers", "/admin/", "web ACL: block 403 by admin", {
    headers: { "client-ip": staff, "x-real-ip": staff, forwarded: `for=${staff}`, "cf-connecting-ip": staff },
  }),
  get("from the staff's network, not signed in", "/admin/", "listener: sign-in by sign-in-at-admin", { ip: staff }),
  get("from the staff's network, in the background", "/admin/?target=main", "listener: 401 by sign-in-background-at-admin", {
    ip: staff,
    headers: { "x-requested-with": "XMLHttpRequest" },
  }),
  get("from the staff's network behind the front script", "/index.php/admin/", "web ACL: block 403 by scripts", { ip: staff }),
  form(
    "from the staff's network, a password at X-Cart's own login",
    "/admin/",
    "target=login&action=login&login=a&password=b",
    "listener: sign-in by sign-in-at-admin",
    {
      ip: staff,
    },
  ),
  get("with a forged cookie of the load balancer", "/admin/", "listener: sign-in by sign-in-at-admin", {
    ip: staff,
    headers: { cookie: "AWSELBAuthSessionCookie-0=x" },
  }),
  get("with forged claims of the load balancer", "/admin/", "web ACL: block 403 by admin", {
    headers: { "x-amzn-oidc-identity": "owner", "x-amzn-oidc-data": "x.y.z" },
  }),
  get("a forged way back from the sign-in", "/oauth2/idpresponse?code=x&state=y", "listener: way back of the sign-in", { ip: staff }),
  get("a page of the administration at the shop's address", "/?target=order_list&admin=1", "X-Cart: orderlist in shop"),
  get("the zone as an argument", "/?target=main&zone=admin&_zone=admin", "X-Cart: main in shop"),
  get("the service tool", "/service.php", "web ACL: block 403 by admin"),
  get("the service tool's API", "/service.php/api", "web ACL: block 403 by admin"),
  get("the service tool in capitals", "/SERVICE.PHP/api", "web ACL: block 403 by scripts"),
  get("the service tool with a semicolon", "/service.php;x", "listener: sign-in by sign-in-at-service"),
  get("the service tool's name without its ending", "/service/api", "X-Cart: page in shop"),
  get("the service tool's folder", "/service-tool/", "web ACL: block 403 by probes"),
  get("the service tool behind the front script", "/index.php/service.php", "web ACL: block 403 by scripts"),
  get("the service tool from the staff's network, not signed in", "/service.php/api", "listener: sign-in by sign-in-at-service", {
    ip: staff,
  }),
];
