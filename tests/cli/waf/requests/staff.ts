import { type Row, staff } from "./row.ts";

const multipart = { "content-type": "multipart/form-data; boundary=xyz" };
const closed = "block by admin";

/** What staff do, and those who are not. */
export const staffWork: readonly Row[] = [
  { name: "staff opening the administration", path: "/admin/", ip: staff, expected: "allow" },
  { name: "staff of prod by IPv6", path: "/admin/", ip: "2001:db8:51::9", expected: { dev: closed, staging: closed, prod: "allow" } },
  {
    name: "staff logging in",
    path: "/admin/?target=login",
    body: "target=login&action=login&login=a%40b.example&password=x",
    ip: staff,
    expected: "allow",
  },
  { name: "staff listing products", path: "/admin/?target=product_list&mode=search", ip: staff, expected: "allow" },
  {
    name: "staff saving a product with markup in it",
    path: "/admin/?target=product&action=modify",
    body: "description=%3Cscript%3E",
    ip: staff,
    hints: ["core=CrossSiteScripting_BODY", "sqli=SQLi_BODY"],
    expected: "allow",
  },
  {
    name: "staff uploading 20 MB of images",
    path: "/admin/?target=files&action=upload",
    body: 20_000_000,
    headers: multipart,
    ip: staff,
    hints: ["core=SizeRestrictions_BODY"],
    expected: "allow",
  },
  {
    name: "staff importing a CSV of 2 MB",
    path: "/admin/?target=import&action=import",
    body: 2_000_000,
    headers: multipart,
    ip: staff,
    hints: ["core=SizeRestrictions_BODY"],
    expected: "allow",
  },
  {
    name: "staff editing a template with PHP in it",
    path: "/admin/?target=theme_tweaker_template",
    body: "target=theme_tweaker_template&action=save&body=%3C%3Fphp",
    ip: staff,
    hints: ["php=PHPHighRiskMethodsVariables_BODY"],
    expected: "allow",
  },
  { name: "staff calling the old script", path: "/admin.php?target=main", ip: staff, expected: "allow" },
  { name: "staff at the add-ons", path: "/service.php/", ip: staff, expected: "allow" },
  { name: "staff travelling in Russia by the office's network", path: "/admin/", ip: staff, country: "RU", expected: "allow" },
  { name: "staff shopping are shoppers", path: "/?target=checkout", ip: staff, expected: "challenge by form-page" },
  { name: "somebody else opening the administration", path: "/admin/", expected: closed },
  {
    name: "somebody else logging in there",
    path: "/admin/?target=login",
    body: "target=login&action=login&login=root&password=x",
    expected: closed,
  },
  { name: "somebody else at the old script", path: "/admin.php?target=login", expected: closed },
  { name: "somebody else at the add-ons", path: "/service.php/auth", expected: closed },
  { name: "somebody else with capitals", path: "/ADMIN/", expected: closed },
  { name: "somebody else with two slashes", path: "//admin/", expected: "block by disguised" },
  { name: "somebody else by way of the front script", path: "/index.php/admin/?target=login", expected: "block by scripts" },
  { name: "somebody else by way of the old front script", path: "/cart.php//admin/", expected: "block by scripts" },
  {
    name: "somebody else claiming an office address",
    path: "/admin/",
    headers: { "x-forwarded-for": staff, "client-ip": staff, "cf-connecting-ip": staff },
    expected: closed,
  },
  {
    name: "a program with a key for the API",
    path: "/api/products?page=1",
    headers: { "x-auth-token": "key", "user-agent": "erp/1.0" },
    hints: ["bot-control=SignalNonBrowserUserAgent"],
    expected: "allow",
  },
];
